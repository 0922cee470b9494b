package digestbot.delivery.sending;

import static digestbot.delivery.sending.DeliveryFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Preferences;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscriber;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.database.QueryPlans;
import digestbot.database.TestDatabase;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.outbox.Priority;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Several digests that become one message, from the plan to the platform. [DeliveryPlanTest] has
/// the rules. It is Thursday noon.
@Tag("database")
class CombinedDeliveryTest {

    private static final String TRADE = "trade";
    private static final String BUNDLE = "bundle of US@1, Trade@1; 2 points";
    private static final String DAYS = "bundle of Monday@1, Tuesday@1, Wednesday@1; 2 points";

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private Subscriber subscriber;

    @BeforeEach
    void subscribe() {
        subscriber = fixture.subscribe(7);
    }

    private List<String> texts() {
        return fixture.messenger.texts(7);
    }

    private List<String> states() {
        return fixture.rows("SELECT cause || ' ' || state FROM delivery ORDER BY number");
    }

    private void schedule(String topic, DeliverySchedule schedule) {
        fixture.change(subscriber, topic, made -> made.withSchedule(schedule));
    }

    private void awaitRefusal() {
        fixture.awaitRows("SELECT coalesce(reason, '') FROM delivery WHERE state = 'queued'", "no network");
    }

    private void publishOnly(int day, String title) {
        fixture.publishOnly(TOPIC, LocalDate.of(2026, 2, day), title);
    }

    /// Several topics that are due at one time.
    @Nested
    class Bundles {

        @BeforeEach
        void subscribe() {
            fixture.addTopic(TRADE);
            fixture.subscribe(7, TRADE);
            fixture.deliverAt(subscriber, "20:00");
            fixture.deliverAt(subscriber, TRADE, "20:00");
        }

        private void publishBoth() {
            fixture.publish("US");
            fixture.publish(TRADE, "Trade");
        }

        private void deliverAtEight(int sent) {
            fixture.pass(Duration.ofHours(8));
            fixture.deliver(sent);
        }

        @Test
        void comeOneByOneToWhoWantsNoBundles() {
            fixture.prefer(subscriber, Preferences.DEFAULT.withBundles(false));
            publishBoth();
            deliverAtEight(2);
            assertThat(texts()).containsExactly("US r1", "Trade r1");
        }

        @Test
        void comeAsOneMessageInWhichEachIsReadAsItsOwnSubscriptionSays() {
            read(TOPIC, "china,us,*", Length.HEADLINES);
            read(TRADE, "eu", Length.SHORT);
            publishBoth();
            deliverAtEight(1);
            assertThat(texts()).containsExactly(BUNDLE);
            assertThat(states()).containsExactly("bundle sent", "digest cancelled");
            assertThat(fixture.fittedReader().readings().values())
                    .extracting(reading -> reading.perspectives().column() + " " + reading.length())
                    .containsExactlyInAnyOrder("china,us,* HEADLINES", "eu SHORT");
        }

        @Test
        void loseOnlyTheTopicThatIsUnsubscribedWhileTheyWait() {
            publishBoth();
            fixture.messenger.next(7, new NotSent("no network"));
            fixture.pass(Duration.ofHours(8));
            fixture.dispatch();
            awaitRefusal();
            fixture.write(tx -> fixture.subscriptions.unsubscribe(tx, subscriber.number(), TRADE));
            fixture.pass(Duration.ofSeconds(5));
            fixture.await("sent", 1);
            assertThat(texts()).containsExactly(BUNDLE, "bundle of US@1; 2 points");
        }

        private void read(String topic, String perspectives, Length length) {
            var reading = new ReadingOptions(PerspectiveChoice.of(perspectives), length, Layout.STACKED);
            fixture.change(subscriber, topic, made -> made.withReading(reading));
        }

        @Test
        void whatQuietHoursHeldBackComesTogetherWithWhatIsDueAtTheirEnd() {
            schedule(TOPIC, new DeliverySchedule.Immediately());
            fixture.deliverAt(subscriber, TRADE, "13:00");
            fixture.quiet(subscriber, "UTC", "11:00", "13:00");
            fixture.publish("US");
            fixture.pass(Duration.ofMinutes(10));
            fixture.publish(TRADE, "Trade");
            fixture.pass(Duration.ofMinutes(50));
            fixture.deliver(1);
            assertThat(texts()).containsExactly(BUNDLE);
        }
    }

