package digestbot.chat.broadcast;

import static digestbot.chat.api.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.broadcast.Broadcast;
import digestbot.button.BroadcastPress;
import digestbot.button.Press;
import digestbot.button.PreviewFingerprint;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation(golden = true)
class BroadcastCommandsTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws Exception {
        conversation.privately(new Command.Subscribe("trade", Command.Target.DEFAULT));
        conversation.asManager(new Command.Subscribe("us-china", Command.Target.HERE));
    }

    @Test
    void aDraftIsShownAsEachPlatformShowsItUnlessItCannotBeSent() {
        conversation.asOwner(new Command.WriteBroadcast(" "));
        conversation.asOwner(new Command.WriteBroadcast("**Big** news"));
        conversation.asOwner(new Command.WriteBroadcast("News\n[[Read more]](https://example.org/a)\nand [[this]](x)"));
        conversation.asOwner(new Command.WriteBroadcast("<!-- -->"));
        conversation.asOwner(new Command.WriteBroadcast("x".repeat(400)));
    }

    @Test
    void theTextIsEditedWhereItIsShown() {
        conversation.asOwner(new Command.WriteBroadcast("**Big** news"));
        Reply asked = press(new BroadcastPress.EditText(1));
        assertThat(asked).isInstanceOfSatisfying(Reply.OpenModal.class, modal -> {
            assertThat(modal.initial()).isEqualTo("**Big** news");
            assertThat(modal.asks()).contains(new BroadcastPress.EditText(1));
        });
        Command answer = Command.answering(new BroadcastPress.EditText(1), "*Small* news\n\nto all")
                .orElseThrow();
        conversation.asOwner(answer);
        conversation.note(find().text());
    }

    @Test
    void asksOnceMoreBeforeItSendsToVeryMany() {
        conversation.execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, language, zone, created_at)
                    WITH RECURSIVE n (i) AS (SELECT 10001 UNION ALL SELECT i + 1 FROM n WHERE i < 11000)
                    SELECT 'telegram', i, 'private', 'en', 'UTC', 0 FROM n""");
        conversation.execute("""
                    INSERT INTO subscription (subscriber, topic, perspectives, created_at)
                    SELECT number, 'trade', '', 0 FROM subscriber WHERE chat_id > 10000""");
        conversation.asOwner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.AskToSend(1, shown()));
        conversation.note(find().state());
    }

    @Test
    void theRecipientsAreChosenByAllThatTheyHaveInCommon() {
        conversation.asOwner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.ShowRecipients(1));
        press(new BroadcastPress.ToTopic(1, 2));
        press(new BroadcastPress.ToPerspective(1, 2, 1));
        press(new BroadcastPress.ToActive(1, 30));
        press(new BroadcastPress.ToLanguage(1, "de"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        press(new BroadcastPress.ToEveryone(1));
        press(new BroadcastPress.ToTopic(1, 99));
    }

    @Test
    void eachTraitHasItsValues() {
        conversation.asOwner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.ToTopic(1, 1));
        for (BroadcastPress.RecipientCriterion criterion : BroadcastPress.RecipientCriterion.values()) {
            press(new BroadcastPress.ChooseCriterion(1, criterion));
        }
    }

    @Test
    void onlyAnImportantOneReachesThoseWhoMutedAnnouncements() {
        conversation.press(new SettingsPress.SetBroadcasts(false));
        conversation.asOwner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.ToggleImportant(1, true));
        press(new BroadcastPress.ShowBroadcast(1));
        conversation.press(new SettingsPress.SetBroadcasts(true));
        conversation.asOwner(new Command.WriteBroadcast("More"));
    }

    @Test
    void itCanBeSeenByItsWriterAlone() {
        conversation.asOwner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendToMe(1));
        conversation.note(reports("News"));
        conversation.note(find().state());
    }

    @Test
    void aTimeIsTappedOrWritten() {
        conversation.asOwner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.ChooseTime(1, shown()));
        press(new BroadcastPress.SendAt(1, minute("2026-02-07T08:00:00Z"), shown()));
        Reply written = conversation.asOwner(new Command.WriteBroadcast("#1 mon 9:30"));
        tap(written, "Send to");
        conversation.asOwner(new Command.WriteBroadcast("#1"));
        conversation.asOwner(new Command.WriteBroadcast("#1 soon"));
        conversation.asOwner(new Command.WriteBroadcast("#1 today 08:00"));
        press(new BroadcastPress.SendAt(1, minute("2026-02-06T11:59:00Z"), shown()));
        conversation.asOwner(new Command.WriteBroadcast(""));
        press(new BroadcastPress.UnscheduleBroadcast(1));
        conversation.note(find().state());
    }

    private static long minute(String instant) {
        return Instant.parse(instant).getEpochSecond() / 60;
    }

    @Test
    void theTextBelowItsNumberReplacesThatOfADraft() {
        conversation.asOwner(new Command.WriteBroadcast("Helo"));
        conversation.asOwner(new Command.WriteBroadcast("#1\nHello\n\nall"));
        conversation.note(find().text());
        conversation.note(find().state());
        conversation.asOwner(new Command.WriteBroadcast("#1\n[x]: https://example.org"));
        // What is refused changes nothing.
        conversation.note(find().text());
        press(new BroadcastPress.SendAt(1, find().createdAt().getEpochSecond() / 60 + 600, shown()));
        conversation.note(find().state());
        conversation.asOwner(new Command.WriteBroadcast("#1\nMore news"));
        conversation.note(find().state());
    }

    @Test
    void whatLooksLikeANumberThatThereIsNotIsAnAnnouncement() {
        conversation.asOwner(new Command.WriteBroadcast("#1 in the charts"));
        conversation.note(find().text());
    }

    @Test
    void itIsTakenBackAfterAQuestion() {
        conversation.asOwner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        press(new BroadcastPress.StopBroadcast(1));
        press(new BroadcastPress.ConfirmWithdrawal(1));
        press(new BroadcastPress.WithdrawBroadcast(1));
        conversation.note(find().state());
        press(new BroadcastPress.WithdrawBroadcast(1));
    }

    @Test
    void aSentOneIsNeitherSentAgainNorChangedAndItsTextIsKnownAgain() {
        conversation.asOwner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        conversation.note(reports("Sending… ░░░░░░░░░░ 0 of 2 (0 %)"));
        conversation.asOwner(new Command.WriteBroadcast("#1\nOld news"));
        conversation.note(find().text());
        conversation.pass(Duration.ofHours(1));
        conversation.asOwner(new Command.WriteBroadcast("News"));
    }

    @Test
    void oneThatRunsCanBePausedResumedAndStopped() {
        conversation.asOwner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        press(new BroadcastPress.PauseBroadcast(1));
        press(new BroadcastPress.ShowBroadcast(1));
        press(new BroadcastPress.ResumeBroadcast(1));
        conversation.note(find().state());
        press(new BroadcastPress.StopBroadcast(1));
        press(new BroadcastPress.StopBroadcast(1));
        conversation.note(find().state());
    }

    @Test
    void oneThatIsDiscardedOrNeverWasSaysSoWhateverIsPressed() {
        conversation.asOwner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.DiscardBroadcast(1));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        press(new BroadcastPress.ToEveryone(1));
        press(new BroadcastPress.SendBroadcast(77, Optional.empty()));
    }

    @Test
    void nothingGoesOutToOthersThanThePreviewShowed() {
        Reply preview = conversation.asOwner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.ToTopic(1, 2));
        Reply anew = tap(preview, "Send to");
        conversation.note(find().state());
        tap(preview, "Schedule");
        tap(anew, "Send to");
    }

    @Test
    void nothingIsScheduledForOthersThanThePreviewShowed() {
        Reply times = tap(conversation.asOwner(new Command.WriteBroadcast("News")), "Schedule");
        Reply written = conversation.asOwner(new Command.WriteBroadcast("#1 tomorrow 09:00"));
        press(new BroadcastPress.ToggleImportant(1, true));
        tap(times, "Sat 7 Feb 08:00");
        tap(written, "Send to");
        conversation.note(find().state());
    }

    @Test
    void whatAnotherScheduledMeanwhileIsNotSentUnseen() {
        Reply preview = conversation.asOwner(new Command.WriteBroadcast("News"));
        Reply times = tap(preview, "Schedule");
        tap(times, "Sat 7 Feb 08:00");
        tap(times, "Sat 7 Feb 08:00");
        tap(times, "Sat 7 Feb 12:00");
        tap(preview, "Send to");
        conversation.note(find().sendAt());
    }

    @Test
    void otherRecipientsMakeADraftOfOneThatIsScheduled() {
        Reply times = tap(conversation.asOwner(new Command.WriteBroadcast("News")), "Schedule");
        tap(times, "Sat 7 Feb 08:00");
        press(new BroadcastPress.ToTopic(1, 0));
        conversation.note(find().state());
        press(new BroadcastPress.ToTopic(1, 2));
        conversation.note(find().state());
    }

    @Test
    void aButtonOfAnOlderVersionShowsThePreviewAnew() {
        conversation.asOwner(new Command.WriteBroadcast("News"));
        for (BroadcastPress old : List.of(
                new BroadcastPress.SendBroadcast(1, Optional.empty()),
                new BroadcastPress.ChooseTime(1, Optional.empty()),
                new BroadcastPress.SendAt(1, minute("2026-02-07T08:00:00Z"), Optional.empty()))) {
            press(old);
            conversation.note(find().state());
        }
    }

    /// Presses the button of the reply that begins so.
    private Reply tap(Reply reply, String label) {
        return press(ConversationFixture.pressOf(reply, label));
    }

    private Reply press(Press press) {
        return conversation.asOwner(pressed(press));
    }

    /// The current text of a preview.
    private Optional<PreviewFingerprint> shown() {
        return Optional.of(conversation.database.read(
                tx -> conversation.announcing.sender().fingerprint(tx, find())));
    }

    private Broadcast find() {
        return conversation
                .database
                .read(tx -> conversation.broadcasts.find(tx, 1))
                .orElseThrow();
    }

    /// The number of messages to the owner that contain this text.
    private int reports(String text) {
        return conversation
                .rows("SELECT content FROM delivery WHERE cause = 'notice' AND content LIKE '%" + text + "%'")
                .size();
    }
}
