package digestbot.delivery.planning;

import static digestbot.delivery.sending.DeliveryFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Length;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.SubscriberStore.ChatFlag;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.trial.TrialStore;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class PlannerTest {

    private static final String DELIVERIES = """
            SELECT u.chat_id || ' ' || d.state || ' ' || strftime('%Y-%m-%d %H:%M', d.due_at / 1000, 'unixepoch')
            FROM delivery d JOIN subscriber u ON u.number = d.subscriber ORDER BY u.chat_id, d.number
            """;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void owesNothingUntilAllIsThereThatIsPublishedTogether() {
        fixture.subscribe(1);
        fixture.planner.asOneBatch(() -> {
            fixture.publishOnly(TOPIC, "Wednesday");
            assertThat(CompletableFuture.supplyAsync(fixture.planner::step).join())
                    .isPositive();
            assertThat(fixture.count("queued")).isZero();
            fixture.publishOnly(TOPIC, "Thursday");
        });
        fixture.planner.start();
        fixture.await("queued", 2);
    }

    @Test
    void owesItWhenTheReadersClockSaysSo() {
        at(fixture.subscribe(1), "Europe/Berlin", "20:00");
        at(fixture.subscribe(2), "Asia/Shanghai", "08:00");
        at(fixture.subscribe(3), "Europe/Berlin", "12:00");
        at(fixture.subscribe(4), "Europe/Berlin", "20:00");
        fixture.publish("Thursday");
        fixture.assertRows(
                DELIVERIES,
                "1 queued 2026-02-05 19:00",
                "2 queued 2026-02-06 00:00",
                "3 queued 2026-02-05 12:00",
                "4 queued 2026-02-05 19:00");
    }

    @Test
    void owesItOnTheDaysThatEachReaderChose() {
        for (DayOfWeek day : List.of(DayOfWeek.MONDAY, DayOfWeek.SATURDAY)) {
            fixture.change(
                    fixture.subscribe(day.getValue()),
                    DeliveryFixture.TOPIC,
                    made -> made.withSchedule(new DeliverySchedule.At(LocalTime.of(20, 0), Set.of(day))));
        }
        fixture.publish("Thursday");
        fixture.assertRows(DELIVERIES, "1 queued 2026-02-09 20:00", "6 queued 2026-02-07 20:00");
    }

    @Test
    void saysWhenTheNextOfThemFallsDue() {
        at(fixture.subscribe(1), "Europe/Berlin", "20:00");
        at(fixture.subscribe(2), "Asia/Shanghai", "08:00");
        assertThat(nextDue()).isEmpty();
        fixture.publish("Thursday");
        assertThat(nextDue()).contains(Instant.parse("2026-02-05T19:00:00Z"));
        fixture.clock.pass(Duration.ofHours(8));
        assertThat(nextDue()).contains(Instant.parse("2026-02-06T00:00:00Z"));
    }

    private Optional<Instant> nextDue() {
        return fixture.database.read(tx -> TrialStore.nextDue(tx, fixture.clock.instant()));
    }

    @Test
    void leavesOutWhoIsPausedAndWhoCameLaterAndWhoWantsAnotherTopic() {
        fixture.addTopic("trade");
        fixture.subscribe(1);
        fixture.subscribe(4, "trade");
        fixture.subscribe(2);
        fixture.unreachable(2, "blocked");
        fixture.publishOnly(TOPIC, "Thursday");
        fixture.clock.pass(Duration.ofSeconds(1));
        fixture.subscribe(3);
        fixture.plan();
        fixture.assertRows(DELIVERIES, "1 queued 2026-02-05 12:00");
    }

    @Test
    void owesOnceThoughItIsPublishedAgain() {
        long digest = fixture.publishTo(1, "Thursday");
        fixture.write(tx -> fixture.planner.published(tx, digest));
        fixture.plan();
        assertThat(fixture.rows(DELIVERIES)).hasSize(1);
    }

    @Test
    void plansNoMoreOfWhatIsWithdrawn() {
        fixture.subscribeAll(2_500);
        long digest = fixture.publishOnly(TOPIC, "Thursday");
        fixture.planner.planRange();
        fixture.withdraw(digest);
        assertThat(fixture.count("queued")).isZero();
        fixture.assertRows("SELECT count(*) FROM planning", "0");
    }

    @Test
    void goesOnWhereAProcessBeforeItStopped() {
        fixture.subscribeAll(2_500);
        fixture.publishOnly(TOPIC, "Thursday");
        fixture.planner.planRange();
        assertThat(fixture.count("queued")).isBetween(1L, 2_499L);
        try (DeliveryFixture after = fixture.restarted()) {
            after.planner.start();
            after.await("queued", 2_500);
            after.assertRows("SELECT count(DISTINCT subscriber) FROM delivery", "2500");
            after.assertRows("""
                SELECT count(*) FROM delivery d JOIN delivery_item i ON i.delivery = d.number
                JOIN subscription s ON s.number = i.subscription WHERE s.subscriber = d.subscriber
                """, "2500");
            after.awaitRows("SELECT digest FROM planning");
        }
    }

    @Test
    void owesNothingIfThePublicationIsRolledBack() {
        long digest = fixture.publish("Thursday");
        fixture.subscribe(1);
        assertThatThrownBy(() -> fixture.write(tx -> {
                    fixture.planner.published(tx, digest);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(fixture.planner.planRange()).isFalse();
    }

    @Test
    void cancelsWhatIsOwedWhenItsSubscriptionEnds() {
        Subscriber reader = fixture.subscribe(1);
        fixture.publishTo(2, "Thursday");
        fixture.write(tx -> assertThat(fixture.subscriptions.unsubscribe(tx, reader.number(), "US-China"))
                .isTrue());
        fixture.write(tx -> assertThat(fixture.subscriptions.unsubscribe(tx, reader.number(), "us-china"))
                .isFalse());
        fixture.assertRows(DELIVERIES, "1 cancelled 2026-02-05 12:00", "2 queued 2026-02-05 12:00");
    }

    @Test
    void holdsWhatAPausedChatIsOwedAndGivesItBackWithoutTheHeap() {
        Subscriber reader = fixture.subscribe(1);
        fixture.publish("Monday");
        fixture.clock.pass(Duration.ofDays(1));
        at(reader, "UTC", "20:00");
        fixture.publish("Tuesday");
        fixture.unreachable(1, "blocked");
        fixture.assertRows(DELIVERIES, "1 paused 2026-02-05 20:00", "1 paused 2026-02-06 20:00");
        fixture.clock.pass(Duration.ofDays(1));
        fixture.back(1);
        fixture.assertRows(DELIVERIES, "1 cancelled 2026-02-05 20:00", "1 queued 2026-02-06 20:00");
        fixture.assertRows("SELECT reason FROM delivery WHERE state = 'cancelled'", "missed while paused: blocked");
    }

    private void at(Subscriber subscriber, String zone, String time) {
        fixture.prefer(subscriber, Preferences.DEFAULT.withZone(ZoneId.of(zone)));
        fixture.deliverAt(subscriber, time);
    }

    /// Digests that do not wait for the schedule. It is noon, UTC.
    @Nested
    class Urgent {

        @Test
        void passesTheSchedulesOfWhoAllowsItButNoQuietHours() {
            at(fixture.subscribe(1), "UTC", "20:00");
            quiet(2);
            Subscriber refusing = fixture.subscribe(3);
            fixture.write(tx -> new SubscriberStore().set(tx, ChatFlag.URGENT, refusing.number(), false));
            fixture.deliverAt(refusing, "20:00");
            fixture.subscribe(4);
            fixture.publish("Urgent");
            fixture.assertRows(
                    DELIVERIES,
                    "1 queued 2026-02-05 12:00",
                    "2 queued 2026-02-05 13:00",
                    "3 queued 2026-02-05 20:00",
                    "4 queued 2026-02-05 12:00");
        }

        @Test
        void passesItOnlyTwiceADay() {
            at(fixture.subscribe(1), "UTC", "20:00");
            for (int day = 1; day <= 3; day++) {
                fixture.publish(day, "Urgent");
                fixture.clock.pass(Duration.ofHours(3));
            }
            fixture.clock.pass(Duration.ofHours(15));
            fixture.publish(4, "Urgent");
            fixture.assertRows(
                    DELIVERIES,
                    "1 queued 2026-02-05 12:00",
                    "1 queued 2026-02-05 15:00",
                    "1 queued 2026-02-05 20:00",
                    "1 queued 2026-02-06 12:00");
        }

        @Test
        void staysUrgentWhateverTheSchedule() {
            Subscriber quiet = quiet(1);
            fixture.publish("Urgent");
            fixture.deliverAt(quiet, "21:00");
            fixture.assertRows(DELIVERIES, "1 queued 2026-02-05 13:00");
        }

        @Test
        void isAMessageOfItsOwnBeforeTheRoundUp() {
            Subscriber reader = fixture.subscribe(1);
            fixture.change(
                    reader,
                    TOPIC,
                    made -> made.withSchedule(new DeliverySchedule.Weekly(LocalTime.of(18, 0), DayOfWeek.SUNDAY)));
            fixture.publish(4, "Wednesday");
            fixture.publish(5, "Urgent");
            fixture.deliver(1);
            fixture.assertTexts(1, "Urgent r1");
        }

        private Subscriber quiet(long chat) {
            Subscriber reader = fixture.subscribe(chat);
            fixture.quiet(reader, "UTC", "11:00", "13:00");
            fixture.deliverAt(reader, "20:00");
            return reader;
        }
    }

    /// A topic that appears after somebody wanted all of them.
    @Nested
    class NewTopics {

        private static final String TRADE = "trade";

        private Subscriber subscriber;

        @BeforeEach
        void open() {
            subscriber = fixture.subscribe(7);
            fixture.subscribe(8);
            fixture.write(tx -> fixture.subscriptions.setAllTopics(tx, subscriber.number(), true, 4));
            fixture.clock.pass(Duration.ofSeconds(1));
        }

        @Test
        void comesToWhoWantsAllWithTheChoicesOfTheirLastSubscription() {
            fixture.addTopic("energy");
            fixture.subscribe(7, "energy");
            fixture.change(
                    subscriber,
                    "energy",
                    made -> made.withReading(made.reading().withLength(Length.SHORT)));
            fixture.addTopic(TRADE);
            fixture.publish(TRADE, "Trade");
            fixture.deliver(1);
            fixture.assertTexts(7, "Trade r1");
            assertThat(fixture.messenger.requests().getFirst().thread()).isEqualTo(4);
            fixture.assertRows(
                    "SELECT subscriber || ' ' || thread || ' ' || length FROM subscription WHERE topic = 'trade'",
                    subscriber.number() + " 4 short");
        }

        @Test
        void doesNotComeToWhoUnsubscribedFromItOrWantsNoNewOnesAnyMore() {
            fixture.addTopic(TRADE);
            fixture.publish(TRADE, "Trade");
            fixture.write(tx -> fixture.subscriptions.unsubscribe(tx, subscriber.number(), TRADE));
            fixture.publish(TRADE, "Trade, later");
            assertThat(fixture.count("queued")).isZero();
            fixture.write(tx -> fixture.subscriptions.setAllTopics(tx, subscriber.number(), false, 0));
            fixture.addTopic("energy");
            fixture.publish("energy", "Energy");
            assertThat(fixture.count("queued")).isZero();
        }

        @Test
        void comesToAllHoweverMany() {
            fixture.write(tx -> {
                tx.execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, created_at, all_topics_since)
                    WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 2599)
                    SELECT 'telegram', i, 'private', 0, 0 FROM n
                    """);
                DeliveryFixture.addTopic(tx, TRADE);
            });
            fixture.publish(TRADE, "Trade");
            assertThat(fixture.count("queued")).isEqualTo(2_501);
        }
    }

    /// Quiet hours from planning to sending. It is noon, UTC.
    @Nested
    class Quiet {

        private static final String DELIVERIES = """
            SELECT u.chat_id || ' ' || d.state || ' ' || strftime('%d %H:%M', d.due_at / 1000, 'unixepoch')
                   || ' ' || strftime('%d %H:%M', d.next_at / 1000, 'unixepoch')
            FROM delivery d JOIN subscriber u ON u.number = d.subscriber ORDER BY u.chat_id, d.number
            """;

        @Test
        void whatFallsDueInThemIsPlannedForTheirEndOnTheReadersClock() {
            quiet(fixture.subscribe(1), "UTC", "11:00", "13:00");
            quiet(fixture.subscribe(2), "Europe/Berlin", "22:00", "13:30");
            quiet(fixture.subscribe(4), "UTC", "22:00", "07:00");
            fixture.subscribe(5);
            fixture.deliverAt(quiet(fixture.subscribe(6), "Asia/Shanghai", "22:00", "07:00"), "23:30");
            fixture.publish("Thursday");
            fixture.assertRows(
                    DELIVERIES,
                    "1 queued 05 13:00 05 13:00",
                    "2 queued 05 12:30 05 12:30",
                    "4 queued 05 12:00 05 12:00",
                    "5 queued 05 12:00 05 12:00",
                    "6 queued 05 23:00 05 23:00");
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
            quiet(reader, "UTC", "11:00", "13:00");
            fixture.assertRows(DELIVERIES, "1 queued 05 13:00 05 13:00");
            quiet(reader, "Europe/London", "11:00", "14:00");
            fixture.assertRows(DELIVERIES, "1 queued 05 14:00 05 14:00");
            quiet(reader, "Asia/Shanghai", "11:00", "14:00");
            assertThat(fixture.rows(DELIVERIES)).as("20:00 there").containsExactly("1 queued 05 12:00 05 12:00");
            quiet(reader, "UTC", "11:00", "14:00");
            fixture.prefer(reader, Preferences.DEFAULT);
            assertThat(fixture.rows(DELIVERIES)).as("none any more").containsExactly("1 queued 05 12:00 05 12:00");
        }

        @Test
        void whatIsLateWaitsForTheirEndWithAllThatComesAfterIt() {
            quiet(fixture.subscribe(1), "UTC", "13:00", "14:00");
            fixture.publishTo(2, "Thursday");
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
                    .extracting(request -> request.text())
                    .containsExactly("Thursday r1", "Thursday again r1");
        }

        @Test
        void announcementsWaitForTheirEndAndAnswersDoNot() {
            quiet(fixture.subscribe(1), "UTC", "11:00", "13:00");
            fixture.subscribe(2);
            fixture.announce("News", RecipientFilter.EVERYONE);
            fixture.say(1, "An answer");
            fixture.deliver(2);
            assertThat(fixture.messenger.requests())
                    .extracting(request -> request.chat() + " " + request.text())
                    .containsExactlyInAnyOrder("2 News", "1 An answer");
            fixture.pass(Duration.ofHours(1));
            fixture.await("sent", 3);
            assertThat(fixture.messenger.texts(1)).containsExactly("An answer", "News");
        }

        @Test
        void whatWaitsIsToldOfAsTheNextDelivery() {
            Subscriber reader = quiet(fixture.subscribe(1), "UTC", "11:00", "13:00");
            assertThat(next(reader)).isEmpty();
            fixture.publish("Thursday");
            assertThat(next(reader)).contains(Instant.parse("2026-02-05T13:00:00Z"));
        }

        private Optional<Instant> next(Subscriber reader) {
            return fixture.database.read(tx -> fixture.subscriptions.next(
                    tx, fixture.stored.find(tx, reader.number(), TOPIC).orElseThrow()));
        }

        private Subscriber quiet(Subscriber reader, String zone, String from, String to) {
            fixture.quiet(reader, zone, from, to);
            return reader;
        }
    }
}
