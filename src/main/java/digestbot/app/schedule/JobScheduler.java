package digestbot.app.schedule;

import digestbot.concurrent.ThreadTermination;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.ops.health.JobMonitor;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs periodic jobs of this process by the monotonic clock, each on a thread of its own, so that a
/// hanging job does not block others. Each job must find its remaining work itself.
///
/// A job that throws runs again when it is next due.
public final class JobScheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);

    /// A job is overdue after three missed intervals, but never before its timeout.
    private static final int MAX_MISSED_RUNS = 3;

    private static final Duration DEFAULT_MAX_DURATION = Duration.ofMinutes(2);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(1);

    private final JobMonitor monitor;
    private final Map<String, Schedule> jobs = new ConcurrentHashMap<>();

    /// The last thread of each job, which may run on after the job was cancelled.
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();

    private boolean closed;

    /// A job that runs at once and then at each interval.
    ///
    /// @param timeout a run may take this long without counting as overdue
    public record PeriodicJob(String name, Duration interval, Duration timeout, Runnable work) {

        /// A job of which no run takes long.
        public PeriodicJob(String name, Duration interval, Runnable work) {
            this(name, interval, DEFAULT_MAX_DURATION, work);
        }
    }

    public JobScheduler(JobMonitor monitor) {
        this.monitor = monitor;
    }

    /// Runs the job from now on. Does nothing after [#close].
    ///
    /// @throws IllegalArgumentException if there is a job of that name
    public synchronized void schedule(PeriodicJob job) {
        if (closed) {
            return;
        }
        var schedule = new Schedule(job);
        if (jobs.putIfAbsent(job.name(), schedule) != null) {
            throw new IllegalArgumentException("there is a job " + job.name());
        }
        Duration overdue = Collections.max(List.of(job.timeout(), job.interval().multipliedBy(MAX_MISSED_RUNS)));
        monitor.register(job.name(), overdue);
        Optional<Thread> before = Optional.ofNullable(threads.get(job.name()));
        threads.put(
                job.name(),
                Thread.ofPlatform().daemon().name("job " + job.name()).start(() -> schedule.run(before)));
    }

    /// A running job ends by itself.
    public void cancel(String name) {
        Schedule cancelled = jobs.remove(name);
        if (cancelled != null) {
            cancelled.end();
            monitor.remove(name);
        }
    }

    /// Keeps a long-running job from counting as hanging.
    public void reportProgress(String name) {
        monitor.succeeded(name);
    }

    public void runNow(String name) {
        runAfter(name, Duration.ZERO);
    }

    /// Runs the job after the delay, unless it is due earlier.
    public void runAfter(String name, Duration delay) {
        Schedule job = jobs.get(name);
        if (job != null) {
            job.runBy(System.nanoTime() + delay.toNanos());
        }
    }

    /// Waits at most one second for running jobs.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        jobs.values().forEach(Schedule::end);
        jobs.clear();
        long end = System.nanoTime() + SHUTDOWN_TIMEOUT.toNanos();
        threads.values()
                .forEach(thread ->
                        ThreadTermination.join(thread, Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
        if (threads.values().stream().anyMatch(Thread::isAlive)) {
            LOG.warn("a job is still running at shutdown: abandoned it");
        }
    }

    /// When a job is due, and whether it was cancelled.
    private final class Schedule {

        private final PeriodicJob job;
        private final RepeatedFailureLog failureLog;
        private long dueNanos = System.nanoTime();
        private boolean ended;

        Schedule(PeriodicJob job) {
            this.job = job;
            failureLog = new RepeatedFailureLog(
                    LOG,
                    "job %s failed, next attempt when it is due".formatted(job.name()),
                    "job %s works again".formatted(job.name()));
        }

        /// A job of the same name that was cancelled ends before.
        void run(Optional<Thread> before) {
            try {
                if (before.isPresent()) {
                    before.get().join();
                }
                while (awaitDue()) {
                    runOnce();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized boolean awaitDue() throws InterruptedException {
            for (long left = dueNanos - System.nanoTime(); left > 0 && !ended; left = dueNanos - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            dueNanos = System.nanoTime() + job.interval().toNanos();
            return !ended;
        }

        private void runOnce() {
            try {
                job.work().run();
                failureLog.recovered();
                monitor.succeeded(job.name());
            } catch (RuntimeException | Error e) {
                monitor.failed(job.name(), String.valueOf(Database.root(e).getMessage()));
                failureLog.failed(e);
            }
        }

        synchronized void runBy(long nanos) {
            if (nanos - dueNanos < 0) {
                dueNanos = nanos;
                notifyAll();
            }
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }
    }
}
