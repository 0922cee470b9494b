package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Content;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientSpan;
import digestbot.sandbox.RandomContents;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Discord accepts the message for any content; it pings nobody, contains no other links, and every
/// word of it is visible.
@ExtendWith(SharedDiscord.class)
class DiscordRendererPropertyTest {

    private static final int CONTENTS = 40;

    private static final List<String> TAILS = List.of(("¦¦¦¦*¦**¦_¦__x__¦~~¦||¦`¦``¦```¦\\¦[x](y)¦](https://x.y)¦<@1>"
                    + "¦<@&2>¦<#3>¦<:e:4>¦<t:5>¦@everyone¦@here¦:smile:¦:¦https://x.y/_a_¦steam://x¦#¦>¦-¦.¦(¦)"
                    + "¦<https://x.y>¦汉字¦🇺🇸¦|¦-#¦>>>")
            .split("¦"));
    private static final List<String> HEADS = List.of(
            "", "", "", "", "", "#", "###", "-", "-#", ">", ">>>", "*", "1.", "12)", "+", "```", "@", ":", "(", "]");

    @Test
    void everyMessageIsAcceptedPingsNobodyAndLosesNothing(DiscordFixture fixture) {
        RandomContents contents = new RandomContents(20260205, HEADS, TAILS);
        for (int i = 0; i < CONTENTS; i++) {
            Content content = contents.next(DiscordRenderer.budget());
            SandboxPlace place = fixture.channel();
            SendResult result = fixture.send(DiscordFixture.at(place), DiscordRenderer.render(content));
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
        RandomContents contents = new RandomContents(7, HEADS, TAILS);
        for (int i = 0; i < CONTENTS; i++) {
            Content content = Content.of(contents.next(DiscordRenderer.budget()).panels(), List.of());
            Cost total = content.panels().stream()
                    .map(DiscordRenderer.budget().costFunction())
                    .reduce(new Cost(0, 0, 0), Cost::plus);
            var components = DiscordRenderer.render(content).components();
            assertThat(components.stream().mapToInt(DiscordFuzz::units).sum())
                    .as("units of %s", content)
                    .isLessThanOrEqualTo(Math.max(1, total.units()));
            assertThat(components.stream().mapToInt(DiscordFuzz::parts).sum())
                    .as("marks of %s", content)
                    .isLessThanOrEqualTo(Math.max(1, total.entities()));
        }
    }

    private static Set<String> links(ShownMessage message) {
        return message.rows().stream()
                .flatMap(row -> row instanceof ClientRow.Line line ? line.spans().stream() : Stream.<ClientSpan>empty())
                .flatMap(span -> span.link().stream())
                .collect(Collectors.toSet());
    }
}
