package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Preferences;
import digestbot.audience.QuietHours;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several topics that are due at one time.
@Timeout(30)
class BundleTest {

    private static final String TRADE = "trade";

    @TempDir
    Path folder;

    private DeliveryFixture bed;
    private Subscriber subscriber;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("bed.sqlite"));
        bed.write(tx -> DeliveryFixture.addTopic(tx, TRADE));
        subscriber = bed.subscribe(7);
        bed.subscribe(7, TRADE);
        at(DeliveryFixture.TOPIC, "20:00");
        at(TRADE, "20:00");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void comeAsOneMessage() {
        publishBoth();
        deliver(1);
        assertThat(bed.messenger.texts(7)).containsExactly("bundle of US@1, Trade@1; 6 points");
        assertThat(bed.rows("SELECT cause || ' ' || state FROM delivery ORDER BY number"))
                .containsExactly("bundle sent", "digest cancelled");
    }

    @Test
    void comeOneByOneToWhoWantsNoBundles() {
        bed.write(tx -> bed.subscriptions.change(tx, subscriber.number(), Preferences.DEFAULT.withBundles(false)));
        publishBoth();
        deliver(2);
        assertThat(bed.messenger.texts(7)).containsExactly("US r1", "Trade r1");
    }

    @Test
    void comeOneByOneWhenTheyAreDueAtDifferentTimes() {
        at(TRADE, "20:15");
        publishBoth();
        deliver(1);
        assertThat(bed.messenger.texts(7)).containsExactly("US r1");
        bed.pass(Duration.ofMinutes(15));
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(7)).containsExactly("US r1", "Trade r1");
    }

    @Test
    void comeOneByOneIntoDifferentThreads() {
        bed.write(tx -> bed.subscriptions.subscribe(tx, subscriber.number(), TRADE, 5));
        publishBoth();
        deliver(2);
        assertThat(bed.messenger.texts(7)).containsExactly("US r1", "Trade r1");
    }

    @Test
    void eachIsReadAsItsOwnSubscriptionSays() {
        read(DeliveryFixture.TOPIC, "china,us,*", Length.HEADLINES);
        read(TRADE, "eu", Length.SHORT);
        publishBoth();
        deliver(1);
        assertThat(bed.messenger.texts(7)).containsExactly("bundle of US@1, Trade@1; 6 points");
        assertThat(bed.rows("SELECT perspectives || ' ' || length FROM delivery_item ORDER BY ordinal"))
                .containsExactly("china,us,* headlines", "eu short");
    }

    @Test
    void whatQuietHoursHeldBackComesAsOneMessageAtTheirEnd() {
        atOnce(DeliveryFixture.TOPIC);
        atOnce(TRADE);
        quiet("11:00", "13:00");
        bed.publish("US");
        bed.pass(Duration.ofMinutes(10));
        bed.publish(TRADE, "Trade");
        bed.dispatch();
        bed.pass(Duration.ofMinutes(50));
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("bundle of US@1, Trade@1; 6 points");
    }

    @Test
    void whatQuietHoursHeldBackComesTogetherWithWhatIsDueAtTheirEnd() {
        atOnce(DeliveryFixture.TOPIC);
        at(TRADE, "13:00");
        quiet("11:00", "13:00");
        publishBoth();
        bed.dispatch();
        bed.pass(Duration.ofHours(1));
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(7)).containsExactly("bundle of US@1, Trade@1; 6 points");
    }

    @Test
    void comeOneByOneWhenTheyComeAtOnceInTheSameMoment() {
        atOnce(DeliveryFixture.TOPIC);
        atOnce(TRADE);
        publishBoth();
        bed.dispatch();
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(7)).containsExactly("US r1", "Trade r1");
    }

    @Test
    void areCorrectedAndTakenBackTogether() {
        publishBoth();
        deliver(1);
        bed.correct(2, 2, "Trade, corrected");
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(7)).last().isEqualTo("bundle of US@1, Trade, corrected@2; 6 points");
        bed.withdraw(1);
        bed.await("sent", 3);
        assertThat(bed.messenger.texts(7)).last().isEqualTo("bundle of Trade, corrected@2; 6 points");
    }

    private void publishBoth() {
        bed.publish("US");
        bed.publish(TRADE, "Trade");
    }

    private void deliver(int sent) {
        bed.dispatch();
        bed.clock.pass(Duration.ofHours(20
                        - bed.clock.instant().atZone(Preferences.DEFAULT.zone()).getHour())
                .minusMinutes(
                        bed.clock.instant().atZone(Preferences.DEFAULT.zone()).getMinute()));
        bed.outboxEvents.notifyListeners();
        bed.await("sent", sent);
    }

    private void quiet(String from, String to) {
        var hours = new QuietHours(LocalTime.parse(from), LocalTime.parse(to), QuietHours.Mode.HOLD);
        bed.write(tx -> bed.subscriptions.change(
                tx,
                subscriber.number(),
                new Preferences("en", Preferences.DEFAULT.zone(), Optional.of(hours), true, true)));
    }

    private void at(String topic, String time) {
        when(topic, new DeliverySchedule.At(LocalTime.parse(time), EnumSet.allOf(DayOfWeek.class)));
    }

    private void atOnce(String topic) {
        when(topic, new DeliverySchedule.AtOnce());
    }

    private void when(String topic, DeliverySchedule when) {
        change(topic, made -> made.withWhen(when));
    }

    private void read(String topic, String perspectives, Length length) {
        change(
                topic,
                made -> made.withReading(
                        new ReadingOptions(PerspectiveChoice.of(perspectives), length, Layout.STACKED)));
    }

    private void change(String topic, UnaryOperator<Subscription> change) {
        bed.write(tx -> bed.subscriptions.change(
                tx, change.apply(bed.stored.find(tx, subscriber.number(), topic).orElseThrow())));
    }
}
