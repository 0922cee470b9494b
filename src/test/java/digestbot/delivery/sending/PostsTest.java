package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Subscriber;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.ScriptedMessenger.Hanging;
import digestbot.delivery.api.ScriptedMessenger.Request;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.ThreadGone;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A platform where a chat's messages open threads: what follows them, and what becomes of it in between. And what is
/// owed to one thread when another one is chosen.
@Timeout(60)
class PostsTest {

    private static final Sent OPENED = new Sent("first", OptionalLong.of(70));

    @TempDir
    Path folder;

    private DeliveryFixture bed;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("d.sqlite"));
    }

    @AfterEach
    void close() {
        bed.messenger.answerAll();
        bed.close();
    }

    @Test
    void whatFollowsGoesIntoTheThreadThatTheFirstPartOpened() {
        bed.messenger.next(1, OPENED);
        bed.subscribe(1);
        bed.publish("Thursday*3");
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(seen(bed)).containsExactly("0 Thursday r1 1/3", "70 Thursday r1 2/3", "70 Thursday r1 3/3");
        assertThat(bed.rows("SELECT thread FROM subscription")).containsExactly("0");
    }

    @Test
    void theNextDigestOpensOneOfItsOwn() {
        bed.messenger.next(1, OPENED, new Sent("m-70-1"), new Sent("second", OptionalLong.of(71)));
        bed.subscribe(1);
        bed.dispatch();
        bed.publish("Thursday*2");
        bed.await("sent", 1);
        bed.publish("Friday*2");
        bed.await("sent", 2);
        assertThat(seen(bed))
                .containsExactly("0 Thursday r1 1/2", "70 Thursday r1 2/2", "0 Friday r1 1/2", "71 Friday r1 2/2");
    }

    @Test
    void goesOnInTheThreadAfterAPause() {
        bed.messenger.next(1, OPENED, new RateLimited(Duration.ofSeconds(5), false));
        bed.subscribe(1);
        bed.publish("Thursday*2");
        bed.dispatch();
        Awaitility.await().until(() -> bed.messenger.count() == 2);
        bed.await("queued", 1);
        bed.pass(Duration.ofSeconds(6));
        bed.await("sent", 1);
        assertThat(seen(bed)).endsWith("70 Thursday r1 2/2");
    }

    @Test
    void correctionsAndWithdrawalsGoThereAlsoThoseThatWerePlannedBefore() {
        Hanging first = bed.messenger.hang(1);
        bed.subscribe(1);
        long digest = bed.publish("=a|b");
        bed.dispatch();
        first.awaitAsked();
        bed.correct(digest, 2, "=A|b");
        first.answer(OPENED);
        bed.await("sent", 2);
        bed.correct(digest, 3, "=A|B");
        bed.await("sent", 3);
        bed.withdraw(digest);
        bed.await("sent", 4);
        assertThat(seen(bed)).containsExactly("0 a", "70 b", "70 A", "70 B", "70 (deleted)", "70 (deleted)");
    }

    @Test
    void whereTheThreadIsGoneTheRestOpensAnother() {
        bed.messenger.next(
                1, OPENED, new ThreadGone(Outcome.THREAD_DELETED, "gone"), new Sent("again", OptionalLong.of(71)));
        bed.subscribe(1);
        bed.publish("Thursday*3");
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(seen(bed))
                .containsExactly("0 Thursday r1 1/3", "70 Thursday r1 2/3", "0 Thursday r1 2/3", "71 Thursday r1 3/3");
    }

    @Test
    void whatIsOwedAndHasNotBegunGoesToTheNewPlace() {
        Subscriber subscriber = bed.subscribe(1);
        bed.write(tx -> DeliveryFixture.addTopic(tx, "trade"));
        bed.subscribe(1, "trade");
        bed.messenger.next(1, new RateLimited(Duration.ofSeconds(5), false));
        bed.dispatch();
        bed.publish("Thursday");
        Awaitility.await().until(() -> bed.messenger.count() == 1);
        bed.await("queued", 1);
        bed.publish("Friday");
        bed.publish("trade", "Trade");
        bed.write(tx -> bed.subscriptions.change(
                tx,
                bed.stored
                        .find(tx, subscriber.number(), DeliveryFixture.TOPIC)
                        .orElseThrow()
                        .withThread(42)));
        bed.pass(Duration.ofSeconds(6));
        bed.await("sent", 3);
        assertThat(seen(bed)).containsExactly("0 Thursday r1", "42 Thursday r1", "42 Friday r1", "0 Trade r1");
    }

    @Test
    void whatHasBegunEndsWhereItBegan() {
        Subscriber subscriber = bed.subscribe(1);
        bed.messenger.next(1, new Sent("a"), new RateLimited(Duration.ofSeconds(5), false));
        bed.dispatch();
        bed.publish("Thursday*2");
        Awaitility.await().until(() -> bed.messenger.count() == 2);
        bed.await("queued", 1);
        bed.write(tx -> bed.subscriptions.subscribe(tx, subscriber.number(), DeliveryFixture.TOPIC, 42));
        bed.pass(Duration.ofSeconds(6));
        bed.await("sent", 1);
        assertThat(seen(bed)).endsWith("0 Thursday r1 2/2");
    }

    @Test
    void nothingIsClaimedForAPlaceThatHasChangedSinceItWasRead() {
        Subscriber subscriber = bed.subscribe(1);
        bed.publish("Thursday");
        Delivery read = bed.due(Priority.DIGESTS).getFirst();
        bed.write(tx -> bed.subscriptions.subscribe(tx, subscriber.number(), DeliveryFixture.TOPIC, 42));
        assertThat(bed.claim(read)).isEmpty();
        assertThat(bed.claim(bed.due(Priority.DIGESTS).getFirst())).hasSize(1);
    }

    /// The thread and the text of each request.
    private static List<String> seen(DeliveryFixture bed) {
        return bed.messenger.requests().stream().map(PostsTest::seen).toList();
    }

    private static String seen(Request request) {
        return request.thread() + " " + request.text();
    }
}
