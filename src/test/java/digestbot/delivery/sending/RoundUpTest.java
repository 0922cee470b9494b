package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Subscriber;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A week of a topic as one message. It is Thursday noon.
class RoundUpTest {

    private static final String TRADE = "trade";
    private static final Duration TO_SUNDAY_EVENING = Duration.ofHours(3 * 24 + 6);
    private static final Duration A_WEEK = Duration.ofDays(7);

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private Subscriber subscriber;

    @BeforeEach
    void open() {
        fixture.addTopic(TRADE);
        subscriber = fixture.subscribe(7);
        chooses(DeliveryFixture.TOPIC, new DeliverySchedule.Weekly(LocalTime.of(18, 0), DayOfWeek.SUNDAY));
        fixture.dispatch();
    }

    @Test
    void bringsTheDaysOfAWeekOnItsDay() {
        fixture.publish(5, "Thursday");
        fixture.publish(6, "Friday");
        assertThat(fixture.messenger.texts(7)).isEmpty();
        fixture.pass(TO_SUNDAY_EVENING);
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(7)).containsExactly("round-up of Thursday@1, Friday@1; 3 points");
        assertThat(fixture.rows("SELECT cause || ' ' || state FROM delivery ORDER BY number"))
                .containsExactly("round-up sent", "digest cancelled");
    }

    @Test
    void isARoundUpOfASingleDayToo() {
        fixture.publish(5, "Thursday");
        fixture.pass(TO_SUNDAY_EVENING);
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(7)).containsExactly("round-up of Thursday@1; 3 points");
    }

    @Test
    void whatIsOutAfterItIsInTheNextOne() {
        fixture.publish(5, "Thursday");
        fixture.pass(TO_SUNDAY_EVENING.plusMinutes(5));
        fixture.await("sent", 1);
        fixture.publish(8, "Sunday");
        fixture.pass(A_WEEK.minusMinutes(6));
        assertThat(fixture.messenger.texts(7)).hasSize(1);
        fixture.pass(Duration.ofMinutes(1));
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(7)).last().isEqualTo("round-up of Sunday@1; 3 points");
    }

    @Test
    void isNotBundledWithATopicThatIsDueWithIt() {
        fixture.subscribe(7, TRADE);
        chooses(TRADE, new DeliverySchedule.At(LocalTime.of(18, 0), EnumSet.of(DayOfWeek.SUNDAY)));
        fixture.publish(5, "Thursday");
        fixture.publish(TRADE, "Trade");
        fixture.pass(TO_SUNDAY_EVENING);
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(7))
                .containsExactlyInAnyOrder("round-up of Thursday@1; 3 points", "Trade r1");
    }

    @Test
    void showsWhatWasCorrectedSinceAndIsCorrectedItself() {
        long thursday = fixture.publish(5, "Thursday");
        long friday = fixture.publish(6, "Friday");
        fixture.correct(thursday, 2, "Thursday, corrected");
        fixture.pass(TO_SUNDAY_EVENING);
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(7)).containsExactly("round-up of Thursday, corrected@2, Friday@1; 3 points");
        fixture.withdraw(friday);
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(7)).last().isEqualTo("round-up of Thursday, corrected@2; 3 points");
    }

    @Test
    void theDaysComeAtOnceToWhoWantsNoRoundUpAnyMore() {
        fixture.publish(5, "Thursday");
        chooses(DeliveryFixture.TOPIC, new DeliverySchedule.Immediately());
        fixture.outboxEvents.notifyListeners();
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(7)).containsExactly("Thursday r1");
    }

    private void chooses(String topic, DeliverySchedule when) {
        fixture.write(tx -> fixture.subscriptions.change(
                tx,
                fixture.stored
                        .find(tx, subscriber.number(), topic)
                        .orElseThrow()
                        .withSchedule(when)));
    }
}
