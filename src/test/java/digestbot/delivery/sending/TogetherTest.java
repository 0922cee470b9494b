package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.QueryPlans;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.outbox.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several days that come at once are sent together, although they are planned one after another.
@Timeout(30)
class TogetherTest {

    @TempDir
    Path folder;

    private DeliveryFixture bed;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("bed.sqlite"));
        bed.subscribe(1);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void theFirstDayWaitsUntilTheOthersAreOwedToo() {
        bed.dispatch();
        publishOnly(2, "Monday");
        publishOnly(3, "Tuesday");
        publishOnly(4, "Wednesday");
        for (int planned = 1; planned < 3; planned++) {
            bed.planner.planRange();
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .until(() -> bed.messenger.count() == 0 && bed.count("queued") > 0);
        }
        bed.planner.planRange();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(1)).containsExactly("catch-up of Monday@1, Tuesday@1, Wednesday@1; 3 points");
    }

    @Test
    void aSingleDigestGoesWhileOthersAreStillToGetIt() {
        long digest = bed.publish(2, "Monday");
        stillToPlan(digest);
        bed.dispatch();
        bed.await("sent", 1);
    }

    @Test
    void otherTopicsAndEditionsOfTheSameDayHoldNothingBack() {
        bed.write(tx -> DeliveryFixture.addTopic(tx, "trade"));
        bed.publish(2, "Monday");
        stillToPlan(bed.publish("trade", "Trade"));
        publishOnly(2, "Monday evening");
        bed.dispatch();
        bed.await("sent", 1);
        assertThat(bed.messenger.texts(1)).containsExactly("Monday r1");
    }

    @Test
    void whatHasBegunGoesOn() {
        bed.publish(2, "Monday");
        bed.messenger.next(1, new Unconfirmed("cut off"));
        bed.dispatch();
        Awaitility.await()
                .until(() -> bed.rows("SELECT reason FROM delivery WHERE state = 'queued'")
                        .equals(List.of("cut off")));
        publishOnly(3, "Tuesday");
        bed.pass(Duration.ofSeconds(5));
        bed.await("sent", 1);
    }

    @Test
    void looksOnlyAtTheFirstOfWhatIsDueMeanwhile() {
        bed.publish(2, "Monday");
        assertThat(plan()).anyMatch(step -> step.startsWith("SEARCH d USING INDEX delivery_due"));
        publishOnly(3, "Tuesday");
        assertThat(plan())
                .anyMatch(step -> step.startsWith("SEARCH delivery USING INDEX delivery_due"))
                .noneMatch(step -> step.startsWith("SCAN delivery") || step.startsWith("SCAN o"));
    }

    private List<String> plan() {
        return bed.database.read(tx -> QueryPlans.of(
                tx,
                work -> new DueDeliveryStore(bed.messenger.platform())
                        .due(work, Priority.DIGESTS, bed.clock.instant(), 10)));
    }

    private void publishOnly(int day, String title) {
        bed.publishOnly(DeliveryFixture.TOPIC, LocalDate.of(2026, 2, day), title);
    }

    private void stillToPlan(long digest) {
        bed.write(tx -> bed.planner.published(tx, digest));
    }
}
