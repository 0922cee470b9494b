package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.ScriptedMessenger.Hanging;
import digestbot.delivery.api.ScriptedMessenger.Request;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.Sent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database is copied at some instant while everything runs, and a new process goes on from the
/// copy.
@Tag("sqlite")
class CrashTest {

    private static final int IN_FLIGHT = 32;

    @TempDir
    Path folder;

    private DeliveryFixture fixture;
    private ScriptedMessenger messenger;
    private List<Request> sentBefore = List.of();

    @BeforeEach
    void open() {
        fixture = new DeliveryFixture(folder.resolve("d.sqlite"));
        messenger = fixture.messenger;
    }

    @AfterEach
    void close() {
        messenger.answerAll();
        fixture.close();
    }

    @Test
    void sendsAgainWhatWasOnItsWay() {
        Hanging request = messenger.hang(1);
        fixture.say(1, "hello");
        fixture.dispatch();
        request.awaitAsked();
        try (DeliveryFixture after = crash()) {
            after.dispatch();
            after.await("sent", 1);
            assertThat(after.messenger.requests()).extracting(Request::nonce).containsExactly("1-0");
        }
    }

    @Test
    void goesOnAtTheNextPart() {
        messenger.next(1, new Sent("first"));
        Hanging request = messenger.hang(1);
        fixture.subscribe(1);
        fixture.publish("Thursday*3");
        fixture.dispatch();
        request.awaitAsked();
        Awaitility.await()
                .untilAsserted(() -> assertThat(fixture.rows("SELECT count(message_id) FROM part"))
                        .containsExactly("1"));
        try (DeliveryFixture after = crash()) {
            after.dispatch();
            after.await("sent", 1);
            assertThat(after.messenger.texts(1)).containsExactly("Thursday r1 2/3", "Thursday r1 3/3");
            assertThat(after.rows("SELECT message_id FROM part")).containsExactly("first", "m-1-1", "m-1-2");
        }
    }

    @Test
    void goesOnInTheThreadThatTheFirstPartOpened() {
        messenger.next(1, new Sent("first", OptionalLong.of(70)));
        Hanging second = messenger.hang(1);
        fixture.subscribe(1);
        fixture.publish("Thursday*3");
        fixture.dispatch();
        second.awaitAsked();
        Awaitility.await()
                .untilAsserted(() -> assertThat(fixture.rows("SELECT count(message_id) FROM part"))
                        .containsExactly("1"));
        try (DeliveryFixture after = crash()) {
            after.dispatch();
            after.await("sent", 1);
            assertThat(after.messenger.texts(1)).containsExactly("Thursday r1 2/3", "Thursday r1 3/3");
            assertThat(after.messenger.requests()).extracting(Request::thread).containsOnly(70L);
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
    void countsNoAttemptThatWasInterrupted() {
        Hanging request = messenger.hang(1);
        fixture.say(1, "hello");
        fixture.dispatch();
        request.awaitAsked();
        try (DeliveryFixture after = crash()) {
            after.messenger.next(1, new NotSent("later"));
            after.dispatch();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(after.rows("SELECT reason || ' ' || attempts FROM delivery"))
                            .containsExactly("later 1"));
            after.pass(Duration.ofSeconds(1));
            after.await("sent", 1);
        }
    }

    @Test
    void losesNothingAndRepeatsNoMoreThanTheWindowInTheMiddleOfAFanOut() {
        fixture.subscribeAll(4_000);
        fixture.publish("Thursday");
        fixture.dispatch(DeliveryFixture.UNLIMITED, IN_FLIGHT);
        Awaitility.await().until(() -> messenger.count() > 1_000);
        try (DeliveryFixture after = crash()) {
            fixture.closeDispatchers();
            after.dispatch();
            after.await("sent", 4_000);
            Map<Long, Integer> received = new HashMap<>();
            sentBefore.forEach(request -> received.merge(request.chat(), 1, Integer::sum));
            after.messenger.requests().forEach(request -> received.merge(request.chat(), 1, Integer::sum));
            assertThat(received).hasSize(4_000);
            assertThat(received.values()).allMatch(times -> times <= 2);
            assertThat(received.values().stream().filter(times -> times == 2).count())
                    .isLessThanOrEqualTo(IN_FLIGHT + ResultWriter.WINDOW);
        }
    }

    @Test
    void endsWithNothingHalfDone() {
        fixture.subscribeAll(3_000);
        fixture.publish("Thursday*2");
        fixture.dispatch();
        Awaitility.await().until(() -> messenger.count() > 500);
        fixture.closeDispatchers();
        int sent = messenger.count();
        assertThat(fixture.count("in_flight")).isZero();
        assertThat(fixture.rows("SELECT count(message_id) FROM part")).containsExactly(String.valueOf(sent));
        assertThat(fixture.rows("SELECT max(attempts) FROM delivery WHERE state = 'queued'"))
                .containsExactly("0");
        fixture.deliver(3_000);
        assertThat(messenger.requests())
                .extracting(Request::nonce)
                .doesNotHaveDuplicates()
                .hasSize(6_000);
    }

    @Test
    void endsThoughAChatHangs() {
        Hanging request = messenger.hang(1);
        fixture.say(1, "hello");
        fixture.dispatch();
        request.awaitAsked();
        long start = System.nanoTime();
        fixture.closeDispatchers();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
        assertThat(fixture.count("in_flight")).as("may have arrived").isEqualTo(1);
    }

    /// A fixture on a copy of the database. Nothing commits while it is copied.
    private DeliveryFixture crash() {
        Path copy = folder.resolve("after.sqlite");
        fixture.write(_ -> {
            try {
                Files.copy(folder.resolve("d.sqlite"), copy);
                Files.copy(folder.resolve("d.sqlite-wal"), folder.resolve("after.sqlite-wal"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            sentBefore = messenger.requests();
        });
        return new DeliveryFixture(copy);
    }
}
