package digestbot.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class DeliveryTimeTest {

    @TempDir
    Path folder;

    /// One is in Java, one in SQL.
    @Test
    void bothWaysToFindTheBucketOfATimeAgree() {
        try (Database database = TestDatabase.open(folder.resolve("d.sqlite"))) {
            for (Duration limit : DeliveryTime.LIMITS) {
                for (int off : new int[] {-1, 0, 1}) {
                    Duration time = limit.plusMillis(off);
                    long bucket = database.read(
                            tx -> tx.select("SELECT " + DeliveryTime.bucket(Long.toString(time.toMillis())))
                                    .mapTo(Long.class)
                                    .one());
                    assertThat(DeliveryTime.bucketOf(time)).as("%s", time).hasMillis(bucket);
                }
            }
        }
        assertThat(DeliveryTime.bucketOf(Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(DeliveryTime.bucketOf(Duration.ofDays(9))).isEqualTo(Duration.ofDays(1));
    }
}
