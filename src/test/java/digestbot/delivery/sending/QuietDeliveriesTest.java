package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.QuietHours.Mode;
import digestbot.audience.Subscriber;
import digestbot.delivery.fanout.Audience;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Quiet hours from planning to sending. It is noon, UTC.
@Tag("database")
class QuietDeliveriesTest {

    private static final String DELIVERIES = """
            SELECT u.chat_id || ' ' || d.state || ' ' || strftime('%d %H:%M', d.due_at / 1000, 'unixepoch')
                   || ' ' || strftime('%d %H:%M', d.next_at / 1000, 'unixepoch')
            FROM delivery d JOIN subscriber u ON u.number = d.subscriber ORDER BY u.chat_id, d.number
            """;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void whatFallsDueInThemIsPlannedForTheirEndOnTheReadersClock() {
        quiet(fixture.subscribe(1), "UTC", "11:00", "13:00", Mode.HOLD);
        quiet(fixture.subscribe(2), "Europe/Berlin", "22:00", "13:30", Mode.HOLD);
        quiet(fixture.subscribe(3), "UTC", "11:00", "13:00", Mode.SILENT);
        quiet(fixture.subscribe(4), "UTC", "22:00", "07:00", Mode.HOLD);
        fixture.subscribe(5);
        fixture.deliverAt(quiet(fixture.subscribe(6), "Asia/Shanghai", "22:00", "07:00", Mode.HOLD), "23:30");
        fixture.deliverAt(quiet(fixture.subscribe(7), "Asia/Shanghai", "22:00", "07:00", Mode.SILENT), "23:30");
        fixture.publish("Thursday");
        fixture.assertRows(
                DELIVERIES,
                "1 queued 05 13:00 05 13:00",
                "2 queued 05 12:30 05 12:30",
                "3 queued 05 12:00 05 12:00",
                "4 queued 05 12:00 05 12:00",
                "5 queued 05 12:00 05 12:00",
                "6 queued 05 23:00 05 23:00",
                "7 queued 05 15:30 05 15:30");
    }

    @Test
    void eachOfManyGetsItWhenTheirOwnHoursAreOver() {
        fixture.subscribeAll(2_400);
        fixture.execute("UPDATE subscriber SET quiet_from = '11:00', quiet_to = '1' || (3 + number % 3) || ':00'"
                + " WHERE number % 2 = 0");
        fixture.publish("Thursday");
        fixture.assertRows(
                "SELECT strftime('%H:%M', due_at / 1000, 'unixepoch') || ' ' || count(*) FROM delivery"
                        + " GROUP BY due_at ORDER BY due_at",
                "12:00 1200", "13:00 400", "14:00 400", "15:00 400");
        fixture.assertRows(
                "SELECT count(*) FROM delivery d JOIN delivery_item i ON i.delivery = d.number"
                        + " JOIN subscription s ON s.number = i.subscription AND s.subscriber = d.subscriber",
                "2400");
    }

    @Test
    void changedHoursAndZonesMoveWhatIsOwed() {
        Subscriber reader = fixture.subscribe(1);
        fixture.publish("Thursday");
        quiet(reader, "UTC", "11:00", "13:00", Mode.HOLD);
        fixture.assertRows(DELIVERIES, "1 queued 05 13:00 05 13:00");
        quiet(reader, "Europe/London", "11:00", "14:00", Mode.HOLD);
        fixture.assertRows(DELIVERIES, "1 queued 05 14:00 05 14:00");
        quiet(reader, "Asia/Shanghai", "11:00", "14:00", Mode.HOLD);
        assertThat(fixture.rows(DELIVERIES)).as("20:00 there").containsExactly("1 queued 05 12:00 05 12:00");
        quiet(reader, "UTC", "11:00", "14:00", Mode.HOLD);
        fixture.prefer(reader, Preferences.DEFAULT);
        assertThat(fixture.rows(DELIVERIES)).as("none any more").containsExactly("1 queued 05 12:00 05 12:00");
    }

    @Test
    void silentOnesComeWithoutASound() {
        quiet(fixture.subscribe(1), "UTC", "11:00", "13:00", Mode.SILENT);
        quiet(fixture.subscribe(2), "Asia/Shanghai", "11:00", "13:00", Mode.SILENT);
        fixture.subscribe(3);
        fixture.publish("Thursday");
        fixture.deliver(3);
        assertThat(fixture.messenger.requests())
                .extracting(request -> request.chat() + " " + request.silent())
                .containsExactlyInAnyOrder("1 true", "2 false", "3 false");
    }

    @Test
    void whatIsLateWaitsForTheirEndWithAllThatComesAfterIt() {
        quiet(fixture.subscribe(1), "UTC", "13:00", "14:00", Mode.HOLD);
        fixture.subscribe(2);
        fixture.publish("Thursday");
        fixture.clock.pass(Duration.ofMinutes(50));
        fixture.publish("Thursday again");
        fixture.clock.pass(Duration.ofMinutes(15));
        fixture.deliver(2);
        assertThat(fixture.rows(DELIVERIES))
                .as("nothing was sent from 13:05 on")
                .containsExactly(
                        "1 queued 05 12:00 05 14:00",
                        "1 queued 05 12:50 05 14:00",
                        "2 sent 05 12:00 05 12:00",
                        "2 sent 05 12:50 05 12:50");
        fixture.pass(Duration.ofMinutes(55));
        fixture.await("sent", 4);
        assertThat(fixture.messenger.requests().stream().filter(request -> request.chat() == 1))
                .extracting(request -> request.text() + " " + request.silent())
                .containsExactly("Thursday r1 false", "Thursday again r1 false");
    }

    @Test
    void announcementsAreSilentInThemAndAnswersAreNot() {
        quiet(fixture.subscribe(1), "UTC", "11:00", "13:00", Mode.HOLD);
        quiet(fixture.subscribe(2), "UTC", "11:00", "13:00", Mode.SILENT);
        fixture.subscribe(3);
        fixture.announce("News", Audience.of(Set.of(Platform.TELEGRAM)));
        fixture.say(1, "An answer");
        fixture.deliver(4);
        assertThat(fixture.messenger.requests())
                .extracting(request -> request.chat() + " " + request.text() + " " + request.silent())
                .containsExactlyInAnyOrder("1 News true", "2 News true", "3 News false", "1 An answer false");
    }

    @Test
    void whatWaitsIsToldOfAsTheNextDelivery() {
        Subscriber reader = quiet(fixture.subscribe(1), "UTC", "11:00", "13:00", Mode.HOLD);
        assertThat(next(reader)).isEmpty();
        fixture.publish("Thursday");
        assertThat(next(reader)).contains(Instant.parse("2026-02-05T13:00:00Z"));
    }

    private Optional<Instant> next(Subscriber reader) {
        return fixture.database.read(tx -> fixture.subscriptions.next(
                tx,
                fixture.stored.find(tx, reader.number(), DeliveryFixture.TOPIC).orElseThrow()));
    }

    private Subscriber quiet(Subscriber reader, String zone, String from, String to, Mode mode) {
        fixture.quiet(reader, zone, from, to, mode);
        return reader;
    }
}
