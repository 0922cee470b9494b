package digestbot.chat.broadcast;

import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.button.BroadcastPress;
import digestbot.button.Press;
import digestbot.button.PreviewFingerprint;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
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
    void withoutATextItAsksForOne() {
        owner(new Command.WriteBroadcast(" "));
    }

    @Test
    void aDraftIsShownAsEachPlatformShowsItWithItsRecipients() {
        owner(new Command.WriteBroadcast("**Big** news"));
    }

    @Test
    void theTextIsEditedWhereItIsShown() {
        owner(new Command.WriteBroadcast("**Big** news"));
        Reply asked = press(new BroadcastPress.EditText(1));
        assertThat(asked).isInstanceOfSatisfying(Reply.OpenModal.class, modal -> {
            assertThat(modal.initial()).isEqualTo("**Big** news");
            assertThat(modal.asks()).contains(new BroadcastPress.EditText(1));
        });
        Command answer = Command.answering(new BroadcastPress.EditText(1), "*Small* news\n\nto all")
                .orElseThrow();
        owner(answer);
        conversation.note(find().text());
    }

    @Test
    void asksOnceMoreBeforeItSendsToVeryMany() {
        conversation.database.writeWithoutResult(tx -> {
            tx.handle().execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, language, zone, created_at)
                    WITH RECURSIVE n (i) AS (SELECT 10001 UNION ALL SELECT i + 1 FROM n WHERE i < 11000)
                    SELECT 'telegram', i, 'private', 'en', 'UTC', 0 FROM n""");
            tx.handle().execute("""
                    INSERT INTO subscription (subscriber, topic, perspectives, created_at)
                    SELECT number, 'trade', '', 0 FROM subscriber WHERE chat_id > 10000""");
        });
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.AskToSend(1, shown()));
        conversation.note(find().state());
    }

    @Test
    void itsButtonsAreShownAndOthersStayText() {
        owner(new Command.WriteBroadcast("News\n[[Read more]](https://example.org/a)\nand [[this]](x)"));
    }

    @Test
    void whatCannotBeSentIsRefusedWithTheReason() {
        owner(new Command.WriteBroadcast("<!-- -->"));
        owner(new Command.WriteBroadcast("x".repeat(400)));
    }

    @Test
    void theRecipientsAreChosenByAllThatTheyHaveInCommon() {
        owner(new Command.WriteBroadcast("News"));
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
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.ToTopic(1, 1));
        assertThat(values(BroadcastPress.RecipientCriterion.PLATFORM))
                .containsExactly(
                        button("Any", new BroadcastPress.ToPlatform(1, Optional.empty())),
                        button("Telegram", new BroadcastPress.ToPlatform(1, Optional.of(Platform.TELEGRAM))),
                        button("Discord", new BroadcastPress.ToPlatform(1, Optional.of(Platform.DISCORD))),
                        button("‹ Back", new BroadcastPress.ShowRecipients(1)));
        assertThat(values(BroadcastPress.RecipientCriterion.TOPIC))
                .containsExactly(
                        button("Any", new BroadcastPress.ToTopic(1, 0)),
                        button("US vs China", new BroadcastPress.ToTopic(1, 1)),
                        button("World Trade", new BroadcastPress.ToTopic(1, 2)),
                        button("‹ Back", new BroadcastPress.ShowRecipients(1)));
        assertThat(values(BroadcastPress.RecipientCriterion.PERSPECTIVE))
                .containsExactly(
                        button("Any", new BroadcastPress.ToTopic(1, 1)),
                        button("United States", new BroadcastPress.ToPerspective(1, 3, 0)),
                        button("China", new BroadcastPress.ToPerspective(1, 3, 1)),
                        button("‹ Back", new BroadcastPress.ShowRecipients(1)));
        assertThat(values(BroadcastPress.RecipientCriterion.LANGUAGE))
                .contains(
                        button("Any", new BroadcastPress.ToLanguage(1, "")),
                        button("English", new BroadcastPress.ToLanguage(1, "en")),
                        button("German", new BroadcastPress.ToLanguage(1, "de")));
        assertThat(values(BroadcastPress.RecipientCriterion.ACTIVITY))
                .containsExactly(
                        button("Any", new BroadcastPress.ToActive(1, 0)),
                        button("1 day", new BroadcastPress.ToActive(1, 1)),
                        button("7 days", new BroadcastPress.ToActive(1, 7)),
                        button("30 days", new BroadcastPress.ToActive(1, 30)),
                        button("90 days", new BroadcastPress.ToActive(1, 90)),
                        button("‹ Back", new BroadcastPress.ShowRecipients(1)));
    }

    private List<String> values(BroadcastPress.RecipientCriterion criterion) {
        return buttons(press(new BroadcastPress.ChooseCriterion(1, criterion)));
    }

    @Test
    void onlyAnImportantOneReachesThoseWhoMutedAnnouncements() {
        conversation.press(new SettingsPress.SetBroadcasts(false));
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.ToggleImportant(1, true));
        press(new BroadcastPress.ShowBroadcast(1));
        conversation.press(new SettingsPress.SetBroadcasts(true));
        owner(new Command.WriteBroadcast("More"));
    }

    @Test
    void itCanBeSeenByItsWriterAlone() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendToMe(1));
        conversation.note(reports("News"));
        conversation.note(find().state());
    }

    @Test
    void aTimeIsTappedOrWritten() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.ChooseTime(1, shown()));
        press(new BroadcastPress.SendAt(1, minute("2026-02-07T08:00:00Z"), shown()));
        Reply written = owner(new Command.WriteBroadcast("#1 mon 9:30"));
        tap(written, "Send to");
        owner(new Command.WriteBroadcast("#1"));
        owner(new Command.WriteBroadcast("#1 soon"));
        owner(new Command.WriteBroadcast("#1 today 08:00"));
        press(new BroadcastPress.SendAt(1, minute("2026-02-06T11:59:00Z"), shown()));
        owner(new Command.WriteBroadcast(""));
        press(new BroadcastPress.UnscheduleBroadcast(1));
        conversation.note(find().state());
    }

    private static long minute(String instant) {
        return Instant.parse(instant).getEpochSecond() / 60;
    }

    @Test
    void theTextBelowItsNumberReplacesThatOfADraft() {
        owner(new Command.WriteBroadcast("Helo"));
        owner(new Command.WriteBroadcast("#1\nHello\n\nall"));
        conversation.note(find().text());
        conversation.note(find().state());
        owner(new Command.WriteBroadcast("#1\n[x]: https://example.org"));
        // What is refused changes nothing.
        conversation.note(find().text());
    }

    @Test
    void aScheduledOneWhoseTextChangesIsADraftAgain() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendAt(1, find().createdAt().getEpochSecond() / 60 + 600, shown()));
        conversation.note(find().state());
        owner(new Command.WriteBroadcast("#1\nMore news"));
        conversation.note(find().state());
    }

    @Test
    void theTextOfASentOneDoesNotChange() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        owner(new Command.WriteBroadcast("#1\nOld news"));
        conversation.note(find().text());
    }

    @Test
    void whatLooksLikeANumberThatThereIsNotIsAnAnnouncement() {
        owner(new Command.WriteBroadcast("#1 in the charts"));
        conversation.note(find().text());
    }

    @Test
    void aConfirmedOneCannotBeSentAgain() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        conversation.note(reports("Sending… ░░░░░░░░░░ 0 of 2 (0 %)"));
    }

    @Test
    void oneThatRunsCanBeStoppedOnce() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        press(new BroadcastPress.StopBroadcast(1));
        press(new BroadcastPress.StopBroadcast(1));
        conversation.note(find().state());
    }

    @Test
    void oneThatRunsCanBePausedAndGoesOn() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        press(new BroadcastPress.PauseBroadcast(1));
        press(new BroadcastPress.ShowBroadcast(1));
        press(new BroadcastPress.ResumeBroadcast(1));
        conversation.note(find().state());
    }

    @Test
    void itIsTakenBackAfterAQuestion() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        press(new BroadcastPress.StopBroadcast(1));
        press(new BroadcastPress.ConfirmWithdrawal(1));
        press(new BroadcastPress.WithdrawBroadcast(1));
        conversation.note(find().state());
        press(new BroadcastPress.WithdrawBroadcast(1));
    }

    @Test
    void aDiscardedOneSaysSoWhateverIsPressed() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.DiscardBroadcast(1));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        press(new BroadcastPress.ToEveryone(1));
    }

    @Test
    void oneThatDoesNotExistIsToldFrom() {
        press(new BroadcastPress.SendBroadcast(77, Optional.empty()));
    }

    @Test
    void nothingGoesOutToOthersThanThePreviewShowed() {
        Reply preview = owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.ToTopic(1, 2));
        Reply anew = tap(preview, "Send to");
        conversation.note(find().state());
        tap(preview, "Schedule");
        tap(anew, "Send to");
    }

    @Test
    void nothingIsScheduledForOthersThanThePreviewShowed() {
        Reply times = tap(owner(new Command.WriteBroadcast("News")), "Schedule");
        Reply written = owner(new Command.WriteBroadcast("#1 tomorrow 09:00"));
        press(new BroadcastPress.ToggleImportant(1, true));
        for (Reply anew : List.of(tap(times, "Sat 7 Feb 08:00"), tap(written, "Send to"))) {
            assertThat(told(anew)).contains("Not sent:", "The choice of recipients has changed.");
        }
        conversation.note(find().state());
    }

    @Test
    void whatAnotherScheduledMeanwhileIsNotSentUnseen() {
        Reply preview = owner(new Command.WriteBroadcast("News"));
        Reply times = tap(preview, "Schedule");
        tap(times, "Sat 7 Feb 08:00");
        tap(times, "Sat 7 Feb 08:00");
        tap(times, "Sat 7 Feb 12:00");
        tap(preview, "Send to");
        conversation.note(find().sendAt());
    }

    @Test
    void otherRecipientsMakeADraftOfOneThatIsScheduled() {
        Reply times = tap(owner(new Command.WriteBroadcast("News")), "Schedule");
        tap(times, "Sat 7 Feb 08:00");
        press(new BroadcastPress.ToTopic(1, 0));
        conversation.note(find().state());
        press(new BroadcastPress.ToTopic(1, 2));
        conversation.note(find().state());
    }

    @Test
    void aButtonOfAnOlderVersionShowsThePreviewAnew() {
        owner(new Command.WriteBroadcast("News"));
        for (BroadcastPress old : List.of(
                new BroadcastPress.SendBroadcast(1, Optional.empty()),
                new BroadcastPress.ChooseTime(1, Optional.empty()),
                new BroadcastPress.SendAt(1, minute("2026-02-07T08:00:00Z"), Optional.empty()))) {
            Reply anew = press(old);
            assertThat(told(anew)).contains("Not sent:", "2 recipients");
            assertThat(buttons(anew)).contains(button("Send to 2", new BroadcastPress.SendBroadcast(1, shown())));
            assertThat(find().state()).isEqualTo(Broadcast.BroadcastState.DRAFT);
        }
    }

    @Test
    void theSameTextAgainIsPointedOut() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        conversation.pass(Duration.ofHours(1));
        owner(new Command.WriteBroadcast("News"));
    }

    private Reply owner(Command command) {
        return conversation.answer(new CommandRequest(
                ConversationFixture.OWNER,
                ConversationFixture.PRIVATE,
                true,
                Optional.of(ConversationFixture.PRIVATE),
                command));
    }

    /// Presses the button of the reply that begins so.
    private Reply tap(Reply reply, String label) {
        return press(ConversationFixture.pressOf(reply, label));
    }

    private Reply press(Press press) {
        return owner(new Command.Pressed(Optional.of(press)));
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
    private long reports(String text) {
        return conversation.database.read(tx -> tx.handle()
                .createQuery("SELECT count(*) FROM delivery WHERE cause = 'notice' AND instr(content, ?) > 0")
                .bind(0, text)
                .mapTo(Long.class)
                .one());
    }
}