    /// More than two days of a topic that were missed.
    @Nested
    class DaysOfATopic {

        private long publishThree() {
            fixture.publish(4, "Wednesday");
            long monday = fixture.publish(2, "Monday");
            fixture.publish(3, "Tuesday");
            return monday;
        }

        @Test
        void gatherTheDaysInTheirOrderWhateverTheOrderOfArrivalAndEachOnce() {
            long monday = publishThree();
            fixture.deliver(1);
            assertThat(texts()).containsExactly(DAYS);
            assertThat(states()).containsExactly("bundle sent", "digest cancelled", "digest cancelled");
            fixture.write(tx -> fixture.planner.published(tx, monday));
            fixture.plan();
            assertThat(fixture.count("queued")).isZero();
        }

        @Test
        void showLessOfEachDaySoThatTheyStayOneMessage() {
            fixture.publish(2, "Monday*2");
            fixture.publish(3, "Tuesday");
            fixture.publish(4, "Wednesday");
            fixture.deliver(1);
            assertThat(texts()).containsExactly("bundle of Monday*2@1, Tuesday@1, Wednesday@1; 1 points");
        }

        @Test
        void showTheRevisionThatWasFixedWhenTheMessageIsRepeated() {
            long monday = publishThree();
            fixture.messenger.next(7, _ -> {
                fixture.revise(monday, 2, "Monday");
                return new Unconfirmed("no network");
            });
            fixture.dispatch();
            awaitRefusal();
            fixture.pass(Duration.ofSeconds(2));
            fixture.await("sent", 1);
            assertThat(texts()).containsExactly(DAYS, DAYS);
        }

        @Test
        void areCancelledWithTheSubscription() {
            publishThree();
            fixture.messenger.next(7, new NotSent("no network"));
            fixture.dispatch();
            awaitRefusal();
            fixture.write(tx -> fixture.subscriptions.unsubscribe(tx, subscriber.number(), TOPIC));
            fixture.assertRows("SELECT DISTINCT state FROM delivery", "cancelled");
        }

        @Test
        void waitUntilAllDaysThatArrivedTogetherArePlanned() {
            fixture.dispatch();
            publishOnly(2, "Monday");
            publishOnly(3, "Tuesday");
            publishOnly(4, "Wednesday");
            for (int planned = 1; planned < 3; planned++) {
                fixture.planner.planRange();
                fixture.awaitLook();
                assertThat(fixture.messenger.requests())
                        .as("requests after %d days", planned)
                        .isEmpty();
                assertThat(fixture.count("queued")).isPositive();
            }
            fixture.planner.planRange();
            fixture.await("sent", 1);
            assertThat(texts()).containsExactly(DAYS);
        }

        @Test
        void otherTopicsAndEditionsOfTheSameDayHoldNothingBack() {
            fixture.addTopic(TRADE);
            stillToPlan(fixture.publish(2, "Monday"));
            stillToPlan(fixture.publish(TRADE, "Trade"));
            publishOnly(2, "Monday evening");
            fixture.deliver(1);
            assertThat(texts()).containsExactly("Monday r1");
        }

        private void stillToPlan(long digest) {
            fixture.write(tx -> fixture.planner.published(tx, digest));
        }

        @Test
        void leaveOutWhatHasBegun() {
            fixture.publish(2, "Monday");
            fixture.messenger.next(7, new Unconfirmed("cut off"));
            fixture.dispatch();
            fixture.awaitRows("SELECT reason FROM delivery WHERE state = 'queued'", "cut off");
            publishOnly(3, "Tuesday");
            fixture.pass(Duration.ofSeconds(5));
            fixture.await("sent", 1);
        }

        @Test
        void lookOnlyAtTheFirstOfWhatIsDueMeanwhile() {
            fixture.publish(2, "Monday");
            assertThat(plan()).anyMatch(step -> step.startsWith("SEARCH d USING INDEX delivery_due"));
            publishOnly(3, "Tuesday");
            assertThat(plan())
                    .anyMatch(step -> step.startsWith("SEARCH delivery USING INDEX delivery_due"))
                    .noneMatch(step -> step.startsWith("SCAN delivery") || step.startsWith("SCAN o"));
        }

        private List<String> plan() {
            return fixture.database.read(tx -> QueryPlans.of(
                    tx, work -> fixture.store().due(work, Priority.DIGESTS, fixture.clock.instant(), 10)));
        }
    }

