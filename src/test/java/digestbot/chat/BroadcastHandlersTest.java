package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.broadcast.Broadcast;
import digestbot.content.action.Action;
import digestbot.content.action.AttachedPicture;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.SubscribeAction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation
class BroadcastHandlersTest {

    private ConversationFixture chat;

    @BeforeEach
    void prepare() throws Exception {
        chat.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.DEFAULT));
        chat.asManager(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.HERE));
    }

    @GoldenTest
    void aDraftIsShownAsEachPlatformShowsItUnlessItCannotBeSent() {
        chat.assertOwner(new BroadcastRequest.WriteBroadcast(" "), "Compose New broadcast / Message");
        chat.asOwner(new BroadcastRequest.WriteBroadcast("**Big** news"));
        chat.assertSays(
                "Preview on Telegram:\nBig news",
                "Preview on Discord:",
                "2 recipients (Telegram 2) · everyone",
                "[Send to 2] SendBroadcast[broadcast=1, version=1]");
        chat.asOwner(
                new BroadcastRequest.WriteBroadcast("News\n[[Read more]](https://example.org/a)\nand [[this]](x)"));
        chat.assertSays("News and [this]", "[Read more] https://example.org/a");
        chat.assertOwner(new BroadcastRequest.WriteBroadcast("<!-- -->"), "The broadcast is empty.");
        chat.asOwner(new BroadcastRequest.WriteBroadcast("x".repeat(400)));
        chat.assertSays("Too long: 4 messages on Telegram, maximum 3.");
    }

    @Test
    void aPictureIsShownWithThePreviewUnlessItIsNoneOrCannotBeFetchedByWhoeverMay() {
        byte[] picture = "\u00ff\u00d8\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        chat.asOwner(withPicture("News", () -> new ByteArrayInputStream(picture)));
        chat.assertSays("🖼 of broadcast 1\nPreview on Telegram:\nNews");
        chat.asOwner(withPicture("News", () -> new ByteArrayInputStream(new byte[] {1, 2, 3})));
        chat.assertSays("The picture must be a PNG, JPEG or WebP file of at most 5 MB.");
        chat.asOwner(withPicture("News", () -> {
            throw new IOException("timeout");
        }));
        chat.assertSays("Couldn't fetch the picture. Try again.");
        chat.assertOwner(withPicture("", () -> new ByteArrayInputStream(picture)), "Compose New broadcast");
        chat.privately(withPicture("News", () -> {
            throw new AssertionError("it was fetched");
        }));
        chat.assertSays("Only this bot's operators can do that.");
    }

    private static Action withPicture(String text, Callable<InputStream> source) {
        return new BroadcastRequest.WriteBroadcast(text, Optional.of(new AttachedPicture(source)));
    }

    @Test
    void oneThatWasPausedInTheConsoleCanBeStopped() {
        chat.asOwner(new BroadcastRequest.WriteBroadcast("News"));
        press(new BroadcastRequest.SendBroadcast(1, shown()));
        chat.execute("UPDATE broadcast SET state = 'paused'");
        press(new BroadcastRequest.SendBroadcast(1, shown()));
        chat.assertSays("Paused ░░░░░░░░░░ 0 of 2 (0%)", "[Stop] StopBroadcast[broadcast=1]");
        press(new BroadcastRequest.StopBroadcast(1));
        chat.assertSays("Toast: Stopped. The remaining recipients won't get the broadcast.");
        press(new BroadcastRequest.StopBroadcast(1));
        chat.assertSays("Stopped. Sent: 0 · skipped: 2", "[Withdraw…] ConfirmWithdrawal[broadcast=1]");
        assertThat(find().state()).hasToString("STOPPED");
    }

    @Test
    void itIsTakenBackAfterAQuestion() {
        chat.asOwner(new BroadcastRequest.WriteBroadcast("News"));
        press(new BroadcastRequest.SendBroadcast(1, shown()));
        press(new BroadcastRequest.StopBroadcast(1));
        press(new BroadcastRequest.ConfirmWithdrawal(1));
        chat.assertSays("Whisper: Withdraw from 0 chats?", "[Withdraw from 0 chats] WithdrawBroadcast[broadcast=1]");
        press(new BroadcastRequest.WithdrawBroadcast(1));
        chat.assertSays("Withdrawing…");
        assertThat(find().state()).hasToString("WITHDRAWN");
        press(new BroadcastRequest.WithdrawBroadcast(1));
        chat.assertSays("Withdrawing… ░░░░░░░░░░ 0 of 2 (0%)");
    }

    @Test
    void oneThatIsDiscardedOrNeverWasSaysSoWhateverIsPressed() {
        chat.asOwner(new BroadcastRequest.WriteBroadcast("News"));
        press(new BroadcastRequest.DiscardBroadcast(1));
        chat.assertSays("Discarded. The broadcast was not sent.");
        press(new BroadcastRequest.SendBroadcast(1, shown()));
        chat.assertSays("Discarded. The broadcast was not sent.");
        press(new BroadcastRequest.ConfirmWithdrawal(1));
        chat.assertSays("Discarded. The broadcast was not sent.");
        press(new BroadcastRequest.SendBroadcast(77, 1));
        chat.assertSays("Toast: Broadcast not found.");
    }

    @Test
    void nothingGoesOutToOthersThanThePreviewShowed() {
        Reply preview = chat.asOwner(new BroadcastRequest.WriteBroadcast("News"));
        chat.execute("UPDATE broadcast SET to_topic = 'trade', version = version + 1");
        Reply anew = tap(preview, "Send to");
        chat.assertSays(
                "Not sent: the broadcast has changed since you saw it. Check it, then confirm again.",
                "1 recipient (Telegram 1) · subscribers to World Trade");
        assertThat(find().state()).hasToString("DRAFT");
        tap(anew, "Send to");
        chat.assertSays("Sending to 1 recipient…");
    }

    private Reply tap(Reply reply, String label) {
        return press(ConversationFixture.pressOf(reply, label));
    }

    private Reply press(Action press) {
        return chat.asOwner(pressed(press));
    }

    private long shown() {
        return find().version();
    }

    private Broadcast find() {
        return chat.database.read(tx -> chat.broadcasts.find(tx, 1)).orElseThrow();
    }
}
