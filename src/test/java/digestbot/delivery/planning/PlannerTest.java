package digestbot.delivery.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Preferences;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.delivery.sending.DeliveryFixture;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {

    private static final String OWED = """
            SELECT u.chat_id || ' ' || d.state || ' ' || strftime('%Y-%m-%d %H:%M', d.due_at / 1000, 'unixepoch')
            FROM delivery d JOIN subscriber u ON u.number = d.subscriber ORDER BY u.chat_id, d.number
            """;

    @TempDir
    Path folder;

    private DeliveryFixture bed;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("d.sqlite"));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void owesADigestToWhoeverSubscribedToItsTopic() {
        bed.write(tx -> DeliveryFixture.addTopic(tx, "trade"));
        bed.subscribe(1);
        bed.subscribe(2, "trade");
        bed.publish("Thursday");
        assertThat(bed.rows(OWED)).containsExactly("1 queued 2026-02-05 12:00");
    }

    @Test
    void owesNothingUntilAllIsThereThatIsPublishedTogether() {
        bed.subscribe(1);
        bed.planner.start();
        bed.planner.together(() -> {
            bed.publishOnly(DeliveryFixture.TOPIC, "Wednesday");
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> bed.count("queued") == 0);
            bed.publishOnly(DeliveryFixture.TOPIC, "Thursday");
        });
        bed.await("queued", 2);
    }

    @Test
    void owesItWhenTheReadersClockSaysSo() {
        at(bed.subscribe(1), "Europe/Berlin", "20:00");
        at(bed.subscribe(2), "Asia/Shanghai", "08:00");
        at(bed.subscribe(3), "Europe/Berlin", "12:00");
        at(bed.subscribe(4), "Europe/Berlin", "20:00");
        bed.publish("Thursday");
        assertThat(bed.rows(OWED))
                .containsExactly(
                        "1 queued 2026-02-05 19:00",
                        "2 queued 2026-02-06 00:00",
                        "3 queued 2026-02-05 12:00",
                        "4 queued 2026-02-05 19:00");
    }

    @Test
    void saysWhenTheNextOfThemFallsDue() {
        at(bed.subscribe(1), "Europe/Berlin", "20:00");
        at(bed.subscribe(2), "Asia/Shanghai", "08:00");
        assertThat(nextDue()).isEmpty();
        bed.publish("Thursday");
        assertThat(nextDue()).contains(Instant.parse("2026-02-05T19:00:00Z"));
        bed.clock.pass(Duration.ofHours(8));
        assertThat(nextDue()).contains(Instant.parse("2026-02-06T00:00:00Z"));
    }

    private Optional<Instant> nextDue() {
        return bed.database.read(tx -> bed.deliveries.nextDue(tx, bed.clock.instant()));
    }

    @Test
    void leavesOutWhoIsPausedAndWhoCameLater() {
        bed.subscribe(1);
        bed.subscribe(2);
        bed.write(
                tx -> bed.subscriptions.unreachable(tx, DeliveryFixture.chat(2).chat(), "blocked"));
        bed.publishOnly(DeliveryFixture.TOPIC, "Thursday");
        bed.clock.pass(Duration.ofSeconds(1));
        bed.subscribe(3);
        planAll();
        assertThat(bed.rows(OWED)).containsExactly("1 queued 2026-02-05 12:00");
    }

    @Test
    void owesOnceThoughItIsPublishedAgain() {
        bed.subscribe(1);
        long digest = bed.publish("Thursday");
        bed.write(tx -> bed.planner.published(tx, digest));
        planAll();
        assertThat(bed.rows(OWED)).hasSize(1);
    }

    @Test
    void goesOnWhereAProcessBeforeItStopped() {
        bed.subscribeAll(12_000);
        bed.publishOnly(DeliveryFixture.TOPIC, "Thursday");
        bed.planner.planRange();
        assertThat(bed.count("queued")).isBetween(1L, 11_999L);
        bed.close();
        bed = new DeliveryFixture(folder.resolve("d.sqlite"));
        bed.planner.start();
        bed.await("queued", 12_000);
        assertThat(bed.rows("SELECT count(DISTINCT subscriber) FROM delivery")).containsExactly("12000");
        assertThat(bed.rows("""
                SELECT count(*) FROM delivery d JOIN delivery_item i ON i.delivery = d.number
                JOIN subscription s ON s.number = i.subscription WHERE s.subscriber = d.subscriber
                """)).containsExactly("12000");
        assertThat(bed.rows("SELECT count(*) FROM planning")).containsExactly("0");
    }

    @Test
    void owesNothingIfThePublicationIsRolledBack() {
        long digest = bed.publish("Thursday");
        bed.subscribe(1);
        assertThatThrownBy(() -> bed.write(tx -> {
                    bed.planner.published(tx, digest);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(bed.planner.planRange()).isFalse();
    }

    @Test
    void givesWhatIsOwedANewTimeWhenSettingsChange() {
        Subscriber reader = bed.subscribe(1);
        at(reader, "UTC", "20:00");
        bed.publish("Thursday");
        at(reader, "UTC", "18:00");
        assertThat(bed.rows(OWED)).containsExactly("1 queued 2026-02-05 18:00");
        var berlin = new Preferences("en", ZoneId.of("Europe/Berlin"), Optional.empty(), true, true);
        bed.write(tx -> bed.subscriptions.change(tx, reader.number(), berlin));
        assertThat(bed.rows(OWED)).containsExactly("1 queued 2026-02-05 17:00");
        assertThat(bed.rows("SELECT next_at - due_at FROM delivery")).containsExactly("0");
    }

    @Test
    void cancelsWhatIsOwedWhenItsSubscriptionEnds() {
        Subscriber reader = bed.subscribe(1);
        bed.subscribe(2);
        bed.publish("Thursday");
        bed.write(tx -> assertThat(bed.subscriptions.unsubscribe(tx, reader.number(), "US-China"))
                .isTrue());
        bed.write(tx -> assertThat(bed.subscriptions.unsubscribe(tx, reader.number(), "us-china"))
                .isFalse());
        assertThat(bed.rows(OWED)).containsExactly("1 cancelled 2026-02-05 12:00", "2 queued 2026-02-05 12:00");
    }

    @Test
    void holdsWhatAPausedChatIsOwedAndGivesItBackWithoutTheHeap() {
        Subscriber reader = bed.subscribe(1);
        bed.publish("Monday");
        bed.clock.pass(Duration.ofDays(1));
        at(reader, "UTC", "20:00");
        bed.publish("Tuesday");
        bed.write(
                tx -> bed.subscriptions.unreachable(tx, DeliveryFixture.chat(1).chat(), "blocked"));
        assertThat(bed.rows(OWED)).containsExactly("1 paused 2026-02-05 20:00", "1 paused 2026-02-06 20:00");
        bed.clock.pass(Duration.ofDays(1));
        bed.write(tx -> bed.subscriptions.back(tx, DeliveryFixture.chat(1).chat()));
        assertThat(bed.rows(OWED)).containsExactly("1 cancelled 2026-02-05 20:00", "1 queued 2026-02-06 20:00");
    }

    private void at(Subscriber subscriber, String zone, String time) {
        bed.write(tx -> {
            var preferences = new Preferences("en", ZoneId.of(zone), Optional.empty(), true, true);
            bed.subscriptions.change(tx, subscriber.number(), preferences);
            Subscription made = bed.stored
                    .find(tx, subscriber.number(), DeliveryFixture.TOPIC)
                    .orElseThrow();
            var when = new DeliverySchedule.At(LocalTime.parse(time), EnumSet.allOf(DayOfWeek.class));
            bed.subscriptions.change(
                    tx,
                    new Subscription(
                            made.number(),
                            subscriber.number(),
                            DeliveryFixture.TOPIC,
                            0,
                            ReadingOptions.DEFAULT,
                            when));
        });
    }

    private void planAll() {
        while (bed.planner.planRange()) {
            // Until nothing is left.
        }
    }
}
