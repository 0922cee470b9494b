package digestbot.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.delivery.api.SendResult.ChatMoved;
import digestbot.delivery.api.SendResult.FormatRefused;
import digestbot.delivery.api.SendResult.MessageGone;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.ThreadGone;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.sandbox.SandboxFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// The behaviour that the dispatcher relies on, whatever the platform. An adapter's test extends
/// this and prepares its server.
public abstract class MessengerContract<M> {

    /// A chat that has another id now.
    public record Move(Destination from, long to) {}

    /// The messenger under test, the same during one test.
    protected abstract Messenger<M> messenger();

    /// A chat that accepts everything and has received nothing yet.
    protected abstract Destination reachable();

    /// A chat that has blocked or removed the bot.
    protected abstract Destination blocked();

    /// A chat that has moved; empty where chats keep their ids.
    protected abstract Optional<Move> moved();

    /// A chat with that fault, beginning with the next request.
    protected abstract Destination faulty(SandboxFault fault);

    /// A thread that accepts no messages, of a chat that does.
    protected abstract Destination closedThread();

    protected abstract Destination deletedThread();

    /// A messenger whose server does not listen; empty if a messenger cannot be made without one.
    protected abstract Optional<Messenger<M>> withoutServer();

    /// The texts that the chat shows now, oldest first.
    protected abstract List<String> shown(Destination chat);

    protected abstract boolean refusesDoubles();

    @Test
    void sendsAndNamesTheMessage() {
        Destination chat = reachable();
        assertThat(send(chat, "Hello & <welcome>", "c1"))
                .isInstanceOfSatisfying(
                        Sent.class, sent -> assertThat(sent.messageId()).isNotBlank());
        assertThat(shown(chat)).singleElement().asString().contains("Hello & <welcome>");
    }

    @Test
    void sendsInTheOrderOfItsCalls() {
        Destination chat = reachable();
        send(chat, "first", "c2");
        send(chat, "second", "c3");
        assertThat(shown(chat))
                .hasSize(2)
                .satisfiesExactly(
                        text -> assertThat(text).contains("first"),
                        text -> assertThat(text).contains("second"));
    }

    @Test
    void edits() {
        Destination chat = reachable();
        String id = sent(send(chat, "before", "c4"));
        assertThat(edit(chat, id, "after")).isInstanceOf(Sent.class);
        assertThat(shown(chat)).singleElement().asString().contains("after").doesNotContain("before");
    }

    @Test
    void takesAnEditThatChangesNothingAsDone() {
        Destination chat = reachable();
        String id = sent(send(chat, "same", "c5"));
        assertThat(edit(chat, id, "same")).isInstanceOf(Sent.class);
    }

    @Test
    void tellsThatAMessageIsNotThereToBeEdited() {
        assertThat(edit(reachable(), "1", "nothing")).isInstanceOf(MessageGone.class);
    }

    @Test
    void repeatsNoNonceWhereThePlatformCanTell() {
        assumeTrue(refusesDoubles(), "this platform cannot tell doubles");
        Destination chat = reachable();
        String first = sent(send(chat, "once", "c6"));
        assertThat(sent(send(chat, "once", "c6"))).isEqualTo(first);
        assertThat(shown(chat)).hasSize(1);
    }

    @Test
    void tellsAChatThatCannotBeReached() {
        Destination chat = blocked();
        assertThat(send(chat, "anyone?", "c7"))
                .isInstanceOfSatisfying(
                        Unreachable.class, gone -> assertThat(gone.why()).isNotBlank());
        assertThat(shown(chat)).isEmpty();
    }

    @Test
    void tellsWhereAChatWent() {
        Optional<Move> move = moved();
        assumeTrue(move.isPresent(), "chats of this platform keep their ids");
        assertThat(send(move.orElseThrow().from(), "where are you?", "c8"))
                .isEqualTo(new ChatMoved(move.orElseThrow().to()));
    }

    @Test
    void tellsHowLongToWait() {
        Destination chat = faulty(new SandboxFault.Throttled(1, Duration.ofSeconds(7)));
        assertThat(send(chat, "too fast", "c9"))
                .isInstanceOfSatisfying(
                        RateLimited.class,
                        limited -> assertThat(limited.retryAfter())
                                .isBetween(Duration.ofMillis(6_500), Duration.ofSeconds(8)));
        assertThat(shown(chat)).isEmpty();
    }

    @Test
    void tellsAServersFailureAsWorthAnotherTry() {
        Destination chat = faulty(new SandboxFault.ServerError(1, 500));
        assertThat(send(chat, "hello", "ca")).isInstanceOfAny(NotSent.class, Unconfirmed.class);
        assertThat(send(chat, "hello", "ca")).isInstanceOf(Sent.class);
        assertThat(shown(chat)).hasSize(1);
    }

