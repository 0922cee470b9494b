package digestbot.discord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.discord.gateway.IdentifyGate.Permit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes that identify shards of the same account.
@Tag("full")
@Tag("database")
class IdentifyGateTest {

    @TempDir
    Path folder;

    private Database database;
    private IdentifyGate one;
    private IdentifyGate other;
    private final CountDownLatch open = new CountDownLatch(1);

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder.resolve("d.sqlite"));
        one = new IdentifyGate(database, "42");
        other = new IdentifyGate(database, "42");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Optional<Permit> enter(IdentifyGate gate, int bucket) throws InterruptedException {
        return gate.enter(bucket, open, () -> true);
    }

    @Test
    void fiveSecondsPassBetweenTwoShardsOfABucket() throws Exception {
        one.leave(enter(one, 0).orElseThrow(), true);
        assertThat(isFree()).as("free at once").isFalse();
        pass(Duration.ofSeconds(5));
        assertThat(enter(other, 0)).isPresent();
    }

    @Test
    void anotherBucketAndAnotherAccountAreFree() throws Exception {
        assertThat(enter(one, 0)).isPresent();
        assertThat(enter(other, 1)).isPresent();
        assertThat(enter(new IdentifyGate(database, "43"), 0)).isPresent();
    }

    @Test
    void aConnectionThatCouldNotBeOpenedBlocksNobody() throws Exception {
        one.leave(enter(one, 0).orElseThrow(), false);
        assertThat(isFree()).as("free at once").isTrue();
    }

    @Test
    void aProcessThatWasKilledBlocksTheBucketForFifteenSeconds() throws Exception {
        assertThat(enter(one, 0)).isPresent();
        pass(Duration.ofSeconds(14));
        assertThat(isFree()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(isFree()).isTrue();
    }

    @Test
    void aReservationThatHasEndedIsNotShortenedForItsSuccessor() throws Exception {
        Permit slow = enter(one, 0).orElseThrow();
        pass(Duration.ofSeconds(15));
        assertThat(enter(other, 0)).isPresent();
        one.leave(slow, false);
        assertThat(isFree()).isFalse();
    }

    @Test
    void aReservationFromBeforeTheClockWasSetBackIsOver() throws Exception {
        assertThat(enter(one, 0)).isPresent();
        pass(Duration.ofHours(-1));
        assertThat(isFree()).isTrue();
    }

    @Test
    void nobodyWaitsOnceClosed() throws Exception {
        assertThat(enter(one, 0)).isPresent();
        Thread release = Thread.ofVirtual().start(open::countDown);
        assertThat(enter(other, 0)).isEmpty();
        release.join();
    }

    @Test
    void aProcessThatMayNotActForAMomentWaits() throws Exception {
        var asked = new AtomicInteger();
        assertThat(one.enter(0, open, () -> asked.incrementAndGet() == 3)).isPresent();
        assertThat(asked).hasValue(3);
    }

    /// Time passes, as if the reservations had been made before.
    private void pass(Duration time) {
        database.writeWithoutResult(tx ->
                tx.handle().execute("UPDATE identify_bucket SET reserved_until = reserved_until - ?", time.toMillis()));
    }

    private boolean isFree() {
        return database.write(tx ->
                new GatewayStore().reserve(tx, "42", 0, Duration.ofSeconds(15)).isNew());
    }
}
