package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;

import digestbot.broadcast.Broadcast;
import digestbot.content.action.Action;
import digestbot.content.action.AttachedPicture;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.PreviewFingerprint;
import digestbot.content.action.SubscribeAction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation(golden = true)
class BroadcastCommandsTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws Exception {
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.DEFAULT));
        conversation.asManager(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.HERE));
    }

    @Test
    void aDraftIsShownAsEachPlatformShowsItUnlessItCannotBeSent() {
        conversation.asOwner(new BroadcastRequest.WriteBroadcast(" "));
        conversation.asOwner(new BroadcastRequest.WriteBroadcast("**Big** news"));
        conversation.asOwner(
                new BroadcastRequest.WriteBroadcast("News\n[[Read more]](https://example.org/a)\nand [[this]](x)"));
        conversation.asOwner(new BroadcastRequest.WriteBroadcast("<!-- -->"));
        conversation.asOwner(new BroadcastRequest.WriteBroadcast("x".repeat(400)));
    }

    @Test
    void aPictureIsShownWithThePreviewUnlessItIsNoneOrCannotBeFetchedByWhoeverMay() {
        byte[] picture = "\u00ff\u00d8\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        conversation.asOwner(withPicture("News", () -> new ByteArrayInputStream(picture)));
        press(new BroadcastRequest.ShowRecipients(1));
        press(new BroadcastRequest.ShowBroadcast(1));
        conversation.asOwner(withPicture("News", () -> new ByteArrayInputStream(new byte[] {1, 2, 3})));
        conversation.asOwner(withPicture("News", () -> {
            throw new IOException("timeout");
        }));
        conversation.asOwner(withPicture("", () -> new ByteArrayInputStream(picture)));
        conversation.privately(withPicture("News", () -> {
            throw new AssertionError("it was fetched");
        }));
    }

    private static Action withPicture(String text, Callable<InputStream> source) {
        return new BroadcastRequest.WriteBroadcast(text, Optional.of(new AttachedPicture(source)));
    }

    @Test
    void itIsForEveryoneOrForTheSubscribersOfATopic() {
        conversation.asOwner(new BroadcastRequest.WriteBroadcast("News"));
        press(new BroadcastRequest.ShowRecipients(1));
        press(new BroadcastRequest.ToTopic(1, 2));
        press(new BroadcastRequest.ShowRecipients(1));
        press(new BroadcastRequest.ToTopic(1, 0));
        press(new BroadcastRequest.ToTopic(1, 99));
    }

    @Test
    void whatTheConsoleScheduledIsSentNowOrDiscardedButKeepsItsRecipients() {
        conversation.asOwner(new BroadcastRequest.WriteBroadcast("News"));
        conversation.execute("UPDATE broadcast SET state = 'scheduled', send_at = "
                + Instant.parse("2026-02-07T08:00:00Z").toEpochMilli());
        conversation.asOwner(new BroadcastRequest.WriteBroadcast(""));
        press(new BroadcastRequest.ShowBroadcast(1));
        press(new BroadcastRequest.ToTopic(1, 2));
        conversation.note(find().state());
        press(new BroadcastRequest.SendBroadcast(1, shown()));
        conversation.note(find().state());
    }

    @Test
    void oneThatWasPausedInTheConsoleCanBeStopped() {
        conversation.asOwner(new BroadcastRequest.WriteBroadcast("News"));
        press(new BroadcastRequest.SendBroadcast(1, shown()));
        conversation.execute("UPDATE broadcast SET state = 'paused'");
        press(new BroadcastRequest.ShowBroadcast(1));
        press(new BroadcastRequest.StopBroadcast(1));
        press(new BroadcastRequest.StopBroadcast(1));
        conversation.note(find().state());
    }

    @Test
    void itIsTakenBackAfterAQuestion() {
        conversation.asOwner(new BroadcastRequest.WriteBroadcast("News"));
        press(new BroadcastRequest.SendBroadcast(1, shown()));
        press(new BroadcastRequest.StopBroadcast(1));
        press(new BroadcastRequest.ConfirmWithdrawal(1));
        press(new BroadcastRequest.WithdrawBroadcast(1));
        conversation.note(find().state());
        press(new BroadcastRequest.WithdrawBroadcast(1));
    }

    @Test
    void aSentOneIsNotSentAgainAndItsTextIsKnownAgain() {
        conversation.asOwner(new BroadcastRequest.WriteBroadcast("News"));
        press(new BroadcastRequest.SendBroadcast(1, shown()));
        press(new BroadcastRequest.SendBroadcast(1, shown()));
        conversation.note(reports("Sending… ░░░░░░░░░░ 0 of 2 (0%)"));
        conversation.pass(Duration.ofHours(1));
        conversation.asOwner(new BroadcastRequest.WriteBroadcast("News"));
    }

    @Test
    void oneThatIsDiscardedOrNeverWasSaysSoWhateverIsPressed() {
        conversation.asOwner(new BroadcastRequest.WriteBroadcast("News"));
        press(new BroadcastRequest.DiscardBroadcast(1));
        press(new BroadcastRequest.SendBroadcast(1, shown()));
        press(new BroadcastRequest.ToTopic(1, 0));
        press(new BroadcastRequest.SendBroadcast(77, Optional.empty()));
    }

    @Test
    void nothingGoesOutToOthersThanThePreviewShowed() {
        Reply preview = conversation.asOwner(new BroadcastRequest.WriteBroadcast("News"));
        press(new BroadcastRequest.ToTopic(1, 2));
        Reply anew = tap(preview, "Send to");
        conversation.note(find().state());
        tap(anew, "Send to");
    }

    private Reply tap(Reply reply, String label) {
        return press(ConversationFixture.pressOf(reply, label));
    }

    private Reply press(Action press) {
        return conversation.asOwner(pressed(press));
    }

    /// The fingerprint of the current preview.
    private Optional<PreviewFingerprint> shown() {
        return Optional.of(conversation.database.read(tx -> conversation.broadcasts.fingerprint(tx, find())));
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
