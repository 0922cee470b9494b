package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.button.Press;
import digestbot.chat.api.Reply;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that are too long for one message.
class LongAnswersTest {

    private static final Content LONG = Content.of(
            List.of(panel("a"), panel("b")), List.of(List.of(Button.callback("Help", new Press.ShowHelp()))));

    @TempDir
    Path folder;

    @Test
    void anAnswerGoesOnInFurtherMessagesForTheSamePersonAndEndsWithItsButtons() {
        try (DiscordFixture fixture = new DiscordFixture(folder)) {
            SandboxPerson member = DiscordFixture.person(1_000, "Member");
            SandboxPlace channel = fixture.sandbox.channel("room");
            fixture.answers.reply = _ -> new Reply.EphemeralMessage(LONG);
            fixture.sandbox.write(member, channel, "/today trade");
            await().until(() -> fixture.fromBot(channel).size() == 2);
            List<ShownMessage> answer = fixture.fromBot(channel);
            assertThat(answer)
                    .allSatisfy(message -> assertThat(message.onlyFor()).isEqualTo(Optional.of(member)));
            assertThat(DiscordFixture.text(answer.getFirst())).startsWith("aaa").doesNotContain("[Help]");
            assertThat(DiscordFixture.text(answer.getLast())).startsWith("bbb").endsWith("[Help]");
        }
    }

    private static Panel panel(String letter) {
        return Panel.plain(List.of(new Block.Paragraph(List.of(new Inline.Text(letter.repeat(3_500))))));
    }
}
