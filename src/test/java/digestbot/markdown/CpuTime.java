package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/// Measures work in processor time, which other work on the same machine does not lengthen as it does the clock's.
public final class CpuTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ATTEMPTS = 3;

    private CpuTime() {}

    /// Fails if the work takes longer, also when it is repeated on a virtual machine that is no longer cold.
    public static void assertTakesLessThan(Duration limit, String what, Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && best > limit.toNanos(); i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        assertThat(Duration.ofNanos(best)).as(what).isLessThan(limit);
    }
}
