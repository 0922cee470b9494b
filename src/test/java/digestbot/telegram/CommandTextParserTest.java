package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.chat.api.Command;
import digestbot.chat.api.Command.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTextParserTest {

    @Test
    void readsCommandsInPrivateWithTheirLines() {
        assertPrivate("/start", new Command.Start(""));
        assertPrivate("/start us-china", new Command.Start("us-china"));
        assertPrivate("/START\nus-china", new Command.Start("us-china"));
        assertPrivate("  /subscribe US vs China ", new Command.Subscribe("US vs China", Target.DEFAULT));
        assertPrivate("/unsubscribe all", new Command.Unsubscribe("all", Target.DEFAULT));
        assertPrivate("/today", new Command.Today(""));
        assertPrivate("/help@digest_bot", new Command.Help());
        assertPrivate("/dance now", new Command.Unknown("dance"));
        assertPrivate("hello", new Command.Unknown(""));
        assertPrivate("/", new Command.Unknown(""));
        assertPrivate("/broadcast First\n\n- one\n- two\n", new Command.WriteBroadcast("First\n\n- one\n- two"));
        assertPrivate("/broadcast\nBelow", new Command.WriteBroadcast("Below"));
        assertPrivate("/broadcast", new Command.WriteBroadcast(""));
        assertPrivate("/perspective china", new Command.ShowPerspective("china", "", ""));
        assertPrivate("/perspective china World Trade", new Command.ShowPerspective("china", "World Trade", ""));
        assertPrivate("/perspective china 2026-02-05", new Command.ShowPerspective("china", "", "2026-02-05"));
        assertPrivate(
                "/perspective \"United States\" us-china 2026-02-05",
                new Command.ShowPerspective("United States", "us-china", "2026-02-05"));
        assertPrivate("/perspective", new Command.ShowPerspective("", "", ""));
        assertPrivate("/perspective \"half", new Command.ShowPerspective("\"half", "", ""));
    }

    @Test
    void takesTheNameOfACommandAloneForTheCommand() {
        List.of("today", "Today", " heute ", "hoy", "今天").forEach(word -> assertPrivate(word, new Command.Today("")));
        assertPrivate("stopp", new Command.Stop());
        assertPrivate("START", new Command.Start(""));
        assertPrivate("help me", new Command.Unknown(""));
        assertPrivate("audit", new Command.Unknown(""));
        assertThat(inGroup("today")).isEmpty();
    }

    @Test
    void hearsOnlyItsOwnCommandsInAGroup() {
        assertThat(inGroup("/help")).contains(new Command.Help());
        assertThat(inGroup("/help@DIGEST_bot")).contains(new Command.Help());
        assertThat(inGroup("/help@other_bot")).isEmpty();
        assertThat(inGroup("/dance")).isEmpty();
        assertThat(inGroup("hello")).isEmpty();
    }

    private static Optional<Command> inGroup(String text) {
        return UpdateReader.CommandTextParser.parse(text, "digest_bot", false);
    }

    private static void assertPrivate(String text, Command command) {
        assertThat(UpdateReader.CommandTextParser.parse(text, "digest_bot", true))
                .isEqualTo(Optional.of(command));
    }
}
