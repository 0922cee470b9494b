package digestbot.site.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class FileWorkersTest {

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void theThreadThatReadsHelpsIfTooManyTasksWait() throws Exception {
        var release = new CountDownLatch(1);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (var workers = new FileWorkers(2)) {
            workers.add(() -> await(release));
            while (!threads.contains(Thread.currentThread())) {
                workers.add(() -> threads.add(Thread.currentThread()));
            }
            assertThat(threads).containsExactly(Thread.currentThread());
            release.countDown();
            workers.await();
        }
        assertThat(threads).hasSize(2);
    }

    @Test
    void aFailureIsReportedByTheNextTaskOrAtTheEnd() throws Exception {
        try (var workers = new FileWorkers(1)) {
            workers.add(() -> {
                throw new IOException("disk full");
            });
            assertThatThrownBy(workers::await).isInstanceOf(IOException.class).hasMessage("disk full");
            assertThatThrownBy(() -> workers.add(done::incrementAndGet))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk full");
        }
        assertThat(done).hasValue(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
