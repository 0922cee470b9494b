package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.database.StorageHealth.Outage;
import java.nio.file.Path;
import java.time.Instant;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageHealthTest {

    private static final Instant NOON = Instant.parse("2026-02-06T12:00:00Z");

    @TempDir
    Path folder;

    private Instant now = NOON;
    private final StorageHealth health = new StorageHealth(() -> now);

    @Test
    void failuresThatFollowEachOtherAreOneSpell() {
        assertThat(health.current()).isEmpty();
        health.failed("full");
        pass(119);
        health.failed("still full");
        pass(10);
        assertThat(health.current()).contains(new Outage(NOON, NOON.plusSeconds(119), "still full"));
    }

    @Test
    void whatDidNotFailForTwoMinutesIsOver() {
        health.failed("full");
        pass(119);
        assertThat(health.current()).isPresent();
        pass(1);
        assertThat(health.current()).isEmpty();
        health.failed("full");
        assertThat(health.current()).contains(new Outage(now, now, "full"));
    }

    @Test
    void aDatabaseKnowsWhetherItCouldBeWritten() {
        try (Database database = TestDatabase.open(folder.resolve("d.sqlite"))) {
            assertThatThrownBy(
                            () -> database.writeWithoutResult(tx -> tx.handle().execute("a mistake")))
                    .isInstanceOf(JdbiException.class);
            assertThat(database.storageHealth().current()).isEmpty();
            database.writeWithoutResult(tx -> tx.handle()
                    .createQuery("PRAGMA max_page_count = 1")
                    .mapTo(Long.class)
                    .one());
            assertThatThrownBy(
                            () -> database.writeWithoutResult(tx -> tx.handle().execute("CREATE TABLE t AS SELECT 1")))
                    .isInstanceOf(JdbiException.class);
            assertThat(database.storageHealth().current())
                    .hasValueSatisfying(outage -> assertThat(outage.reason()).contains("disk is full"));
        }
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }
}
