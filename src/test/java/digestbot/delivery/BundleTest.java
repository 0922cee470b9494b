package digestbot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.subscription.Preferences;
import digestbot.subscription.Subscriber;
import digestbot.subscription.Subscription;
import digestbot.subscription.When;
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

/// Several topics that are due at one time.
@Timeout(30)
class BundleTest {

    private static final String TRADE = "trade";

    @TempDir
    Path folder;

    private Bed bed;
    private Subscriber subscriber;

    @BeforeEach
    void open() {
        bed = new Bed(folder.resolve("bed.sqlite"));
        bed.write(tx -> Bed.addTopic(tx, TRADE));
        subscriber = bed.subscribe(7);
        bed.subscribe(7, TRADE);
        at(Bed.TOPIC, "20:00");
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
        assertThat(bed.messenger.texts(7)).containsExactly("bundle of US@1, Trade@1; 3 points");
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
    void areCorrectedAndTakenBackTogether() {
        publishBoth();
        deliver(1);
        bed.correct(2, 2, "Trade, corrected");
        bed.await("sent", 2);
        assertThat(bed.messenger.texts(7)).last().isEqualTo("bundle of US@1, Trade, corrected@2; 3 points");
        bed.withdraw(1);
        bed.await("sent", 3);
        assertThat(bed.messenger.texts(7)).last().isEqualTo("bundle of Trade, corrected@2; 3 points");
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
        bed.bell.ring();
        bed.await("sent", sent);
    }

    private void at(String topic, String time) {
        bed.write(tx -> {
            Subscription made = bed.stored.find(tx, subscriber.number(), topic).orElseThrow();
            bed.subscriptions.change(
                    tx, made.withWhen(new When.At(LocalTime.parse(time), EnumSet.allOf(DayOfWeek.class))));
        });
    }
}
