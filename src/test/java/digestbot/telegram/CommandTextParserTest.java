package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.action.Action;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.ChatAction;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTextParserTest {

    @Test
    void readsCommandsInPrivateWithTheirLines() {
        assertPrivate("/start", new ChatAction.Start(""));
        assertPrivate("/start us-china", new ChatAction.Start("us-china"));
        assertPrivate("/START\nus-china", new ChatAction.Start("us-china"));
        assertPrivate("  /subscribe US vs China ", new SubscribeAction.Subscribe("US vs China", Target.DEFAULT));
        assertPrivate("/unsubscribe all", new SubscribeAction.Unsubscribe("all", Target.DEFAULT));
        assertPrivate("/today", new ReadAction.ShowToday(""));
        assertPrivate("/help@digest_bot", new ChatAction.ShowHelp());
        assertPrivate("/dance now", new ChatAction.Unknown("dance"));
        assertPrivate("hello", new ReadAction.Search("hello"));
        assertPrivate("/", new ReadAction.Search("/"));
        assertPrivate(
                "/broadcast First\n\n- one\n- two\n", new BroadcastRequest.WriteBroadcast("First\n\n- one\n- two"));
        assertPrivate("/broadcast\nBelow", new BroadcastRequest.WriteBroadcast("Below"));
        assertPrivate("/broadcast", new BroadcastRequest.WriteBroadcast(""));
        assertPrivate("/perspective china", new ReadAction.ShowPerspective("china", "", ""));
        assertPrivate("/perspective china World Trade", new ReadAction.ShowPerspective("china", "World Trade", ""));
        assertPrivate("/perspective china 2026-02-05", new ReadAction.ShowPerspective("china", "", "2026-02-05"));
        assertPrivate(
                "/perspective \"United States\" us-china 2026-02-05",
                new ReadAction.ShowPerspective("United States", "us-china", "2026-02-05"));
        assertPrivate("/perspective", new ReadAction.ShowPerspective("", "", ""));
        assertPrivate("/perspective \"half", new ReadAction.ShowPerspective("\"half", "", ""));
    }

    @Test
    void takesTheNameOfACommandInAnyLanguage() {
        List.of("today", "Today", " heute ", "hoy", "今天")
                .forEach(word -> assertPrivate(word, new ReadAction.ShowToday("")));
        List.of("/heute", "/HOY", "/今天").forEach(command -> assertPrivate(command, new ReadAction.ShowToday("")));
        assertPrivate("/suche erdbeben", new ReadAction.Search("erdbeben"));
        assertPrivate("/zurückziehen us-china", new OperatorAction.Withdraw("us-china", ""));
        assertPrivate("stopp", new SettingsAction.StopDeliveries());
        assertPrivate("START", new ChatAction.Start(""));
        assertPrivate("help me", new ReadAction.Search("help me"));
        assertPrivate("audit", new ReadAction.Search("audit"));
        assertThat(inGroup("today")).isEmpty();
    }

    @Test
    void hearsOnlyItsOwnCommandsInAGroup() {
        assertThat(inGroup("/help")).contains(new ChatAction.ShowHelp());
        assertThat(inGroup("/help@DIGEST_bot")).contains(new ChatAction.ShowHelp());
        assertThat(inGroup("/help@other_bot")).isEmpty();
        assertThat(inGroup("/heute@digest_bot")).contains(new ReadAction.ShowToday(""));
        assertThat(inGroup("/dance")).isEmpty();
        assertThat(inGroup("hello")).isEmpty();
    }

    private static Optional<Action> inGroup(String text) {
        return UpdateReader.CommandTextParser.parse(text, "digest_bot", false);
    }

    private static void assertPrivate(String text, Action command) {
        assertThat(UpdateReader.CommandTextParser.parse(text, "digest_bot", true))
                .isEqualTo(Optional.of(command));
    }
}
