package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.clientview.ClientRow;
import digestbot.clientview.ClientSpan;
import digestbot.content.Content;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Discord accepts the message for any content; it pings nobody, contains no other links, and every
/// word of it is visible.
class DiscordRendererPropertyTest {

    private static final int CONTENTS = 150;

    @TempDir
    static Path folder;

    private static DiscordFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new DiscordFixture(folder);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void everyMessageIsAcceptedPingsNobodyAndLosesNothing() {
        RandomDiscordContents contents = new RandomDiscordContents(20260205);
        for (int i = 0; i < CONTENTS; i++) {
            Content content = contents.next();
            SandboxPlace place = fixture.sandbox.channel("contents-" + i / 10);
            var chat = new Destination(new Chat(Platform.DISCORD, place.id(), ChatType.GROUP, ""), 0);
            SendResult result = fixture.platform
                    .messenger()
                    .send(chat, DiscordRenderer.render(content), "p" + Integer.toString(i, 36), true);
            assertThat(result).as("content %d: %s", i, content).isInstanceOf(Sent.class);
            assertThat(fixture.sandbox.pings(Long.parseLong(((Sent) result).messageId())))
                    .isEmpty();
            ShownMessage shown = fixture.fromBot(place).getLast();
            assertThat(links(shown)).isSubsetOf("https://example.org/p_%281%29", "https://example.org/p_(1)");
            assertThat(DiscordFixture.text(shown).replace("\u200b", ""))
                    .as("content %d: %s", i, content)
                    .containsSubsequence(contents.shown());
        }
    }

    @Test
    void costsAreNoLessThanWhatIsSent() {
        RandomDiscordContents contents = new RandomDiscordContents(7);
        for (int i = 0; i < CONTENTS; i++) {
            Content content = new Content(contents.next().panels(), List.of(), java.util.Optional.empty());
            Cost total = content.panels().stream()
                    .map(DiscordRenderer.budget().costFunction()::cost)
                    .reduce(new Cost(0, 0, 0), Cost::plus);
            var components = DiscordRenderer.render(content).components();
            int units = components.stream()
                    .mapToInt(DiscordRendererPropertyTest::units)
                    .sum();
            int marks = components.stream()
                    .mapToInt(DiscordRendererPropertyTest::marks)
                    .sum();
            assertThat(units).isLessThanOrEqualTo(Math.max(1, total.units()));
            assertThat(marks).isLessThanOrEqualTo(Math.max(1, total.entities()));
        }
    }

    private static Set<String> links(ShownMessage message) {
        return message.rows().stream()
                .flatMap(row -> row instanceof ClientRow.Line line
                        ? line.spans().stream()
                        : java.util.stream.Stream.<ClientSpan>empty())
                .flatMap(span -> span.link().stream())
                .collect(Collectors.toSet());
    }

    private static int units(Object component) {
        return switch (component) {
            case net.dv8tion.jda.api.components.textdisplay.TextDisplay text ->
                text.getContent().length();
            case net.dv8tion.jda.api.components.container.Container container ->
                container.getComponents().stream()
                        .mapToInt(DiscordRendererPropertyTest::units)
                        .sum();
            default -> 0;
        };
    }

    private static int marks(Object component) {
        return component instanceof net.dv8tion.jda.api.components.container.Container container
                ? 1 + container.getComponents().size()
                : 1;
    }
}
