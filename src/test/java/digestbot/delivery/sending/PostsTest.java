package digestbot.delivery.sending;

import static digestbot.delivery.sending.DeliveryFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Subscriber;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.ScriptedMessenger.Hanging;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.ThreadGone;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A platform where a chat's messages open threads: the messages that follow them, and changes in
/// between. Also the queued deliveries of a thread when another one is chosen.
class PostsTest {

    private static final Sent OPENED = new Sent("first", OptionalLong.of(70));

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void theNextDigestOpensOneOfItsOwn() {
        fixture.messenger.next(1, OPENED, new Sent("m-70-1"), new Sent("second", OptionalLong.of(71)));
        fixture.subscribe(1);
        fixture.dispatch();
        fixture.publish("Thursday*2");
        fixture.await("sent", 1);
        fixture.publish("Friday*2");
        fixture.await("sent", 2);
        assertThat(seen())
                .containsExactly("0 Thursday r1 1/2", "70 Thursday r1 2/2", "0 Friday r1 1/2", "71 Friday r1 2/2");
        fixture.assertRows("SELECT thread FROM subscription", "0");
    }

    @Test
    void correctionsAndWithdrawalsGoThereAlsoThoseThatWerePlannedBefore() {
        Hanging first = fixture.messenger.hang(1);
        long digest = fixture.publishTo(1, "=a|b");
        fixture.dispatch();
        first.awaitAsked();
        fixture.correct(digest, 2, "=A|b");
        first.answer(OPENED);
        fixture.await("sent", 2);
        fixture.correct(digest, 3, "=A|B");
        fixture.await("sent", 3);
        fixture.withdraw(digest);
        fixture.await("sent", 4);
        assertThat(seen()).containsExactly("0 a", "70 b", "70 A", "70 B", "70 (deleted)", "70 (deleted)");
    }

    @Test
    void whereTheThreadIsGoneTheRestOpensAnother() {
        fixture.messenger.next(
                1, OPENED, new ThreadGone(Outcome.THREAD_DELETED, "gone"), new Sent("again", OptionalLong.of(71)));
        fixture.publishTo(1, "Thursday*3");
        fixture.deliver(1);
        assertThat(seen())
                .containsExactly("0 Thursday r1 1/3", "70 Thursday r1 2/3", "0 Thursday r1 2/3", "71 Thursday r1 3/3");
    }

    @Test
    @Tag("database")
    void whatIsOwedAndHasNotBegunGoesToTheNewPlace() {
        Subscriber subscriber = fixture.subscribe(1);
        fixture.addTopic("trade");
        fixture.subscribe(1, "trade");
        fixture.messenger.next(1, new NotSent("502"));
        fixture.dispatch();
        fixture.publish("Thursday");
        fixture.awaitRequests(1);
        fixture.await("queued", 1);
        fixture.publish("Friday");
        fixture.publish("trade", "Trade");
        fixture.change(subscriber, TOPIC, made -> made.withThread(42));
        fixture.pass(Duration.ofSeconds(2));
        fixture.await("sent", 3);
        assertThat(seen()).containsExactly("0 Thursday r1", "42 Thursday r1", "42 Friday r1", "0 Trade r1");
    }

    @Test
    void whatHasBegunEndsWhereItBegan() {
        Subscriber subscriber = fixture.subscribe(1);
        fixture.messenger.next(1, new Sent("a"), new NotSent("502"));
        fixture.dispatch();
        fixture.publish("Thursday*2");
        fixture.awaitRequests(2);
        fixture.await("queued", 1);
        fixture.write(tx -> fixture.subscriptions.subscribe(tx, subscriber.number(), TOPIC, 42));
        fixture.pass(Duration.ofSeconds(2));
        fixture.await("sent", 1);
        assertThat(seen()).endsWith("0 Thursday r1 2/2");
    }

    private List<String> seen() {
        return fixture.messenger.requests().stream()
                .map(request -> request.thread() + " " + request.text())
                .toList();
    }
}
