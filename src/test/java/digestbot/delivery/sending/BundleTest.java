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
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Several topics that are due at one time.
class BundleTest {

    private static final String TRADE = "trade";

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private Subscriber subscriber;

    @BeforeEach
    void open() {
        fixture.addTopic(TRADE);
        subscriber = fixture.subscribe(7);
        fixture.subscribe(7, TRADE);
        at(DeliveryFixture.TOPIC, "20:00");
        at(TRADE, "20:00");
    }

    @Test
    void comeAsOneMessage() {
        publishBoth();
        deliver(1);
        assertThat(fixture.messenger.texts(7)).containsExactly("bundle of US@1, Trade@1; 6 points");
        assertThat(fixture.rows("SELECT cause || ' ' || state FROM delivery ORDER BY number"))
                .containsExactly("bundle sent", "digest cancelled");
    }

    @Test
    void comeOneByOneToWhoWantsNoBundles() {
        fixture.prefer(subscriber, Preferences.DEFAULT.withBundles(false));
        publishBoth();
        deliver(2);
        assertThat(fixture.messenger.texts(7)).containsExactly("US r1", "Trade r1");
    }

    @Test
    void comeOneByOneWhenTheyAreDueAtDifferentTimes() {
        at(TRADE, "20:15");
        publishBoth();
        deliver(1);
        assertThat(fixture.messenger.texts(7)).containsExactly("US r1");
        fixture.pass(Duration.ofMinutes(15));
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(7)).containsExactly("US r1", "Trade r1");
    }

    @Test
    void comeOneByOneIntoDifferentThreads() {
        fixture.write(tx -> fixture.subscriptions.subscribe(tx, subscriber.number(), TRADE, 5));
        publishBoth();
        deliver(2);
        assertThat(fixture.messenger.texts(7)).containsExactly("US r1", "Trade r1");
    }

    @Test
    void eachIsReadAsItsOwnSubscriptionSays() {
        read(DeliveryFixture.TOPIC, "china,us,*", Length.HEADLINES);
        read(TRADE, "eu", Length.SHORT);
        publishBoth();
        deliver(1);
        assertThat(fixture.messenger.texts(7)).containsExactly("bundle of US@1, Trade@1; 6 points");
        assertThat(fixture.rows("SELECT perspectives || ' ' || length FROM delivery_item ORDER BY ordinal"))
                .containsExactly("china,us,* headlines", "eu short");
    }

    @Test
    void whatQuietHoursHeldBackComesAsOneMessageAtTheirEnd() {
        atOnce(DeliveryFixture.TOPIC);
        atOnce(TRADE);
        quiet("11:00", "13:00");
        fixture.publish("US");
        fixture.pass(Duration.ofMinutes(10));
        fixture.publish(TRADE, "Trade");
        fixture.dispatch();
        fixture.pass(Duration.ofMinutes(50));
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(7)).containsExactly("bundle of US@1, Trade@1; 6 points");
    }

    @Test
    void whatQuietHoursHeldBackComesTogetherWithWhatIsDueAtTheirEnd() {
        atOnce(DeliveryFixture.TOPIC);
        at(TRADE, "13:00");
        quiet("11:00", "13:00");
        publishBoth();
        fixture.dispatch();
        fixture.pass(Duration.ofHours(1));
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(7)).containsExactly("bundle of US@1, Trade@1; 6 points");
    }

    @Test
    void comeOneByOneWhenTheyComeAtOnceInTheSameMoment() {
        atOnce(DeliveryFixture.TOPIC);
        atOnce(TRADE);
        publishBoth();
        fixture.deliver(2);
        assertThat(fixture.messenger.texts(7)).containsExactly("US r1", "Trade r1");
    }

    @Test
    void areCorrectedAndTakenBackTogether() {
        publishBoth();
        deliver(1);
        fixture.correct(2, 2, "Trade, corrected");
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(7)).last().isEqualTo("bundle of US@1, Trade, corrected@2; 6 points");
        fixture.withdraw(1);
        fixture.await("sent", 3);
        assertThat(fixture.messenger.texts(7)).last().isEqualTo("bundle of Trade, corrected@2; 6 points");
    }

    private void publishBoth() {
        fixture.publish("US");
        fixture.publish(TRADE, "Trade");
    }

    private void deliver(int sent) {
        fixture.dispatch();
        fixture.clock.pass(Duration.ofHours(20
                        - fixture.clock
                                .instant()
                                .atZone(Preferences.DEFAULT.zone())
                                .getHour())
                .minusMinutes(fixture.clock
                        .instant()
                        .atZone(Preferences.DEFAULT.zone())
                        .getMinute()));
        fixture.outboxEvents.notifyListeners();
        fixture.await("sent", sent);
    }

    private void quiet(String from, String to) {
        var hours = new QuietHours(LocalTime.parse(from), LocalTime.parse(to), QuietHours.Mode.HOLD);
        fixture.prefer(subscriber, new Preferences("en", Preferences.DEFAULT.zone(), Optional.of(hours), true, true));
    }

    private void at(String topic, String time) {
        when(topic, new DeliverySchedule.At(LocalTime.parse(time), EnumSet.allOf(DayOfWeek.class)));
    }

    private void atOnce(String topic) {
        when(topic, new DeliverySchedule.Immediately());
    }

    private void when(String topic, DeliverySchedule when) {
        change(topic, made -> made.withSchedule(when));
    }

    private void read(String topic, String perspectives, Length length) {
        change(
                topic,
                made -> made.withReading(
                        new ReadingOptions(PerspectiveChoice.of(perspectives), length, Layout.STACKED)));
    }

    private void change(String topic, UnaryOperator<Subscription> change) {
        fixture.write(tx -> fixture.subscriptions.change(
                tx,
                change.apply(fixture.stored.find(tx, subscriber.number(), topic).orElseThrow())));
    }
}
