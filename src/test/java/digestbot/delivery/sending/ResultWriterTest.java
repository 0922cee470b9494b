package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Waiting;
import digestbot.audience.Platform;
import digestbot.cluster.LeaderTerm;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Delivery.Part;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.outbox.Transition.Settlement;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResultWriterTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger committed = new AtomicInteger();
    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @RegisterExtension
    private final TestDatabase opened = new TestDatabase();

    private final Database database = opened.database();
    private ResultWriter settler;

    @BeforeEach
    void start() throws InterruptedException {
        settler = new ResultWriter(database, Platform.TELEGRAM, new OutboxEvents(), new SendCounters(), nanos::get);
        settler.begin(LeaderTerm.PERMANENT, ended -> committed.addAndGet(ended.size()), true);
        Thread.ofVirtual()
                .start(() -> database.writeWithoutResult(_ -> {
                    holding.countDown();
                    ScriptedMessenger.await(release);
                }));
        holding.await();
    }

    @AfterEach
    void stop() {
        release.countDown();
        settler.close();
    }

    @Test
    void hasRoomForManyWhileTheOldestIsRecentAndForNoMoreThanTheWindow() {
        IntStream.range(1, ResultWriter.WINDOW).forEach(this::settle);
        assertThat(settler.hasRoom()).isTrue();
        settle(0);
        assertThat(settler.hasRoom()).isFalse();
        assertThat(committed).hasValue(0);
        nanos.addAndGet(ResultWriter.MAX_AGE.toNanos());
        release.countDown();
        Waiting.count("committed", ResultWriter.WINDOW, committed::get);
        assertThat(settler.hasRoom()).isTrue();
    }

    @Test
    void hasNoRoomWhileOneThatIsNotRecentIsNotCommitted() {
        settle(0);
        assertThat(settler.hasRoom()).isTrue();
        nanos.addAndGet(ResultWriter.MAX_AGE.plusMillis(1).toNanos());
        assertThat(settler.hasRoom()).isFalse();
    }

    @Test
    void knowsWhatIsNotCommitted() {
        settle(7);
        settle(7);
        nanos.addAndGet(ResultWriter.MAX_AGE.toNanos());
        settle(8);
        assertThat(settler.unsettled()).containsExactlyInAnyOrder(7L, 8L);
        release.countDown();
        Waiting.count("committed", 3, committed::get);
        assertThat(settler.unsettled()).isEmpty();
    }

    @Test
    void anInterruptDoesNotKeepATermFromBeginningOnceTheLastOnesResultsAreStored() throws InterruptedException {
        settle(7);
        nanos.addAndGet(ResultWriter.MAX_AGE.toNanos());
        var ofNextTerm = new AtomicInteger();
        Thread next = Thread.ofPlatform()
                .start(() -> settler.begin(LeaderTerm.PERMANENT, ended -> ofNextTerm.addAndGet(ended.size()), true));
        next.interrupt();
        release.countDown();
        next.join();
        settle(8);
        nanos.addAndGet(ResultWriter.MAX_AGE.toNanos());
        Waiting.count("committed", 1, ofNextTerm::get);
    }

    private void settle(int delivery) {
        settler.settle(new Settlement(
                new Claim.ClaimKey(delivery, 1, Priority.DIGESTS),
                new Transition.Arrived(
                        new Part(delivery, 0), "m", OptionalLong.empty(), Instant.EPOCH, Optional.empty(), true)));
    }
}
