package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.command.Reply;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.edition.Press;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.sandbox.Bubble;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Answers that one message has no room for.
@Timeout(60)
class LongAnswersTest {

    private static final Content LONG =
            Content.of(List.of(panel("a"), panel("b")), List.of(List.of(Button.ask("Help", new Press.Help()))));

    @TempDir
    Path folder;

    @Test
    void anAnswerGoesOnInFurtherMessagesForTheSamePersonAndEndsWithItsButtons() {
        try (Bench bench = new Bench(folder)) {
            Someone member = Bench.person(1_000, "Member");
            Place channel = bench.sandbox.channel("room");
            bench.answers.reply = _ -> new Reply.Whisper(LONG);
            bench.sandbox.write(member, channel, "/today trade");
            await().until(() -> bench.fromBot(channel).size() == 2);
            List<Bubble> answer = bench.fromBot(channel);
            assertThat(answer).allSatisfy(bubble -> assertThat(bubble.onlyFor()).isEqualTo(Optional.of(member)));
            assertThat(Bench.text(answer.getFirst())).startsWith("aaa").doesNotContain("[Help]");
            assertThat(Bench.text(answer.getLast())).startsWith("bbb").endsWith("[Help]");
        }
    }

    private static Panel panel(String letter) {
        return Panel.plain(List.of(new Block.Paragraph(List.of(new Inline.Text(letter.repeat(3_500))))));
    }
}
