package digestbot.chat.broadcast;

import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.BroadcastState;
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

@InConversation
class BroadcastCommandsTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws Exception {
        conversation.privately(new Command.Subscribe("trade", Command.Target.DEFAULT));
        conversation.asManager(new Command.Subscribe("us-china", Command.Target.HERE));
    }

    @Test
    void withoutATextItAsksForOne() {
        assertThat(told(owner(new Command.WriteBroadcast(" "))))
                .startsWith("Compose New broadcast / Message: Add your text after");
    }

    @Test
    void aDraftIsShownAsEachPlatformShowsItWithItsRecipients() {
        Reply preview = owner(new Command.WriteBroadcast("**Big** news"));
        assertThat(told(preview)).isEqualTo("""
                Whisper: Preview on Telegram:
                Big news
                Preview on Discord:
                discord: Big news
                2 recipients (Telegram 2) · everyone
                Sample recipient: a private chat on Telegram, English, subscribed to World Trade.""");
        assertThat(buttons(preview))
                .containsExactly(
                        button("Send to 2", new BroadcastPress.SendBroadcast(1, shown())),
                        button("Send a test to me", new BroadcastPress.SendToMe(1)),
                        button("Schedule…", new BroadcastPress.ChooseTime(1, shown())),
                        button("Change recipients…", new BroadcastPress.ShowRecipients(1)),
                        button("Edit text", new BroadcastPress.EditText(1)),
                        button("Discard", new BroadcastPress.DiscardBroadcast(1)));
    }

    @Test
    void theTextIsEditedWhereItIsShown() {
        owner(new Command.WriteBroadcast("**Big** news"));
        Reply asked = press(new BroadcastPress.EditText(1));
        assertThat(asked).isInstanceOfSatisfying(Reply.OpenModal.class, modal -> {
            assertThat(modal.initial()).isEqualTo("**Big** news");
            assertThat(modal.asks()).contains(new BroadcastPress.EditText(1));
        });
        assertThat(told(asked)).contains("Message: **Big** news");
        Command answer = Command.answering(new BroadcastPress.EditText(1), "*Small* news\n\nto all")
                .orElseThrow();
        assertThat(told(owner(answer))).contains("Small news");
        assertThat(find().text()).isEqualTo("*Small* news\n\nto all");
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
        Reply preview = owner(new Command.WriteBroadcast("News"));
        assertThat(buttons(preview)).startsWith(button("Send to 1,002", new BroadcastPress.AskToSend(1, shown())));
        Reply asked = press(new BroadcastPress.AskToSend(1, shown()));
        assertThat(told(asked)).contains("Send to 1,002 recipients now?");
        assertThat(buttons(asked))
                .containsExactly(
                        button("Send to 1,002", new BroadcastPress.SendBroadcast(1, shown())),
                        button("‹ Back", new BroadcastPress.ShowBroadcast(1)));
        assertThat(find().state()).isEqualTo(Broadcast.BroadcastState.DRAFT);
    }

    @Test
    void itsButtonsAreShownAndOthersStayText() {
        Reply preview =
                owner(new Command.WriteBroadcast("News\n[[Read more]](https://example.org/a)\nand [[this]](x)"));
        assertThat(told(preview)).contains("News and").doesNotContain("Read more");
        assertThat(buttons(preview))
                .startsWith(
                        "Read more https://example.org/a",
                        button("Send to 2", new BroadcastPress.SendBroadcast(1, shown())));
    }

    @Test
    void whatCannotBeSentIsRefusedWithTheReason() {
        assertThat(told(owner(new Command.WriteBroadcast("<!-- -->")))).isEqualTo("Whisper: The broadcast is empty.");
        assertThat(told(owner(new Command.WriteBroadcast("x".repeat(400)))))
                .isEqualTo("Whisper: Too long: 4 messages on Telegram, maximum 3.");
    }

    @Test
    void theRecipientsAreChosenByAllThatTheyHaveInCommon() {
        owner(new Command.WriteBroadcast("News"));
        Reply choice = press(new BroadcastPress.ShowRecipients(1));
        assertThat(told(choice)).isEqualTo("""
                Replace, page 0: Recipients
                2 recipients (Telegram 2) · everyone
                Sample recipient: a private chat on Telegram, English, subscribed to World Trade.""");
        assertThat(buttons(choice))
                .containsExactly(
                        button("Everyone", new BroadcastPress.ToEveryone(1)),
                        button(
                                "Platform",
                                new BroadcastPress.ChooseCriterion(1, BroadcastPress.RecipientCriterion.PLATFORM)),
                        button("Topic", new BroadcastPress.ChooseCriterion(1, BroadcastPress.RecipientCriterion.TOPIC)),
                        button(
                                "Language",
                                new BroadcastPress.ChooseCriterion(1, BroadcastPress.RecipientCriterion.LANGUAGE)),
                        button(
                                "Recently active",
                                new BroadcastPress.ChooseCriterion(1, BroadcastPress.RecipientCriterion.ACTIVITY)),
                        button("Important (overrides mute)", new BroadcastPress.ToggleImportant(1, true)),
                        button("‹ Back", new BroadcastPress.ShowBroadcast(1)));
        Reply byTopic = press(new BroadcastPress.ToTopic(1, 2));
        assertThat(told(byTopic)).contains("1 recipient (Telegram 1) · subscribers to World Trade");
        assertThat(buttons(byTopic))
                .contains(
                        button(
                                "✓ Topic",
                                new BroadcastPress.ChooseCriterion(1, BroadcastPress.RecipientCriterion.TOPIC)),
                        button(
                                "Perspective",
                                new BroadcastPress.ChooseCriterion(1, BroadcastPress.RecipientCriterion.PERSPECTIVE)));
        assertThat(told(press(new BroadcastPress.ToPerspective(1, 2, 1))))
                .contains("1 recipient (Telegram 1) · subscribers to World Trade who read European Union");
        assertThat(told(press(new BroadcastPress.ToActive(1, 30))))
                .contains("subscribers to World Trade who read European Union, active in the last 30 days");
        assertThat(told(press(new BroadcastPress.ToLanguage(1, "de")))).contains("No recipients match.");
        assertThat(told(press(new BroadcastPress.SendBroadcast(1, shown()))))
                .isEqualTo("Toast: No recipients match. Change the filters.");
        assertThat(told(press(new BroadcastPress.ToEveryone(1)))).contains("(Telegram 2) · everyone");
        assertThat(told(press(new BroadcastPress.ToTopic(1, 99)))).isEqualTo("Toast: This topic no longer exists.");
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
        assertThat(told(owner(new Command.WriteBroadcast("News")))).contains("1 recipient (Telegram 1) · everyone");
        assertThat(told(press(new BroadcastPress.ToggleImportant(1, true))))
                .contains("2 recipients (Telegram 2) · everyone, important (overrides mute)");
        assertThat(told(press(new BroadcastPress.ShowBroadcast(1)))).contains("important (overrides mute)");
        conversation.press(new SettingsPress.SetBroadcasts(true));
        assertThat(told(owner(new Command.WriteBroadcast("More")))).contains("2 recipients (Telegram 2) · everyone");
    }

    @Test
    void itCanBeSeenByItsWriterAlone() {
        owner(new Command.WriteBroadcast("News"));
        assertThat(told(press(new BroadcastPress.SendToMe(1)))).isEqualTo("Toast: Test sent to you only.");
        assertThat(reports("News")).isEqualTo(1);
        assertThat(find().state()).isEqualTo(Broadcast.BroadcastState.DRAFT);
    }

    @Test
    void aTimeIsTappedOrWritten() {
        owner(new Command.WriteBroadcast("News"));
        Reply times = press(new BroadcastPress.ChooseTime(1, shown()));
        assertThat(told(times)).isEqualTo("""
                Replace, page 0: Schedule
                2 recipients (Telegram 2) · everyone
                Sample recipient: a private chat on Telegram, English, subscribed to World Trade.
                Time zone: UTC (now 12:00)
                Tap a time, or write another: /broadcast #1 tomorrow 08:00""");
        assertThat(buttons(times))
                .containsExactly(
                        button(
                                "Fri 6 Feb 14:00",
                                new BroadcastPress.SendAt(1, minute("2026-02-06T14:00:00Z"), shown())),
                        button(
                                "Fri 6 Feb 18:00",
                                new BroadcastPress.SendAt(1, minute("2026-02-06T18:00:00Z"), shown())),
                        button(
                                "Sat 7 Feb 08:00",
                                new BroadcastPress.SendAt(1, minute("2026-02-07T08:00:00Z"), shown())),
                        button(
                                "Sat 7 Feb 12:00",
                                new BroadcastPress.SendAt(1, minute("2026-02-07T12:00:00Z"), shown())),
                        button(
                                "Sat 7 Feb 18:00",
                                new BroadcastPress.SendAt(1, minute("2026-02-07T18:00:00Z"), shown())),
                        button(
                                "Mon 9 Feb 08:00",
                                new BroadcastPress.SendAt(1, minute("2026-02-09T08:00:00Z"), shown())),
                        button("‹ Back", new BroadcastPress.ShowBroadcast(1)));
        Reply scheduled = press(new BroadcastPress.SendAt(1, minute("2026-02-07T08:00:00Z"), shown()));
        assertThat(told(scheduled)).endsWith("Scheduled for Sat 7 Feb 08:00 UTC.");
        assertThat(buttons(scheduled))
                .containsExactly(
                        button("Send now to 2", new BroadcastPress.SendBroadcast(1, shown())),
                        button("Send a test to me", new BroadcastPress.SendToMe(1)),
                        button("Change time…", new BroadcastPress.ChooseTime(1, shown())),
                        button("Change recipients…", new BroadcastPress.ShowRecipients(1)),
                        button("Edit text", new BroadcastPress.EditText(1)),
                        button("Unschedule", new BroadcastPress.UnscheduleBroadcast(1)));
        Reply written = owner(new Command.WriteBroadcast("#1 mon 9:30"));
        assertThat(told(written)).endsWith("Scheduled for Sat 7 Feb 08:00 UTC.");
        assertThat(buttons(written))
                .containsExactly(
                        button(
                                "Send to 2 on Mon 9 Feb 09:30",
                                new BroadcastPress.SendAt(1, minute("2026-02-09T09:30:00Z"), shown())),
                        button("‹ Back", new BroadcastPress.ShowBroadcast(1)));
        assertThat(told(tap(written, "Send to"))).endsWith("Scheduled for Mon 9 Feb 09:30 UTC.");
        assertThat(told(owner(new Command.WriteBroadcast("#1")))).endsWith("Scheduled for Mon 9 Feb 09:30 UTC.");
        assertThat(told(owner(new Command.WriteBroadcast("#1 soon"))))
                .startsWith("Whisper: I couldn't read “soon” as a time.");
        assertThat(told(owner(new Command.WriteBroadcast("#1 today 08:00"))))
                .isEqualTo("Whisper: That time has passed.");
        assertThat(told(press(new BroadcastPress.SendAt(1, minute("2026-02-06T11:59:00Z"), shown()))))
                .isEqualTo("Toast: That time has passed.");
        assertThat(buttons(owner(new Command.WriteBroadcast(""))))
                .contains(button("Broadcast 1", new BroadcastPress.ShowBroadcast(1)));
        assertThat(buttons(press(new BroadcastPress.UnscheduleBroadcast(1))))
                .contains(button("Discard", new BroadcastPress.DiscardBroadcast(1)));
        assertThat(find().state()).isEqualTo(Broadcast.BroadcastState.DRAFT);
    }

    private static long minute(String instant) {
        return Instant.parse(instant).getEpochSecond() / 60;
    }

    @Test
    void theTextBelowItsNumberReplacesThatOfADraft() {
        owner(new Command.WriteBroadcast("Helo"));
        assertThat(told(owner(new Command.WriteBroadcast("#1\nHello\n\nall")))).contains("Hello", "2 recipients");
        assertThat(find().text()).isEqualTo("Hello\n\nall");
        assertThat(find().state()).isEqualTo(BroadcastState.DRAFT);
        assertThat(told(owner(new Command.WriteBroadcast("#1\n[x]: https://example.org"))))
                .contains("The broadcast is empty.");
        assertThat(find().text()).as("what is refused changes nothing").isEqualTo("Hello\n\nall");
    }

    @Test
    void aScheduledOneWhoseTextChangesIsADraftAgain() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendAt(1, find().createdAt().getEpochSecond() / 60 + 600, shown()));
        assertThat(find().state()).isEqualTo(BroadcastState.SCHEDULED);
        owner(new Command.WriteBroadcast("#1\nMore news"));
        assertThat(find().state()).isEqualTo(BroadcastState.DRAFT);
    }

    @Test
    void theTextOfASentOneDoesNotChange() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        assertThat(told(owner(new Command.WriteBroadcast("#1\nOld news")))).contains("0 of 2 (0 %)");
        assertThat(find().text()).isEqualTo("News");
    }

    @Test
    void whatLooksLikeANumberThatThereIsNotIsAnAnnouncement() {
        assertThat(told(owner(new Command.WriteBroadcast("#1 in the charts")))).contains("#1 in the charts");
        assertThat(find().text()).isEqualTo("#1 in the charts");
    }

    @Test
    void aConfirmedOneCannotBeSentAgain() {
        owner(new Command.WriteBroadcast("News"));
        Reply sending = press(new BroadcastPress.SendBroadcast(1, shown()));
        assertThat(told(sending)).isEqualTo("Replace, page 0: Sending to 2 recipients…");
        assertThat(buttons(sending)).containsExactly(button("Show progress", new BroadcastPress.ShowBroadcast(1)));
        Reply again = press(new BroadcastPress.SendBroadcast(1, shown()));
        assertThat(told(again)).isEqualTo("Replace, page 0: Sending… ░░░░░░░░░░ 0 of 2 (0 %)");
        assertThat(buttons(again))
                .containsExactly(
                        button("Pause", new BroadcastPress.PauseBroadcast(1)),
                        button("Stop", new BroadcastPress.StopBroadcast(1)),
                        button("Show progress", new BroadcastPress.ShowBroadcast(1)));
        assertThat(reports("Sending… ░░░░░░░░░░ 0 of 2 (0 %)")).isEqualTo(1);
    }

    @Test
    void oneThatRunsCanBeStoppedOnce() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        assertThat(told(press(new BroadcastPress.StopBroadcast(1))))
                .isEqualTo("Toast: Stopped. The remaining recipients won't get the broadcast.");
        assertThat(told(press(new BroadcastPress.StopBroadcast(1))))
                .isEqualTo("Replace, page 0: Stopped. Sent: 0 · skipped: 2");
        assertThat(find().state()).isEqualTo(Broadcast.BroadcastState.STOPPED);
    }

    @Test
    void oneThatRunsCanBePausedAndGoesOn() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        assertThat(told(press(new BroadcastPress.PauseBroadcast(1))))
                .isEqualTo("Toast: Paused. Messages in flight still arrive.");
        Reply paused = press(new BroadcastPress.ShowBroadcast(1));
        assertThat(told(paused)).isEqualTo("Replace, page 0: Paused ░░░░░░░░░░ 0 of 2 (0 %)");
        assertThat(buttons(paused))
                .startsWith(
                        button("Resume", new BroadcastPress.ResumeBroadcast(1)),
                        button("Stop", new BroadcastPress.StopBroadcast(1)));
        assertThat(told(press(new BroadcastPress.ResumeBroadcast(1)))).isEqualTo("Toast: Resumed.");
        assertThat(find().state()).isEqualTo(Broadcast.BroadcastState.RUNNING);
    }

    @Test
    void itIsTakenBackAfterAQuestion() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.SendBroadcast(1, shown()));
        press(new BroadcastPress.StopBroadcast(1));
        Reply question = press(new BroadcastPress.ConfirmWithdrawal(1));
        assertThat(told(question)).startsWith("Replace, page 0: Withdraw from 0 chats?");
        assertThat(buttons(question))
                .containsExactly(
                        button("Withdraw from 0 chats", new BroadcastPress.WithdrawBroadcast(1)),
                        button("‹ Back", new BroadcastPress.ShowBroadcast(1)));
        assertThat(told(press(new BroadcastPress.WithdrawBroadcast(1)))).isEqualTo("Replace, page 0: Withdrawing…");
        assertThat(find().state()).isEqualTo(Broadcast.BroadcastState.WITHDRAWN);
        assertThat(told(press(new BroadcastPress.WithdrawBroadcast(1)))).startsWith("Replace, page 0: Withdrawing…");
    }

    @Test
    void aDiscardedOneSaysSoWhateverIsPressed() {
        owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.DiscardBroadcast(1));
        assertThat(told(press(new BroadcastPress.SendBroadcast(1, shown()))))
                .isEqualTo("Replace, page 0: Discarded. The broadcast was not sent.");
        assertThat(told(press(new BroadcastPress.ToEveryone(1))))
                .isEqualTo("Replace, page 0: Discarded. The broadcast was not sent.");
    }

    @Test
    void oneThatDoesNotExistIsToldFrom() {
        assertThat(told(press(new BroadcastPress.SendBroadcast(77, Optional.empty()))))
                .isEqualTo("Toast: Broadcast not found.");
    }

    @Test
    void nothingGoesOutToOthersThanThePreviewShowed() {
        Reply preview = owner(new Command.WriteBroadcast("News"));
        press(new BroadcastPress.ToTopic(1, 2));
        Reply anew = tap(preview, "Send to");
        assertThat(told(anew))
                .contains("Not sent: the broadcast has changed since you saw it.")
                .contains("The choice of recipients has changed.")
                .contains("1 recipient (Telegram 1) · subscribers to World Trade");
        assertThat(find().state()).isEqualTo(Broadcast.BroadcastState.DRAFT);
        assertThat(told(tap(preview, "Schedule"))).contains("Not sent:");
        assertThat(told(tap(anew, "Send to"))).startsWith("Replace, page 0: Sending to 1 recipient…");
    }

    @Test
    void nothingIsScheduledForOthersThanThePreviewShowed() {
        Reply times = tap(owner(new Command.WriteBroadcast("News")), "Schedule");
        Reply written = owner(new Command.WriteBroadcast("#1 tomorrow 09:00"));
        press(new BroadcastPress.ToggleImportant(1, true));
        for (Reply anew : List.of(tap(times, "Sat 7 Feb 08:00"), tap(written, "Send to"))) {
            assertThat(told(anew)).contains("Not sent:", "The choice of recipients has changed.");
        }
        assertThat(find().state()).isEqualTo(Broadcast.BroadcastState.DRAFT);
    }

    @Test
    void whatAnotherScheduledMeanwhileIsNotSentUnseen() {
        Reply preview = owner(new Command.WriteBroadcast("News"));
        Reply times = tap(preview, "Schedule");
        assertThat(told(tap(times, "Sat 7 Feb 08:00"))).endsWith("Scheduled for Sat 7 Feb 08:00 UTC.");
        assertThat(told(tap(times, "Sat 7 Feb 08:00")))
                .doesNotContain("Nothing was sent")
                .endsWith("Scheduled for Sat 7 Feb 08:00 UTC.");
        assertThat(told(tap(times, "Sat 7 Feb 12:00"))).contains("The scheduled time has changed.");
        assertThat(told(tap(preview, "Send to"))).contains("The scheduled time has changed.");
        assertThat(find().sendAt()).contains(Instant.parse("2026-02-07T08:00:00Z"));
    }

    @Test
    void otherRecipientsMakeADraftOfOneThatIsScheduled() {
        Reply times = tap(owner(new Command.WriteBroadcast("News")), "Schedule");
        tap(times, "Sat 7 Feb 08:00");
        assertThat(told(press(new BroadcastPress.ToTopic(1, 0)))).doesNotContain("no longer scheduled");
        assertThat(find().state()).isEqualTo(Broadcast.BroadcastState.SCHEDULED);
        assertThat(told(press(new BroadcastPress.ToTopic(1, 2))))
                .endsWith(
                        "The broadcast is no longer scheduled, because its recipients have changed. Schedule it again.");
        assertThat(find().state()).isEqualTo(Broadcast.BroadcastState.DRAFT);
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
        assertThat(told(owner(new Command.WriteBroadcast("News"))))
                .endsWith("Same text as broadcast 1, sent on Fri 6 Feb 12:00 UTC.");
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
