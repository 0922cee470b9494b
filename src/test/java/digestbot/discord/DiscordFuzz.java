package digestbot.discord;

import static digestbot.fuzz.FuzzInput.check;

import digestbot.content.Content;
import digestbot.content.paging.MessagePacker;
import digestbot.fuzz.FuzzInput;
import net.dv8tion.jda.api.components.Component;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;

/// Any content, as Discord counts it: text in each part, within the limits.
public final class DiscordFuzz {

    private DiscordFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        for (Content page : MessagePacker.pages(FuzzInput.content(input), DiscordRenderer.budget())) {
            var components = DiscordRenderer.render(page).components();
            check(!components.isEmpty(), "nothing to see");
            int units = components.stream().mapToInt(DiscordFuzz::units).sum();
            int parts = components.stream().mapToInt(DiscordFuzz::parts).sum();
            check(units <= 4_000, "too long: " + units);
            check(parts <= 40, "too many components: " + parts);
        }
    }

    static int units(Component component) {
        return switch (component) {
            case TextDisplay text -> {
                check(!text.getContent().isBlank(), "an empty text");
                yield text.getContent().length();
            }
            case Container container ->
                container.getComponents().stream().mapToInt(DiscordFuzz::units).sum();
            default -> 0;
        };
    }

    static int parts(Component component) {
        return component instanceof Container container
                ? 1
                        + container.getComponents().stream()
                                .mapToInt(DiscordFuzz::parts)
                                .sum()
                : 1;
    }
}
