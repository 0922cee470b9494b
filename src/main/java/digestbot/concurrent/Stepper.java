package digestbot.concurrent;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/// A thread that does its work in steps. Each step returns the time until the next one, which
/// [#wake] cuts short.
public final class Stepper {

    private final Supplier<Duration> step;
    private final Function<Throwable, Duration> onFailure;
    private final WakeUp wakeUp = new WakeUp();
    private final Thread thread;
    private volatile boolean closed;

    /// `onFailure` returns the time until the next step after one that failed.
    public Stepper(String name, Supplier<Duration> step, Function<Throwable, Duration> onFailure) {
        this.step = step;
        this.onFailure = onFailure;
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                wakeUp.await(attempt());
            }
        } catch (InterruptedException _) {
            // This thread is never interrupted.
        }
    }

    private Duration attempt() {
        try {
            return step.get();
        } catch (RuntimeException | Error e) {
            return onFailure.apply(e);
        }
    }

    public void wake() {
        wakeUp.raise();
    }

    /// Begins no further step. Returns false if the current one did not end in time.
    public boolean close(Duration timeout) {
        closed = true;
        wakeUp.raise();
        ThreadTermination.join(thread, timeout);
        return !thread.isAlive();
    }
}
