package digestbot.discord;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.discord.PanelPieces.Piece;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.container.ContainerChildComponent;
import net.dv8tion.jda.api.components.separator.Separator;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;

/// Renders content as Discord components: a coloured container per perspective, a plain container
/// for other titled panels, text for the rest, then the buttons and the menu. See “Component
/// Reference” in Discord's documentation.
public final class DiscordRenderer {

    /// The version of the rendering. It must be increased when the same content is rendered
    /// differently.
    public static final int VERSION = 4;

    /// The room in each message for a note that says who shared it, in units and in bytes.
    private static final int NOTE = 100;

    /// Discord's limits are 40 and 4,000; the note needs one component.
    private static final int COMPONENTS = 39;

    private static final int UNITS = 4_000 - NOTE;

    /// The limit on the bytes of a message. Discord responds with 500 to a message whose texts take
    /// more than 10,170 bytes, counting 12 for each text, even if they have fewer than 4,000
    /// characters (issue 8554 of its documentation). Chinese text reaches that limit first.
    private static final int BYTES = 10_000 - NOTE;

    private static final int MAX_NAME_LENGTH = 100;

    private static final int BYTES_PER_TEXT = 12;

    /// The text of a message without visible text, which Discord would reject.
    private static final String NOTHING = "–";

    private static final MessageBudget BUDGET =
            new MessageBudget(new Cost(UNITS, BYTES, COMPONENTS - MessageControls.RESERVED), DiscordRenderer::cost);

    private DiscordRenderer() {}

    /// The limits of one message; components count as entities.
    public static MessageBudget budget() {
        return BUDGET;
    }

    /// The message that shows the content, which fits the budget.
    public static DiscordMessage render(Content content) {
        List<MessageTopLevelComponent> all = new ArrayList<>();
        int used = 0;
        for (Panel panel : content.panels()) {
            List<Piece> pieces = PanelPieces.pieces(panel);
            used += components(panel, pieces);
            all.addAll(drawn(panel, pieces));
        }
        if (all.isEmpty()) {
            all.add(TextDisplay.of(NOTHING));
            used++;
        }
        all.addAll(MessageControls.rows(content, COMPONENTS - used));
        return new DiscordMessage(all, name(content), topicNames(content));
    }

    /// The ids and names of the topics.
    private static List<String> topicNames(Content content) {
        return content.topics().stream()
                .flatMap(topic -> Stream.of(topic.id(), topic.name()))
                .distinct()
                .toList();
    }

    /// The content's name, or else its first title or line.
    private static String name(Content content) {
        String name = Stream.concat(
                        Stream.of(content.name()),
                        content.panels().stream()
                                .flatMap(panel -> Stream.of(
                                        (panel.emoji() + " " + panel.title()).strip(), PlainText.of(panel.body()))))
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(NOTHING);
        return TextShortener.shorten(MAX_NAME_LENGTH, name);
    }

    private static Cost cost(Panel panel) {
        List<Piece> pieces = PanelPieces.pieces(panel);
        int components = components(panel, pieces);
        return new Cost(PanelPieces.units(pieces), PanelPieces.bytes(pieces) + BYTES_PER_TEXT * components, components);
    }

    private static int components(Panel panel, List<Piece> pieces) {
        return pieces.size() + (isContained(panel) && !pieces.isEmpty() ? 1 : 0);
    }

    private static boolean isContained(Panel panel) {
        return panel.style() == Panel.PanelStyle.PERSPECTIVE || !panel.title().isBlank();
    }

    private static List<? extends MessageTopLevelComponent> drawn(Panel panel, List<Piece> pieces) {
        if (!isContained(panel)) {
            return pieces.stream().map(DiscordRenderer::top).toList();
        }
        if (pieces.isEmpty()) {
            return List.of();
        }
        Container container =
                Container.of(pieces.stream().map(DiscordRenderer::child).toList());
        boolean coloured =
                panel.style() == Panel.PanelStyle.PERSPECTIVE && panel.colour().isPresent();
        return List.of(coloured ? container.withAccentColor(panel.colour().getAsInt() & 0xFFFFFF) : container);
    }

    private static MessageTopLevelComponent top(Piece piece) {
        return switch (piece) {
            case Piece.Text(String markdown) -> TextDisplay.of(markdown);
            case Piece.Rule() -> rule();
        };
    }

    private static ContainerChildComponent child(Piece piece) {
        return switch (piece) {
            case Piece.Text(String markdown) -> TextDisplay.of(markdown);
            case Piece.Rule() -> rule();
        };
    }

    private static Separator rule() {
        return Separator.createDivider(Separator.Spacing.SMALL);
    }
}
