package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.ScriptedMessenger.Hanging;
import digestbot.delivery.api.ScriptedMessenger.Request;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The database is copied while everything runs, and a new process goes on from the copy.
@Tag("sqlite")
class CrashTest {

    private static final int IN_FLIGHT = 32;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private final ScriptedMessenger messenger = fixture.messenger;
    private List<Request> sentBefore = List.of();

    @Test
    void goesOnAtTheNextPartInTheThreadThatTheFirstOneOpened() {
        messenger.next(1, new Sent("first", OptionalLong.of(70)));
        Hanging request = messenger.hang(1);
        fixture.publishTo(1, "Thursday*3");
        fixture.dispatch();
        request.awaitAsked();
        fixture.awaitRows("SELECT message_id FROM part WHERE message_id IS NOT NULL", "first");
        try (DeliveryFixture after = crash()) {
            after.dispatch();
            after.await("sent", 1);
            after.assertTexts(1, "Thursday r1 2/3", "Thursday r1 3/3");
            assertThat(after.messenger.requests()).extracting(Request::thread).containsOnly(70L);
            after.assertRows("SELECT message_id FROM part", "first", "m-1-1", "m-1-2");
        }
    }

    @Test
    void sendsOnceWhatWasOnlyClaimed() {
        Hanging request = messenger.hang(50);
        fixture.subscribeAll(200);
        fixture.publish("Thursday");
        fixture.dispatch(DeliveryFixture.UNLIMITED, 1);
        request.awaitAsked();
        fixture.await("sent", 49);
        assertThat(fixture.count("in_flight")).isEqualTo(151);
        try (DeliveryFixture after = crash()) {
            after.dispatch();
            after.await("sent", 200);
            assertThat(after.messenger.requests())
                    .extracting(Request::chat)
                    .hasSize(151)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void sendsAgainWhatWasOnItsWayAndDoesNotCountThatAttempt() {
        Hanging request = messenger.hang(1);
        fixture.say(1, "hello");
        fixture.dispatch();
        request.awaitAsked();
        try (DeliveryFixture after = crash()) {
            after.messenger.next(1, new NotSent("later"));
            after.dispatch();
            after.awaitRows("SELECT reason || ' ' || attempts FROM delivery", "later 1");
            after.pass(Duration.ofSeconds(1));
            after.await("sent", 1);
            assertThat(after.messenger.requests()).extracting(Request::nonce).containsExactly("1-0", "1-0");
        }
    }

    @Test
    void losesNothingAndRepeatsNoMoreThanTheWindowInTheMiddleOfAFanOut() {
        fixture.subscribeAll(800);
        fixture.publish("Thursday");
        CountDownLatch open = dispatchToTheMiddle();
        try (DeliveryFixture after = crash()) {
            open.countDown();
            fixture.closeSenders();
            after.dispatch();
            after.await("sent", 800);
            Map<Long, Integer> received = new HashMap<>();
            sentBefore.forEach(request -> received.merge(request.chat(), 1, Integer::sum));
            after.messenger.requests().forEach(request -> received.merge(request.chat(), 1, Integer::sum));
            assertThat(received).hasSize(800);
            assertThat(received.values()).allMatch(times -> times <= 2);
            assertThat(received.values().stream().filter(times -> times == 2).count())
                    .isLessThanOrEqualTo(IN_FLIGHT + ResultWriter.WINDOW);
        }
    }

    @Test
    void endsWithNothingHalfDone() {
        fixture.subscribeAll(600);
        fixture.publish("Thursday*2");
        dispatchToTheMiddle().countDown();
        fixture.closeSenders();
        int sent = messenger.count();
        assertThat(fixture.count("in_flight")).isZero();
        fixture.assertRows("SELECT count(message_id) FROM part", String.valueOf(sent));
        fixture.assertRows("SELECT coalesce(max(attempts), 0) FROM delivery WHERE state = 'queued'", "0");
        fixture.deliver(600);
        assertThat(messenger.requests())
                .extracting(Request::nonce)
                .doesNotHaveDuplicates()
                .hasSize(1_200);
    }

    @Test
    void endsThoughAChatHangs() throws InterruptedException {
        Hanging request = messenger.hang(1);
        fixture.say(1, "hello");
        fixture.dispatch();
        request.awaitAsked();
        Thread closing = Thread.ofPlatform().start(fixture::closeSenders);
        do {
            fixture.pass(Duration.ofSeconds(3));
        } while (!closing.join(Duration.ofMillis(10)));
        assertThat(fixture.count("in_flight")).as("may have arrived").isEqualTo(1);
    }

    /// Stops in the middle of a fan-out until the latch is open.
    private CountDownLatch dispatchToTheMiddle() {
        var left = new AtomicInteger(100);
        CountDownLatch open = messenger.hold(_ -> left.getAndDecrement() <= 0);
        fixture.dispatch(DeliveryFixture.UNLIMITED, IN_FLIGHT);
        fixture.awaitRequests(100 + IN_FLIGHT - IN_FLIGHT / 8);
        return open;
    }

    /// A fixture on a copy of the database. Nothing commits while it is copied.
    private DeliveryFixture crash() {
        Path copy = fixture.file().resolveSibling("after.sqlite");
        fixture.write(_ -> {
            fixture.copyTo(copy);
            sentBefore = messenger.requests();
        });
        return new DeliveryFixture(copy);
    }
}
