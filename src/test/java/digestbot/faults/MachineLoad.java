package digestbot.faults;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/// The factor by which a computing thread is slower on this machine now because of other processes:
/// an answer is slowed down at least as much.
final class MachineLoad {

    private static final long WORK = Duration.ofMillis(20).toNanos();
    private static final long REST = Duration.ofMillis(100).toNanos();

    /// The number of pieces of work that are judged together, about two seconds of them.
    private static final int WINDOW = 15;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::measure);
    private volatile boolean stopped;
    private volatile double most = 1;

    private MachineLoad() {}

    static MachineLoad begin() {
        var strain = new MachineLoad();
        strain.thread.start();
        return strain;
    }

    private void measure() {
        Deque<Long> last = new ArrayDeque<>();
        while (!stopped) {
            last.addLast(work());
            if (last.size() == WINDOW) {
                most = Math.max(most, factor(last));
                last.removeFirst();
            }
            LockSupport.parkNanos(REST);
        }
        // On a very busy machine, an attack may be over before the first window is full.
        if (most == 1 && !last.isEmpty()) {
            most = Math.max(1, factor(last));
        }
    }

    private static double factor(Deque<Long> times) {
        return times.stream().mapToLong(Long::longValue).average().orElseThrow() / WORK;
    }

    /// The time of a fixed amount of work.
    private static long work() {
        long start = System.nanoTime();
        long processor = THREADS.getCurrentThreadCpuTime();
        while (THREADS.getCurrentThreadCpuTime() - processor < WORK) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - start;
    }

    /// The largest factor of any two seconds: 1 if the thread was alone.
    double end() throws InterruptedException {
        stopped = true;
        thread.join();
        return most;
    }
}
