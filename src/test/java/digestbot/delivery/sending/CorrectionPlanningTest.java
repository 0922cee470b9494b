package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class CorrectionPlanningTest {

    private static final int READERS = 10_000;

    @TempDir
    Path folder;

    private DeliveryFixture fixture;
    private long digest;

    @BeforeEach
    void deliver() {
        fixture = new DeliveryFixture(folder.resolve("d.sqlite"));
        fixture.subscribeAll(READERS);
        digest = fixture.publish("=a");
        fixture.write(tx -> {
            tx.handle().execute("UPDATE delivery SET state = 'sent', claim = 1");
            tx.handle().execute("UPDATE delivery_item SET revision = 1");
            tx.handle()
                    .execute(
                            "INSERT INTO part (delivery, ordinal, view, message_id, sent_at)"
                                    + " SELECT number, 0, '1:v:1:o', 'm-' || number, ? FROM delivery",
                            fixture.clock.millis());
        });
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void storesCorrectionsInShortTransactions() {
        fixture.correctOnly(digest, 2, "=b");
        List<Duration> times = times();
        assertThat(fixture.rows("SELECT count(*) FROM delivery WHERE cause = 'correction' AND state = 'queued'"))
                .containsExactly("" + READERS);
        assertThat(fixture.rows("""
                SELECT count(*) FROM delivery c JOIN delivery d ON d.number = c.corrects AND d.subscriber = c.subscriber
                JOIN delivery_item i ON i.delivery = c.number AND i.digest = 1 AND i.subscription IS NULL
                """)).containsExactly("" + READERS);
        assertThat(times).hasSizeGreaterThanOrEqualTo(4);
        assertThat(times.stream().sorted().toList().get(times.size() / 2)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void storesWithdrawalsInShortTransactions() {
        fixture.withdrawOnly(digest);
        List<Duration> times = times();
        assertThat(fixture.rows("SELECT count(*) FROM delivery WHERE cause = 'withdrawal' AND state = 'queued'"))
                .containsExactly("" + READERS);
        assertThat(times).hasSizeGreaterThanOrEqualTo(4);
        assertThat(times.stream().sorted().toList().get(times.size() / 2)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void goesOnWhereAProcessBeforeItStopped() {
        fixture.correctOnly(digest, 2, "=b");
        fixture.planner.planRange();
        long first = fixture.count("queued");
        assertThat(first).isBetween(1L, READERS - 1L);
        fixture.close();
        fixture = new DeliveryFixture(folder.resolve("d.sqlite"));
        fixture.plan();
        assertThat(fixture.rows(
                        "SELECT count(*) || ' ' || count(DISTINCT corrects) FROM delivery WHERE cause = 'correction'"))
                .containsExactly(READERS + " " + READERS);
    }

    @Test
    void beginsAnewWhereAFurtherCorrectionComesMeanwhile() {
        fixture.correctOnly(digest, 2, "=b");
        fixture.planner.planRange();
        fixture.execute("UPDATE delivery SET state = 'sent', claim = 1 WHERE cause = 'correction'");
        fixture.correct(digest, 3, "=c");
        assertThat(fixture.count("queued")).isEqualTo(READERS);
    }

    @Test
    void noticesWhatAnotherProcessWithdrew() {
        fixture.planner.start();
        try (var other = new DeliveryFixture(folder.resolve("d.sqlite"))) {
            other.withdrawOnly(digest);
        }
        fixture.await("queued", READERS);
    }

    private List<Duration> times() {
        List<Duration> times = new ArrayList<>();
        boolean more = true;
        while (more) {
            long begin = System.nanoTime();
            more = fixture.planner.planRange();
            times.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        return times;
    }
}
