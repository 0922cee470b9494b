package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.audience.Platform;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.ScriptedMessenger.Hanging;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody sets the clock of the machine while the bot sends: nothing goes out twice, and nothing stays behind.
@Timeout(60)
class ClockJumpTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration A_LOOK = Duration.ofSeconds(11);
    private static final String OTHER_TOPIC = "other";

    @TempDir
    Path folder;

    private DeliveryFixture bed;
    private ScriptedMessenger messenger;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("d.sqlite"));
        messenger = bed.messenger;
        bed.write(tx -> DeliveryFixture.addTopic(tx, OTHER_TOPIC));
    }

    @AfterEach
    void close() {
        messenger.answerAll();
        bed.close();
    }

    @Test
    void aClaimThatIsAliveIsNotTakenBackWhenTheClockIsPutForward() {
        Hanging request = messenger.hang(1);
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.dispatch();
        request.awaitAsked();
        bed.clock.set(DAY);
        bed.pass(A_LOOK);
        awaitALook();
        assertThat(bed.rows("SELECT state || ' ' || claim FROM delivery WHERE number = 1"))
                .containsExactly("in_flight 1");
        request.answer(new Sent("m"));
        bed.await("sent", 2);
        assertThat(messenger.texts(1)).containsExactly("Thursday r1");
    }

    @Test
    void whatIsClaimedAndHasNotGoneGoesOnceWhenTheClockIsPutForward() {
        Hanging first = messenger.hang(1);
        bed.subscribe(1);
        bed.subscribe(2);
        bed.publish("Thursday");
        bed.dispatch(DeliveryFixture.UNLIMITED, 1);
        first.awaitAsked();
        bed.await("in_flight", 2);
        bed.clock.set(DAY);
        first.answer(new Sent("m"));
        bed.await("sent", 2);
        assertThat(bed.rows("SELECT claim FROM delivery ORDER BY number")).containsExactly("1", "1");
        assertThat(messenger.requests()).hasSize(2);
    }

    @Test
    void aClaimThatIsLostIsTakenBackInTimeThoughTheClockWasSetBack() {
        Hanging lost = messenger.hang(1);
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.dispatch();
        lost.awaitAsked();
        bed.clock.set(DAY.negated());
        bed.pass(Leases.LENGTH.plus(A_LOOK));
        bed.await("sent", 1);
        assertThat(bed.rows("SELECT state || ' ' || claim FROM delivery")).containsExactly("sent 2");
    }

    @Test
    void whatWaitsToBeTriedAgainDoesNotWaitForAsLongAsTheClockWasSetBack() {
        messenger.next(1, new NotSent("502"));
        bed.subscribe(1);
        bed.dispatch();
        bed.publish("Thursday");
        Awaitility.await()
                .until(() -> bed.rows("SELECT reason FROM delivery WHERE state = 'queued'")
                        .equals(List.of("502")));
        bed.clock.set(DAY.negated());
        bed.pass(Duration.ofSeconds(2));
        bed.await("sent", 1);
        assertThat(messenger.texts(1)).containsExactly("Thursday r1", "Thursday r1");
    }

    @Test
    void anAnswerIsGivenThoughTheClockIsSetBackBeforeItGoesAndInItsOrder() {
        Hanging before = messenger.hang(1);
        bed.dispatch();
        bed.say(1, "first");
        before.awaitAsked();
        bed.say(1, "second");
        bed.clock.set(DAY.negated());
        bed.say(1, "third");
        before.answer(new Sent("m"));
        bed.await("sent", 3);
        assertThat(messenger.texts(1)).containsExactly("first", "second", "third");
    }

    @Test
    void whatIsOwedGoesThoughTheClockWasSetBackWhileNoBotRan() {
        bed.subscribe(1);
        bed.publish("Thursday");
        bed.say(1, "an answer");
        bed.clock.set(DAY.negated());
        bed.dispatch();
        bed.await("sent", 2);
    }

    @Test
    void whatIsDueAtATimeOfItsReadersChoiceKeepsIt() {
        bed.subscribe(1);
        bed.publish("Thursday");
        long slot = bed.clock.instant().plus(Duration.ofHours(10)).toEpochMilli();
        bed.write(tx -> tx.handle().execute("UPDATE delivery SET due_at = ?, next_at = ?", slot, slot));
        bed.dispatch();
        bed.clock.set(DAY.negated());
        bed.outboxEvents.notifyListeners();
        awaitALook();
        assertThat(bed.rows("SELECT next_at FROM delivery WHERE number = 1")).containsExactly(String.valueOf(slot));
    }

    @Test
    void aCorrectionOfLessThanASecondMovesNothingUntilItAddsUp() {
        long waiting = waitUntil(1, bed.clock.instant().plusSeconds(60));
        ClockSetback setback = setback();
        bed.clock.set(Duration.ofMillis(-600));
        setback.check();
        assertThat(nextAt()).containsExactly(String.valueOf(waiting));
        bed.clock.set(Duration.ofMillis(-600));
        setback.check();
        assertThat(nextAt()).containsExactly(String.valueOf(waiting - 1_200));
    }

    @Test
    void aRowIsBroughtToTheNewClockOnceThoughALaterOneFails() {
        long waiting = waitUntil(600, bed.clock.instant().plus(Duration.ofDays(3)));
        ClockSetback setback = setback();
        bed.write(tx -> tx.handle().execute("""
                CREATE TRIGGER broken BEFORE UPDATE ON delivery WHEN OLD.number = 550
                BEGIN SELECT RAISE(ABORT, 'broken'); END"""));
        bed.clock.set(DAY.negated());
        assertThatThrownBy(setback::check).hasMessageContaining("broken");
        assertThat(nextAt()).hasSize(2);
        bed.write(tx -> tx.handle().execute("DROP TRIGGER broken"));
        setback.check();
        assertThat(nextAt()).containsExactly(String.valueOf(waiting - DAY.toMillis()));
    }

    @Test
    void aPlatformThatIsNoLongerThereTellsNothingOfTheClock() {
        long waiting = waitUntil(1, bed.clock.instant().plusSeconds(60));
        bed.write(tx -> {
            long future = bed.clock.instant().plus(DAY).toEpochMilli();
            tx.handle().execute("INSERT INTO last_settled VALUES ('discord', ?)", future);
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, content, created_at)
                    SELECT number, 'discord', 'reply', 0, 0, 0, 'sent', '{}', ? FROM subscriber""", future);
        });
        setback().begin();
        assertThat(bed.rows("SELECT next_at FROM delivery WHERE platform = 'telegram'"))
                .containsExactly(String.valueOf(waiting));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClockThatWasSetBackIsFollowedOnceHoweverOftenTheBotStarts(boolean settled) {
        long waiting = waitUntil(1, bed.clock.instant().plus(Duration.ofDays(3)));
        if (settled) {
            bed.write(tx -> tx.handle()
                    .execute(
                            "INSERT INTO last_settled VALUES ('telegram', ?)",
                            bed.clock.instant().toEpochMilli()));
        }
        bed.clock.set(DAY.negated());
        setback().begin();
        setback().begin();
        assertThat(nextAt()).containsExactly(String.valueOf(waiting - DAY.toMillis()));
    }

    private ClockSetback setback() {
        return new ClockSetback(bed.database, Platform.TELEGRAM, bed.clock.both());
    }

    /// So many deliveries that were tried and wait until then.
    private long waitUntil(int chats, Instant moment) {
        bed.subscribeAll(chats);
        bed.publish("Thursday");
        bed.write(tx -> tx.handle().execute("UPDATE delivery SET next_at = ?", moment.toEpochMilli()));
        return moment.toEpochMilli();
    }

    private List<String> nextAt() {
        return bed.rows("SELECT DISTINCT next_at FROM delivery");
    }

    private void awaitALook() {
        long sent = bed.count("sent");
        bed.subscribe(3, OTHER_TOPIC);
        bed.publish(OTHER_TOPIC, "look");
        bed.await("sent", sent + 1);
    }
}
