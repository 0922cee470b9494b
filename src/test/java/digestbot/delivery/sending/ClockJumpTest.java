package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.ScriptedMessenger.Hanging;
import digestbot.delivery.api.SendResult.Sent;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Somebody sets the clock of the machine while the bot sends: no message leaves twice, and
/// messages that were due leave once they are due by the new time.
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
        fixture.pass(Sender.LEASE.plus(A_LOOK));
        fixture.await("queued", 1);
        fixture.clock.set(DAY);
        fixture.pass(A_LOOK);
        fixture.await("sent", 1);
        fixture.assertRows("SELECT state || ' ' || claim FROM delivery", "sent 2");
    }

    @Test
    void whatWasDueWaitsForTheClockThatWasSetBackAndWhatComesThenDoesNot() {
        fixture.say(1, "before");
        fixture.clock.set(DAY.negated());
        fixture.dispatch();
        fixture.say(1, "after");
        fixture.await("sent", 1);
        fixture.awaitLook();
        fixture.assertTexts(1, "after");
        fixture.clock.set(DAY);
        fixture.pass(A_LOOK);
        fixture.await("sent", 2);
        fixture.assertTexts(1, "after", "before");
    }

    @Test
    void theLimitsOfThePlatformDoNotHoldUpMessagesForAsLongAsTheClockWasSetBack() {
        fixture.execute(
                "INSERT INTO last_settled VALUES ('telegram', ?)",
                fixture.clock.instant().toEpochMilli());
        fixture.clock.set(DAY.negated());
        fixture.publishTo(1, "Thursday");
        try (var log = Logged.by("digestbot.delivery.sending")) {
            fixture.dispatch(messenger, new PlatformLimits(30, 0, 0));
            assertThat(log.from(Level.WARN))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("clock is 86400 s behind the last message to telegram");
        }
        fixture.pass(Duration.ofSeconds(2));
        fixture.await("sent", 1);
    }
}