    @Nested
    class RoundUps {

        private static final Duration TO_SUNDAY_EVENING = Duration.ofHours(3 * 24 + 6);

        @BeforeEach
        void choose() {
            var sundays = new DeliverySchedule.Weekly(LocalTime.of(18, 0), DayOfWeek.SUNDAY);
            fixture.prefer(subscriber, Preferences.DEFAULT.withSchedule(sundays));
            fixture.dispatch();
        }

        @Test
        void bringTheDaysOfAWeekAsTheyAreOnItsDay() {
            long thursday = fixture.publish(5, "Thursday");
            fixture.publish(6, "Friday");
            fixture.correct(thursday, 2, "Thursday, corrected");
            fixture.awaitLook();
            assertThat(texts()).isEmpty();
            fixture.pass(TO_SUNDAY_EVENING);
            fixture.await("sent", 1);
            assertThat(texts()).containsExactly("round-up of Thursday, corrected@2, Friday@1; 3 points");
            assertThat(states()).containsExactly("round-up sent", "digest cancelled");
            fixture.withdraw(thursday);
            fixture.await("sent", 2);
            assertThat(texts()).last().isEqualTo("round-up of Friday@1; 3 points");
        }

        @Test
        void leaveWhatIsPublishedLaterToTheNextOne() {
            fixture.publish(5, "Thursday");
            fixture.pass(TO_SUNDAY_EVENING.plusMinutes(5));
            fixture.await("sent", 1);
            fixture.publish(8, "Sunday");
            fixture.pass(Duration.ofDays(7).minusMinutes(6));
            fixture.awaitLook();
            assertThat(texts()).hasSize(1);
            fixture.pass(Duration.ofMinutes(1));
            fixture.await("sent", 2);
            assertThat(texts()).last().isEqualTo("round-up of Sunday@1; 3 points");
        }
    }

    @Nested
    class Queues {

        private long first;
        private long second;

        @BeforeEach
        void open() {
            first = subscriber.number();
            fixture.publish(2, "Monday");
            second = fixture.subscribe(8).number();
            for (int day = 3; day <= 6; day++) {
                fixture.publish(day, "Day " + day);
            }
        }

        @Test
        void plansEachChatByItselfAndReadsNoMoreOfItThanTheLimit() {
            assertThat(plans(SendStore.MAX_PER_CHAT, List.of(first, second)))
                    .containsOnly(
                            Map.entry(1L, bundle(List.of(1L, 2L, 4L, 6L, 8L))),
                            Map.entry(3L, bundle(List.of(3L, 5L, 7L, 9L))));
            assertThat(plans(3, List.of(first, second)))
                    .containsOnly(
                            Map.entry(1L, bundle(List.of(1L, 2L, 4L))), Map.entry(3L, bundle(List.of(3L, 5L, 7L))));
        }

        private static DeliveryPlan bundle(List<Long> deliveries) {
            return new DeliveryPlan(Optional.of(CombinedKind.BUNDLE), deliveries);
        }

        @Test
        void leavesOutDeliveriesThatAreNotDueOrWereClaimed() {
            fixture.write(tx -> {
                tx.execute("UPDATE delivery SET due_at = due_at + 1 WHERE number IN (2, 4)");
                tx.execute("UPDATE delivery SET claim = 1 WHERE number = 6");
            });
            assertThat(plans(SendStore.MAX_PER_CHAT, List.of(first))).isEmpty();
        }

        @Test
        void findsTheDigestsByTheirChat() {
            List<String> plan = fixture.database.read(tx -> QueryPlans.of(
                    tx,
                    work -> fixture.store()
                            .plans(work, List.of(first), SendStore.MAX_PER_CHAT, fixture.clock.instant())));
            assertThat(plan)
                    .anyMatch(step -> step.startsWith("SEARCH q USING INDEX delivery_open"
                            + (TestDatabase.isPostgres() ? "" : " (subscriber=? AND priority=?")))
                    .noneMatch(step -> step.startsWith("SCAN") && !step.matches("SCAN \\w VIRTUAL TABLE.*"));
        }

        private Map<Long, DeliveryPlan> plans(int most, List<Long> subscribers) {
            return fixture.database.read(tx -> fixture.store().plans(tx, subscribers, most, fixture.clock.instant()));
        }
    }
}
