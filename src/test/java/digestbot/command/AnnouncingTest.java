package digestbot.command;

import static digestbot.command.Talk.buttons;
import static digestbot.command.Talk.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.broadcast.Broadcast;
import digestbot.edition.BroadcastPress;
import digestbot.edition.Press;
import digestbot.subscription.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncingTest {

    @TempDir
    Path folder;

    private Talk talk;

    @BeforeEach
    void start() throws Exception {
        talk = Talk.ofTwoTopics(folder);
        talk.privately(new Command.Subscribe("trade", Command.Target.DEFAULT));
        talk.asManager(new Command.Subscribe("us-china", Command.Target.HERE));
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void withoutATextItAsksForOne() {
        assertThat(told(owner(new Command.Broadcast(" "))))
                .startsWith("Compose Announcement / What do you want to announce?: Write the announcement behind");
    }

    @Test
    void aDraftIsShownAsEachPlatformShowsItWithItsRecipients() {
        Reply preview = owner(new Command.Broadcast("**Big** news"));
        assertThat(told(preview)).isEqualTo("""
                Whisper: Preview, as Telegram shows it:
                Big news
                As Discord shows it:
                discord: Big news
                To 2 subscribers: Telegram 2, everyone""");
        assertThat(buttons(preview)).containsExactly("Send 1:b:s:1", "Discard 1:b:d:1", "Change recipients 1:b:r:1");
    }

    @Test
    void whatCannotBeSentIsRefusedWithTheReason() {
        assertThat(told(owner(new Command.Broadcast("<!-- -->"))))
                .isEqualTo("Whisper: There is nothing to see in that text.");
        assertThat(told(owner(new Command.Broadcast("x".repeat(400)))))
                .isEqualTo("Whisper: That is too long: on Telegram it would take 4 messages, 3 at most are sent.");
    }

    @Test
    void theRecipientsAreChosenFromEveryoneThePlatformsAndTheTopics() {
        owner(new Command.Broadcast("News"));
        Reply choice = press(new BroadcastPress.Recipients(1));
        assertThat(told(choice)).isEqualTo("Replace, page 0: Who is to get it?");
        assertThat(buttons(choice))
                .containsExactly(
                        "Everyone 1:b:a:1",
                        "Telegram 1:b:p:1:t",
                        "Discord 1:b:p:1:d",
                        "US vs China 1:b:k:1:1",
                        "World Trade 1:b:k:1:2",
                        "‹ Back 1:b:v:1");
        assertThat(told(press(new BroadcastPress.ToTopic(1, 2))))
                .endsWith("To 1 subscriber: Telegram 1, who gets World Trade");
        assertThat(told(press(new BroadcastPress.Show(1)))).endsWith("who gets World Trade");
        assertThat(told(press(new BroadcastPress.ToPlatform(1, Platform.DISCORD))))
                .endsWith("That would reach nobody. Choose other recipients.");
        assertThat(told(press(new BroadcastPress.Send(1))))
                .isEqualTo("Toast: That would reach nobody. Choose other recipients.");
        assertThat(told(press(new BroadcastPress.ToEveryone(1)))).endsWith("Telegram 2, everyone");
        assertThat(told(press(new BroadcastPress.ToTopic(1, 99))))
                .isEqualTo("Toast: That topic does not exist any more.");
    }

    @Test
    void aConfirmedOneCannotBeSentAgain() {
        owner(new Command.Broadcast("News"));
        Reply sending = press(new BroadcastPress.Send(1));
        assertThat(told(sending)).isEqualTo("Replace, page 0: Sending to 2 subscribers; the report follows.");
        assertThat(buttons(sending)).containsExactly("How far is it? 1:b:v:1");
        Reply again = press(new BroadcastPress.Send(1));
        assertThat(told(again)).isEqualTo("Replace, page 0: Sending … ░░░░░░░░░░ 0%");
        assertThat(buttons(again)).containsExactly("Stop 1:b:x:1", "How far is it? 1:b:v:1");
        assertThat(reports("Sending … ░░░░░░░░░░ 0%")).isEqualTo(1);
    }

    @Test
    void oneThatRunsCanBeStoppedOnce() {
        owner(new Command.Broadcast("News"));
        press(new BroadcastPress.Send(1));
        assertThat(told(press(new BroadcastPress.Stop(1))))
                .isEqualTo("Toast: Stopped. The report says how many got it.");
        assertThat(told(press(new BroadcastPress.Stop(1)))).isEqualTo("Replace, page 0: Stopped. Sent 0 · not sent 2");
        assertThat(find().state()).isEqualTo(Broadcast.State.STOPPED);
    }

    @Test
    void aDiscardedOneSaysSoWhateverIsPressed() {
        owner(new Command.Broadcast("News"));
        press(new BroadcastPress.Discard(1));
        assertThat(told(press(new BroadcastPress.Send(1)))).isEqualTo("Replace, page 0: Discarded; nobody gets it.");
        assertThat(told(press(new BroadcastPress.ToEveryone(1))))
                .isEqualTo("Replace, page 0: Discarded; nobody gets it.");
    }

    @Test
    void oneThatDoesNotExistIsToldFrom() {
        assertThat(told(press(new BroadcastPress.Send(77)))).isEqualTo("Toast: That announcement does not exist.");
    }

    @Test
    void theSameTextAgainIsPointedOut() {
        owner(new Command.Broadcast("News"));
        press(new BroadcastPress.Send(1));
        talk.pass(Duration.ofHours(1));
        assertThat(told(owner(new Command.Broadcast("News"))))
                .endsWith("The same text went out as broadcast 1 on Fri 6 February 2026 12:00.");
    }

    private Reply owner(Command command) {
        return talk.answer(new Request(Talk.OWNER, Talk.PRIVATE, true, Optional.of(Talk.PRIVATE), command));
    }

    private Reply press(Press press) {
        return owner(new Command.Pressed(Optional.of(press)));
    }

    private Broadcast find() {
        return talk.database.read(tx -> talk.broadcasts.find(tx, 1)).orElseThrow();
    }

    /// How many messages wait for the owner that say so.
    private long reports(String text) {
        return talk.database.read(tx -> tx.handle()
                .createQuery("SELECT count(*) FROM delivery WHERE cause = 'notice' AND instr(content, ?) > 0")
                .bind(0, text)
                .mapTo(Long.class)
                .one());
    }
}
