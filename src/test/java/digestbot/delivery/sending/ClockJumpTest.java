package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.audience.Platform;
import digestbot.database.RefusingTrigger;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.ScriptedMessenger.Hanging;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody sets the clock of the machine while the bot sends: nothing goes out twice, and nothing
/// remains unsent.
class ClockJumpTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration A_LOOK = Duration.ofSeconds(11);

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private final ScriptedMessenger messenger = fixture.messenger;

    @Test
    void aClaimThatIsAliveIsNotTakenBackWhenTheClockIsPutForward() {
        Hanging request = messenger.hang(1);
        fixture.publishTo(1, "Thursday");
        fixture.dispatch();
        request.awaitAsked();
        fixture.clock.set(DAY);
        fixture.pass(A_LOOK);
        fixture.awaitLook();
        fixture.assertRows("SELECT state || ' ' || claim FROM delivery WHERE number = 1", "in_flight 1");
        request.answer(new Sent("m"));
        fixture.await("sent", 1);
        fixture.assertTexts(1, "Thursday r1");
    }

    @Test
    void whatIsClaimedAndHasNotGoneGoesOnceWhenTheClockIsPutForward() {
        Hanging first = messenger.hang(1);
        fixture.subscribe(1);
        fixture.publishTo(2, "Thursday");
        fixture.dispatch(DeliveryFixture.UNLIMITED, 1);
        first.awaitAsked();
        fixture.await("in_flight", 2);
        fixture.clock.set(DAY);
        first.answer(new Sent("m"));
        fixture.await("sent", 2);
        fixture.assertRows("SELECT claim FROM delivery ORDER BY number", "1", "1");
        assertThat(messenger.requests()).hasSize(2);
    }

    @Test
    void aClaimThatIsLostIsTakenBackInTimeThoughTheClockWasSetBack() {
        Hanging lost = messenger.hang(1);
        fixture.publishTo(1, "Thursday");
        fixture.dispatch();
        lost.awaitAsked();
        fixture.clock.set(DAY.negated());
        fixture.pass(Leases.LENGTH.plus(A_LOOK));
        fixture.await("sent", 1);
        fixture.assertRows("SELECT state || ' ' || claim FROM delivery", "sent 2");
    }

    @Test
    void whatWaitsToBeTriedAgainDoesNotWaitForAsLongAsTheClockWasSetBack() {
        messenger.next(1, new NotSent("502"));
        fixture.subscribe(1);
        fixture.dispatch();
        fixture.publish("Thursday");
        Awaitility.await()
                .until(() -> fixture.rows("SELECT reason FROM delivery WHERE state = 'queued'")
                        .equals(List.of("502")));
        fixture.clock.set(DAY.negated());
        fixture.pass(Duration.ofSeconds(2));
        fixture.await("sent", 1);
        fixture.assertTexts(1, "Thursday r1", "Thursday r1");
    }

    @Test
    void anAnswerIsGivenThoughTheClockIsSetBackBeforeItGoesAndInItsOrder() {
        Hanging before = messenger.hang(1);
        fixture.dispatch();
        fixture.say(1, "first");
        before.awaitAsked();
        fixture.say(1, "second");
        fixture.clock.set(DAY.negated());
        fixture.say(1, "third");
        before.answer(new Sent("m"));
        fixture.await("sent", 3);
        fixture.assertTexts(1, "first", "second", "third");
    }

    @Test
    void whatIsOwedGoesThoughTheClockWasSetBackWhileNoBotRan() {
        fixture.publishTo(1, "Thursday");
        fixture.say(1, "an answer");
        fixture.clock.set(DAY.negated());
        fixture.deliver(2);
    }

    @Test
    void whatIsDueAtATimeOfItsReadersChoiceKeepsIt() {
        fixture.publishTo(1, "Thursday");
        long slot = fixture.clock.instant().plus(Duration.ofHours(10)).toEpochMilli();
        fixture.execute("UPDATE delivery SET due_at = ?, next_at = ?", slot, slot);
        fixture.dispatch();
        fixture.clock.set(DAY.negated());
        fixture.awaitLook();
        fixture.assertRows("SELECT next_at FROM delivery WHERE number = 1", String.valueOf(slot));
    }

    @Test
    void aCorrectionOfLessThanASecondMovesNothingUntilItAddsUp() {
        long waiting = waitUntil(1, fixture.clock.instant().plusSeconds(60));
        ClockSetback setback = setback();
        fixture.clock.set(Duration.ofMillis(-600));
        setback.check();
        assertThat(nextAt()).containsExactly(String.valueOf(waiting));
        fixture.clock.set(Duration.ofMillis(-600));
        setback.check();
        assertThat(nextAt()).containsExactly(String.valueOf(waiting - 1_200));
    }

    @Test
    void aRowIsBroughtToTheNewClockOnceThoughALaterOneFails() {
        long waiting = waitUntil(600, fixture.clock.instant().plus(Duration.ofDays(3)));
        ClockSetback setback = setback();
        fixture.write(tx -> RefusingTrigger.create(tx, "UPDATE", "delivery", "OLD.number = 550", "broken"));
        fixture.clock.set(DAY.negated());
        assertThatThrownBy(setback::check).hasMessageContaining("broken");
        assertThat(nextAt()).hasSize(2);
        fixture.write(tx -> RefusingTrigger.drop(tx, "delivery"));
        setback.check();
        assertThat(nextAt()).containsExactly(String.valueOf(waiting - DAY.toMillis()));
    }

    @Test
    void aPlatformThatIsNoLongerThereTellsNothingOfTheClock() {
        long waiting = waitUntil(1, fixture.clock.instant().plusSeconds(60));
        fixture.write(tx -> {
            long future = fixture.clock.instant().plus(DAY).toEpochMilli();
            tx.handle().execute("INSERT INTO last_settled VALUES ('discord', ?)", future);
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, content, created_at)
                    SELECT number, 'discord', 'reply', 0, 0, 0, 'sent', '{}', ? FROM subscriber""", future);
        });
        setback().begin();
        fixture.assertRows("SELECT next_at FROM delivery WHERE platform = 'telegram'", String.valueOf(waiting));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClockThatWasSetBackIsFollowedOnceHoweverOftenTheBotStarts(boolean settled) {
        long waiting = waitUntil(1, fixture.clock.instant().plus(Duration.ofDays(3)));
        if (settled) {
            fixture.execute(
                    "INSERT INTO last_settled VALUES ('telegram', ?)",
                    fixture.clock.instant().toEpochMilli());
        }
        fixture.clock.set(DAY.negated());
        setback().begin();
        setback().begin();
        assertThat(nextAt()).containsExactly(String.valueOf(waiting - DAY.toMillis()));
    }

    private ClockSetback setback() {
        return new ClockSetback(fixture.database, Platform.TELEGRAM, fixture.clock.both());
    }

    /// The number of deliveries that were tried and wait until the moment.
    private long waitUntil(int chats, Instant moment) {
        fixture.subscribeAll(chats);
        fixture.publish("Thursday");
        fixture.execute("UPDATE delivery SET next_at = ?", moment.toEpochMilli());
        return moment.toEpochMilli();
    }

    private List<String> nextAt() {
        return fixture.rows("SELECT DISTINCT next_at FROM delivery");
    }
}
