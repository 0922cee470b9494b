package digestbot.delivery.status;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.QueryPlans;
import digestbot.database.TestDatabase;
import digestbot.delivery.status.DeliveryStatusStore.FailedDelivery;
import digestbot.delivery.status.DeliveryStatusStore.FailureCount;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class DeliveryStatusStoreTest {

    @RegisterExtension
    private final TestDatabase opened = new TestDatabase();

    private final Database database = opened.database();
    private final DeliveryStatusStore failures = new DeliveryStatusStore();

    @BeforeEach
    void open() {
        database.writeWithoutResult(tx -> tx.execute("INSERT INTO subscriber (platform, chat_id, kind, created_at)"
                + " VALUES ('telegram', 7, 'private', 0)"));
        add("sent", null, 1_000, 500);
        add("failed", "refused", 2, 400);
        add("failed", "blocked", 5, 300);
        add("failed", null, 1, 200);
    }

    private void add(String state, @Nullable String failure, int deliveries, long settledAt) {
        database.writeWithoutResult(tx -> tx.execute("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at, state, failure, settled_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                SELECT 1, 'telegram', 'digest', 1, 0, 0, 0, ?, ?, ? + i FROM n""", deliveries, state, failure, settledAt));
    }

    private List<FailureCount> upTo(int limit) {
        return database.read(tx -> failures.countsUpTo(tx, limit));
    }

    @Test
    void countsUpToALimitByReason() {
        List<FailureCount> all = upTo(Integer.MAX_VALUE);
        assertThat(upTo(10))
                .isEqualTo(all)
                .containsExactly(
                        new FailureCount("blocked", 5), new FailureCount("refused", 2), new FailureCount("unknown", 1));
        assertThat(upTo(3))
                .containsExactly(
                        new FailureCount("blocked", 3), new FailureCount("refused", 2), new FailureCount("unknown", 1));
    }

    @Test
    void findsTheNewestFailures() {
        List<FailedDelivery> newest = database.read(tx -> failures.newest(tx, 3));
        assertThat(newest).extracting(FailedDelivery::failure).containsExactly("refused", "refused", "blocked");
    }

    @Test
    void looksAtNoMoreThanItShows() {
        List<String> plans = database.read(tx -> QueryPlans.of(tx, asked -> {
            failures.countsUpTo(asked, 10);
            failures.newest(asked, 10);
        }));
        assertThat(plans)
                .anyMatch(step -> step.contains("COVERING INDEX delivery_failures"))
                .anyMatch(step -> step.contains("INDEX delivery_failed"))
                .noneMatch(step -> step.matches("SCAN (d|delivery)"));
    }
}
