package digestbot.app.schedule;

import digestbot.concurrent.RunningCount;
import digestbot.concurrent.StepThread;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.ops.health.JobMonitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs this process's periodic jobs on separate threads, in real time. Each job must find its
/// remaining work itself.
///
/// A job that throws runs again when it is next due.
public final class JobScheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);

    /// One thread for each job, so that a hanging job does not block others.
    private static final int THREADS = 12;

    /// A job is overdue after three missed intervals, but never before its timeout.
    private static final int MAX_MISSED_RUNS = 3;

    private static final Duration DEFAULT_MAX_DURATION = Duration.ofMinutes(2);
    private static final Duration RESTORE_INTERVAL = Duration.ofSeconds(5);

    private final Scheduler scheduler;
    private final JobMonitor monitor;
    private final Duration stopTimeout;
    private final RunningCount running = new RunningCount();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Map<String, RegisteredJob> jobs = new ConcurrentHashMap<>();

    /// A job that runs immediately and then at each interval. Runs that a long one missed are
    /// skipped.
    ///
    /// @param timeout the time that a run may take without counting as overdue
    public record PeriodicJob(String name, Duration interval, Duration timeout, Runnable work) {

        /// A job without long runs.
        public PeriodicJob(String name, Duration interval, Runnable work) {
            this(name, interval, DEFAULT_MAX_DURATION, work);
        }
    }

    /// @param stopTimeout the time for which [#close] waits for running jobs
    public JobScheduler(JobMonitor monitor, Duration stopTimeout) {
        this.monitor = monitor;
        this.stopTimeout = stopTimeout;
        try {
            scheduler = new StdSchedulerFactory(settings()).getScheduler();
            scheduler.setJobFactory((bundle, _) ->
                    new ScheduledJob(bundle.getJobDetail().getKey().getName()));
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot start the schedule", e);
        }
        Thread.ofVirtual().name("schedule-watch").start(this::watch);
    }

    private static Properties settings() {
        var settings = new Properties();
        settings.put(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, "schedule-" + UUID.randomUUID());
        settings.put(StdSchedulerFactory.PROP_JOB_STORE_CLASS, RAMJobStore.class.getName());
        settings.put(StdSchedulerFactory.PROP_SCHED_MAKE_SCHEDULER_THREAD_DAEMON, "true");
        settings.put(StdSchedulerFactory.PROP_THREAD_POOL_CLASS, SimpleThreadPool.class.getName());
        settings.put("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
        settings.put("org.quartz.threadPool.makeThreadsDaemons", "true");
        settings.put("org.quartz.threadPool.threadNamePrefix", "schedule");
        return settings;
    }

    /// Runs the job from now on. Does nothing after [#close].
    ///
    /// @throws IllegalArgumentException if a job of that name exists
    public void schedule(PeriodicJob job) {
        if (isClosed()) {
            return;
        }
        if (jobs.putIfAbsent(job.name(), new RegisteredJob(job, register(job))) != null) {
            throw new IllegalArgumentException("there is a job " + job.name());
        }
        start(job);
    }

    private RepeatedFailureLog register(PeriodicJob job) {
        monitor.register(
                job.name(),
                Collections.max(List.of(job.timeout(), job.interval().multipliedBy(MAX_MISSED_RUNS))));
        return new RepeatedFailureLog(
                LOG,
                "job %s failed, next attempt when it is due".formatted(job.name()),
                "job %s works again".formatted(job.name()));
    }

    /// A dedicated thread for a job that works in steps. It is watched until [#cancel], but the
    /// caller starts and closes it. After a failed step, the next one comes at the interval.
    public StepThread steps(String name, Duration interval, Supplier<Duration> step) {
        var job = new PeriodicJob(name, interval, () -> {});
        RepeatedFailureLog failureLog = register(job);
        return new StepThread(name, () -> watched(name, failureLog, step).orElse(interval));
    }

    /// Empty if the work failed.
    private <T> Optional<T> watched(String name, RepeatedFailureLog failureLog, Supplier<T> work) {
        try {
            T result = work.get();
            failureLog.recovered();
            monitor.succeeded(name);
            return Optional.of(result);
        } catch (RuntimeException | Error e) {
            monitor.failed(name, String.valueOf(Database.root(e).getMessage()));
            failureLog.failed(e);
            return Optional.empty();
        }
    }

    private void start(PeriodicJob job) {
        var detail = JobBuilder.newJob(ScheduledJob.class)
                .withIdentity(key(job.name()))
                .build();
        attempt(() -> scheduler.scheduleJobs(Map.of(detail, Set.of(fromNowOn(job.name(), job.interval()))), true));
    }

    /// Cancels future runs; a running job ends by itself.
    public synchronized void cancel(String name) {
        jobs.remove(name);
        attempt(() -> {
            scheduler.unscheduleJob(soon(name)); // deleting the job would fail if the run ended meanwhile
            scheduler.deleteJob(key(name));
        });
        monitor.remove(name);
    }

    private static Trigger fromNowOn(String name, Duration interval) {
        return TriggerBuilder.newTrigger()
                .withIdentity(regular(name))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(interval.toMillis())
                        .repeatForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .startNow()
                .build();
    }

    private void watch() {
        try {
            while (!ending.await(RESTORE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                restoreMoved(Duration.ZERO);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Runs jobs whose next run is too far ahead: Quartz uses the wall clock, and this machine's
    /// clock may have been set back.
    void restoreMoved(Duration setBack) {
        try {
            List<PeriodicJob> moved = jobs.values().stream()
                    .map(RegisteredJob::job)
                    .filter(job -> isMoved(job, InstantSource.system().instant().minus(setBack)))
                    .toList();
            if (!moved.isEmpty()) {
                LOG.warn("a clock was wrong: {} jobs were scheduled too late and run now", moved.size());
                moved.forEach(this::start);
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("cannot check when jobs run next", e);
        }
    }

    private boolean isMoved(PeriodicJob job, Instant now) {
        Trigger trigger;
        try {
            trigger = scheduler.getTrigger(regular(job.name()));
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot read the schedule", e);
        }
        Date next = trigger == null ? null : trigger.getNextFireTime();
        return next == null || next.toInstant().isAfter(now.plus(job.interval().multipliedBy(2)));
    }

    /// Keeps a long-running job from counting as hanging.
    public void reportProgress(String name) {
        monitor.succeeded(name);
    }

    public void runNow(String name) {
        runAfter(name, Duration.ZERO);
    }

    /// Schedules an additional run after the delay, unless an earlier one is pending.
    public synchronized void runAfter(String name, Duration delay) {
        Instant at = InstantSource.system().instant().plus(delay);
        if (!isClosed() && jobs.containsKey(name)) {
            attempt(() -> trigger(name, at));
        }
    }

    private void trigger(String name, Instant at) throws SchedulerException {
        TriggerKey key = soon(name);
        Trigger requested = scheduler.getTrigger(key);
        // A running trigger has no next fire time and may have missed this request.
        Date before = requested == null ? null : requested.getNextFireTime();
        if (before != null && !before.toInstant().isAfter(at)) {
            return;
        }
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(key)
                .forJob(key(name))
                .startAt(Date.from(at))
                .build();
        if (requested == null || scheduler.rescheduleJob(key, trigger) == null) {
            scheduler.scheduleJob(trigger);
        }
    }

    /// Ends at once, whereas Quartz would wait until its idle threads wake.
    @Override
    public void close() {
        ending.countDown();
        attempt(() -> scheduler.shutdown(false));
        if (!running.stop(stopTimeout)) {
            LOG.warn("a job is still running at shutdown: abandoned it");
        }
    }

    private boolean isClosed() {
        return ending.getCount() == 0;
    }

    private static TriggerKey regular(String name) {
        return TriggerKey.triggerKey(name, "every");
    }

    private static TriggerKey soon(String name) {
        return TriggerKey.triggerKey(name, "soon");
    }

    private static JobKey key(String name) {
        return JobKey.jobKey(name);
    }

    private void attempt(SchedulerCall step) {
        try {
            step.run();
        } catch (SchedulerException e) {
            if (!isClosed()) {
                throw new IllegalStateException("the schedule failed", e);
            }
        }
    }

    private interface SchedulerCall {
        void run() throws SchedulerException;
    }

    private record RegisteredJob(PeriodicJob job, RepeatedFailureLog failureLog) {}

    @DisallowConcurrentExecution
    private final class ScheduledJob implements Job {

        private final String name;

        ScheduledJob(String name) {
            this.name = name;
        }

        @Override
        public void execute(JobExecutionContext context) {
            RegisteredJob registered = jobs.get(name);
            if (registered == null || !running.begin()) {
                return; // it was just cancelled
            }
            try {
                watched(name, registered.failureLog(), () -> {
                    registered.job().work().run();
                    return true;
                });
            } finally {
                running.end();
            }
        }
    }
}
