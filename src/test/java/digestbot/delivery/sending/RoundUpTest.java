package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Subscriber;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A week of a topic as one message. It is Thursday noon.
@Timeout(30)
class RoundUpTest {

    private static final String TRADE = "trade";
    private static final Duration TO_SUNDAY_EVENING = Duration.ofHours(3 * 24 + 6);
    private static final Duration A_WEEK = Duration.ofDays(7);

    @TempDir
    Path folder;

    private DeliveryFixture bed;
    private Subscriber subscriber;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("bed.sqlite"));
        bed.write(tx -> DeliveryFixture.addTopic(tx, TRADE));
        subscriber = bed.subscribe(7);
        chooses(DeliveryFixture.TOPIC, new DeliverySchedule.Weekly(LocalTime.of(18, 0), DayOfWeek.SUNDAY));
        bed.dispatch();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void bringsTheDaysOfAWeekOnItsDay() {
        bed.publish(5, "Thursday");
        bed.publish(6, "Friday");
        assertThat(bed.messenger.texts(7)).isEmpty();
        bed.pass(TO_SUNDAY_EVENING);
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("round-up of Thursday@1, Friday@1; 3 points");
        assertThat(bed.rows("SELECT cause || ' ' || state FROM delivery ORDER BY number"))
                .containsExactly("round-up sent", "digest cancelled");
    }

    @Test
    void isARoundUpOfASingleDayToo() {
        bed.publish(5, "Thursday");
        bed.pass(TO_SUNDAY_EVENING);
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("round-up of Thursday@1; 3 points");
    }

    @Test
    void whatIsOutAfterItIsInTheNextOne() {
        bed.publish(5, "Thursday");
        bed.pass(TO_SUNDAY_EVENING.plusMinutes(5));
        bed.await("sent", 1);
        bed.publish(8, "Sunday");
        bed.pass(A_WEEK.minusMinutes(6));
        assertThat(bed.messenger.texts(7)).hasSize(1);
        bed.pass(Duration.ofMinutes(1));
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(7)).last().isEqualTo("round-up of Sunday@1; 3 points");
    }

    @Test
    void isNotBundledWithATopicThatIsDueWithIt() {
        bed.subscribe(7, TRADE);
        chooses(TRADE, new DeliverySchedule.At(LocalTime.of(18, 0), EnumSet.of(DayOfWeek.SUNDAY)));
        bed.publish(5, "Thursday");
        bed.publish(TRADE, "Trade");
        bed.pass(TO_SUNDAY_EVENING);
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(7)).containsExactlyInAnyOrder("round-up of Thursday@1; 3 points", "Trade r1");
    }

    @Test
    void showsWhatWasCorrectedSinceAndIsCorrectedItself() {
        long thursday = bed.publish(5, "Thursday");
        long friday = bed.publish(6, "Friday");
        bed.correct(thursday, 2, "Thursday, corrected");
        bed.pass(TO_SUNDAY_EVENING);
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("round-up of Thursday, corrected@2, Friday@1; 3 points");
        bed.withdraw(friday);
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(7)).last().isEqualTo("round-up of Thursday, corrected@2; 3 points");
    }

    @Test
    void theDaysComeAtOnceToWhoWantsNoRoundUpAnyMore() {
        bed.publish(5, "Thursday");
        chooses(DeliveryFixture.TOPIC, new DeliverySchedule.AtOnce());
        bed.outboxEvents.notifyListeners();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("Thursday r1");
    }

    private void chooses(String topic, DeliverySchedule when) {
        bed.write(tx -> bed.subscriptions.change(
                tx,
                bed.stored.find(tx, subscriber.number(), topic).orElseThrow().withWhen(when)));
    }
}
