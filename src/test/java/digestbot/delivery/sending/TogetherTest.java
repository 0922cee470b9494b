package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.QueryPlans;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.outbox.Priority;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Several days that come at once are sent together, although they are planned one after another.
@Tag("database")
class TogetherTest {

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    @BeforeEach
    void open() {
        fixture.subscribe(1);
    }

    @Test
    void theFirstDayWaitsUntilTheOthersAreOwedToo() {
        fixture.dispatch();
        publishOnly(2, "Monday");
        publishOnly(3, "Tuesday");
        publishOnly(4, "Wednesday");
        for (int planned = 1; planned < 3; planned++) {
            fixture.planner.planRange();
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .until(() -> fixture.messenger.count() == 0 && fixture.count("queued") > 0);
        }
        fixture.planner.planRange();
        fixture.await("sent", 1);
        assertThat(fixture.messenger.texts(1))
                .containsExactly("catch-up of Monday@1, Tuesday@1, Wednesday@1; 3 points");
    }

    @Test
    void aSingleDigestGoesWhileOthersAreStillToGetIt() {
        long digest = fixture.publish(2, "Monday");
        stillToPlan(digest);
        fixture.deliver(1);
    }

    @Test
    void otherTopicsAndEditionsOfTheSameDayHoldNothingBack() {
        fixture.addTopic("trade");
        fixture.publish(2, "Monday");
        stillToPlan(fixture.publish("trade", "Trade"));
        publishOnly(2, "Monday evening");
        fixture.deliver(1);
        assertThat(fixture.messenger.texts(1)).containsExactly("Monday r1");
    }

    @Test
    void whatHasBegunGoesOn() {
        fixture.publish(2, "Monday");
        fixture.messenger.next(1, new Unconfirmed("cut off"));
        fixture.dispatch();
        Awaitility.await()
                .until(() -> fixture.rows("SELECT reason FROM delivery WHERE state = 'queued'")
                        .equals(List.of("cut off")));
        publishOnly(3, "Tuesday");
        fixture.pass(Duration.ofSeconds(5));
        fixture.await("sent", 1);
    }

    @Test
    void looksOnlyAtTheFirstOfWhatIsDueMeanwhile() {
        fixture.publish(2, "Monday");
        assertThat(plan()).anyMatch(step -> step.startsWith("SEARCH d USING INDEX delivery_due"));
        publishOnly(3, "Tuesday");
        assertThat(plan())
                .anyMatch(step -> step.startsWith("SEARCH delivery USING INDEX delivery_due"))
                .noneMatch(step -> step.startsWith("SCAN delivery") || step.startsWith("SCAN o"));
    }

    private List<String> plan() {
        return fixture.database.read(tx -> QueryPlans.of(
                tx,
                work -> new DueDeliveryStore(fixture.messenger.platform())
                        .due(work, Priority.DIGESTS, fixture.clock.instant(), 10)));
    }

    private void publishOnly(int day, String title) {
        fixture.publishOnly(DeliveryFixture.TOPIC, LocalDate.of(2026, 2, day), title);
    }

    private void stillToPlan(long digest) {
        fixture.write(tx -> fixture.planner.published(tx, digest));
    }
}
