package digestbot.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FewThreadsTest {

    private static final Duration VERY_LONG = Duration.ofMinutes(1);

    private final FewThreads threads = new FewThreads("test", 2);
    private final CountDownLatch end = new CountDownLatch(1);

    @AutoClose
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    /// A virtual thread that works keeps its processor from all requests.
    @Test
    void onlySomeWorkAtOnceAndNoneOnAVirtualThread() throws Exception {
        var working = new AtomicInteger();
        var most = new AtomicInteger();
        var begun = new CountDownLatch(2);
        List<Future<Optional<Boolean>>> all = Stream.generate(() -> callers.submit(() -> threads.call(VERY_LONG, () -> {
                    most.accumulateAndGet(working.incrementAndGet(), Math::max);
                    begun.countDown();
                    Waiting.at(end);
                    working.decrementAndGet();
                    return Thread.currentThread().isVirtual();
                })))
                .limit(20)
                .toList();
        begun.await();
        assertThat(threads.call(Duration.ofMillis(50), () -> "never"))
                .as("after the longest wait")
                .isEmpty();
        end.countDown();
        for (Future<Optional<Boolean>> each : all) {
            assertThat(each.get()).contains(false);
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void aFailureEndsItsTurn() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> threads.call(Duration.ZERO, () -> {
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");
        }
        assertThat(threads.call(Duration.ZERO, () -> "works")).contains("works");
    }
}