    @Test
    void tellsThatAMessageMayHaveArrivedAndRepeatsNothingItself() {
        Destination chat = faulty(new SandboxFault.CutAfterDelivery(1));
        assertThat(send(chat, "did you get this?", "cb")).isInstanceOf(Unconfirmed.class);
        assertThat(shown(chat)).hasSize(1);
    }

    @Test
    void tellsAMessageThatIsRefusedWhateverItsForm() {
        Destination chat = faulty(new SandboxFault.Declined(1));
        assertThat(send(chat, "unacceptable", "cc"))
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused.why()).isNotBlank());
        assertThat(send(chat, "acceptable", "cd")).isInstanceOf(Sent.class);
    }

    @Test
    void hasAPlainFormForAMessageWhoseFormattingIsRefused() {
        Destination chat = faulty(new SandboxFault.Refused(1));
        M formatted = messenger().render(formatted("read <this>"));
        assertThat(messenger().send(chat, formatted, "cf", false))
                .isInstanceOfSatisfying(
                        FormatRefused.class,
                        refused -> assertThat(refused.why()).isNotBlank());
        M plain = messenger().plain(formatted).orElseThrow();
        assertThat(messenger().plain(plain)).isEmpty();
        String id = sent(messenger().send(chat, plain, "cf", false));
        assertThat(shown(chat)).singleElement().asString().contains("Heading", "read <this>");
        assertThat(messenger()
                        .edit(
                                chat,
                                id,
                                messenger()
                                        .plain(messenger().render(formatted("and this")))
                                        .orElseThrow()))
                .isInstanceOf(Sent.class);
        assertThat(shown(chat)).singleElement().asString().contains("and this");
    }

    @Test
    void deletesAndTakesWhatIsAwayAsDeleted() {
        Destination chat = reachable();
        String id = sent(send(chat, "short-lived", "cg"));
        assertThat(messenger().delete(chat, id)).isEqualTo(new Sent(id));
        assertThat(shown(chat)).isEmpty();
        assertThat(messenger().delete(chat, id)).isEqualTo(new Sent(id));
    }

    @Test
    void tellsAThreadThatIsClosedFromOneThatWasDeleted() {
        assertThat(send(closedThread(), "anyone?", "ch"))
                .isInstanceOfSatisfying(
                        ThreadGone.class,
                        gone -> assertThat(gone.outcome().policy()).isEqualTo(Policy.FALL_BACK));
        Destination thread = deletedThread();
        assertThat(send(thread, "anyone?", "ci"))
                .isInstanceOfSatisfying(
                        ThreadGone.class,
                        gone -> assertThat(gone.outcome().policy()).isEqualTo(Policy.MOVE));
        assertThat(send(new Destination(thread.chat(), 0), "anyone?", "ci")).isInstanceOf(Sent.class);
    }

    @Test
    void tellsThatAnAnswerCouldNotBeRead() {
        assertThat(send(faulty(new SandboxFault.Garbled(1)), "did you get this?", "cj"))
                .isInstanceOfSatisfying(
                        Unconfirmed.class, open -> assertThat(open.outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE));
    }

    @Test
    void tellsThatNothingWasSentWhereNobodyListens() {
        Optional<Messenger<M>> alone = withoutServer();
        assumeTrue(alone.isPresent(), "needs its server to exist");
        Messenger<M> messenger = alone.orElseThrow();
        assertThat(messenger.send(reachable(), messenger.render(content("hello")), "ce", false))
                .isInstanceOf(NotSent.class);
    }

    private SendResult send(Destination chat, String text, String nonce) {
        return messenger().send(chat, messenger().render(content(text)), nonce, false);
    }

    private SendResult edit(Destination chat, String messageId, String text) {
        return messenger().edit(chat, messageId, messenger().render(content(text)));
    }

    private static String sent(SendResult result) {
        assertThat(result).isInstanceOf(Sent.class);
        return ((Sent) result).messageId();
    }

    private static Content formatted(String text) {
        var heading = new Block.Paragraph(List.of(new Inline.Strong(List.of(new Inline.Text("Heading")))));
        var body = new Block.Paragraph(List.of(new Inline.Text(text)));
        var panel = new Panel(
                Panel.PanelStyle.PERSPECTIVE,
                "Title",
                "📰",
                OptionalInt.empty(),
                List.of(),
                List.of(heading, body),
                List.of());
        return Content.of(List.of(panel), List.of());
    }

    private static Content content(String text) {
        return Content.of(
                List.of(Panel.plain(List.of(new Block.Paragraph(List.of(new Inline.Text(text)))))), List.of());
    }
}
