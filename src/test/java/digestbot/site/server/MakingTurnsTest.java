package digestbot.site.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MakingTurnsTest {

    private final CountDownLatch end = new CountDownLatch(1);

    @AutoClose
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The page is being made until `end` is counted down.
    private Future<String> makeSlowly(MakingTurns turns) throws InterruptedException {
        var begun = new CountDownLatch(1);
        Future<String> slow = readers.submit(() -> turns.take("slow", Optional::empty, () -> {
            begun.countDown();
            await(end);
            return "slow";
        }));
        begun.await();
        return slow;
    }

    @Test
    void onlySomePagesAreMadeAtOnce() throws Exception {
        var turns = new MakingTurns(2, Duration.ofMinutes(1));
        var working = new AtomicInteger();
        var most = new AtomicInteger();
        var begun = new CountDownLatch(2);
        List<Future<Integer>> pages = IntStream.range(0, 20)
                .mapToObj(i -> readers.submit(() -> turns.take("page" + i, Optional::empty, () -> {
                    most.accumulateAndGet(working.incrementAndGet(), Math::max);
                    begun.countDown();
                    await(end);
                    working.decrementAndGet();
                    return i;
                })))
                .toList();
        begun.await();
        end.countDown();
        for (int i = 0; i < pages.size(); i++) {
            assertThat(pages.get(i).get()).isEqualTo(i);
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void whoWouldWaitForLongIsToldToComeAgain() throws Exception {
        var turns = new MakingTurns(1, Duration.ofMillis(50));
        Future<String> slow = makeSlowly(turns);
        for (String path : List.of("slow", "other")) {
            assertThatThrownBy(() -> turns.take(path, Optional::empty, () -> "never"))
                    .as(path)
                    .isInstanceOf(ServiceUnavailableResponse.class);
        }
        assertThat(turns.take("kept", () -> Optional.of("kept"), () -> "never"))
                .as("a page that another thread has made needs no turn")
                .isEqualTo("kept");
        end.countDown();
        assertThat(slow.get()).isEqualTo("slow");
        assertThat(turns.take("other", Optional::empty, () -> "other")).isEqualTo("other");
    }

    /// A virtual thread that works keeps its processor from all requests.
    @Test
    void noPageIsMadeOnAVirtualThread() throws Exception {
        var turns = new MakingTurns(2, Duration.ofMinutes(1));
        assertThat(readers.submit(() -> turns.take("page", Optional::empty, Thread::currentThread))
                        .get()
                        .isVirtual())
                .isFalse();
    }

    @Test
    void aFailureEndsItsTurn() {
        var turns = new MakingTurns(1, Duration.ofMillis(50));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> turns.take("broken", Optional::empty, () -> {
                        throw new IllegalStateException("broken");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
