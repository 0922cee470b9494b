package digestbot.schedule;

import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.health.JobMonitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs periodic jobs on its own threads, in real time. The schedule is in memory only: each job
/// must find its remaining work itself.
///
/// A job never runs twice at the same time. A job that throws runs again when it is next due; its
/// failures are logged less and less often, and its recovery once.
public final class JobScheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);

    /// One thread for each job, so that a hanging job does not block others.
    private static final int THREADS = 8;

    /// A job is overdue after three missed intervals, but never before its timeout.
    private static final int MAX_MISSED_RUNS = 3;

    private static final Duration DEFAULT_MAX_DURATION = Duration.ofMinutes(2);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration CLOCK_CHECK_INTERVAL = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final JobMonitor monitor;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Map<String, RegisteredJob> jobs = new ConcurrentHashMap<>();

    private JobScheduler(Scheduler scheduler, JobMonitor monitor) {
        this.monitor = monitor;
        this.scheduler = scheduler;
    }

    /// Starts without any job.
    public static JobScheduler start() {
        return start(new JobMonitor(Clocks.of(InstantSource.system())));
    }

    /// Starts without any job.
    ///
    /// @param monitor tracks the jobs and their successes
    public static JobScheduler start(JobMonitor monitor) {
        try {
            Scheduler scheduler = new StdSchedulerFactory(settings()).getScheduler();
            JobScheduler schedule = new JobScheduler(scheduler, monitor);
            scheduler.setJobFactory(
                    (bundle, _) -> schedule.run(bundle.getJobDetail().getKey().getName()));
            scheduler.start();
            Thread.ofVirtual().name("schedule-clock").start(schedule::watchClock);
            return schedule;
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot start the schedule", e);
        }
    }

    private Job run(String name) {
        return new QuartzJob(Objects.requireNonNull(jobs.get(name)));
    }

    private static RepeatedFailureLog failureLog(String name) {
        return new RepeatedFailureLog(
                LOG,
                "job %s failed, next attempt when it is due".formatted(name),
                "job %s works again".formatted(name));
    }

    private static Properties settings() {
        var settings = new Properties();
        settings.put(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, "schedule-" + UUID.randomUUID());
        settings.put(StdSchedulerFactory.PROP_SCHED_MAKE_SCHEDULER_THREAD_DAEMON, "true");
        settings.put(StdSchedulerFactory.PROP_JOB_STORE_CLASS, "org.quartz.simpl.RAMJobStore");
        settings.put(StdSchedulerFactory.PROP_THREAD_POOL_CLASS, "org.quartz.simpl.SimpleThreadPool");
        settings.put("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
        settings.put("org.quartz.threadPool.makeThreadsDaemons", "true");
        settings.put("org.quartz.threadPool.threadNamePrefix", "schedule");
        return settings;
    }

    /// Runs the job immediately and then at each interval. Runs missed during a long run are
    /// skipped.
    ///
    /// @throws IllegalArgumentException if there is a job of that name
    public void schedule(String name, Duration interval, Runnable job) {
        schedule(name, interval, DEFAULT_MAX_DURATION, job);
    }

    /// Runs the job immediately and then at each interval. Runs missed during a long run are
    /// skipped.
    ///
    /// @param timeout the time that a run may take without counting as overdue
    /// @throws IllegalArgumentException if there is a job of that name
    public void schedule(String name, Duration interval, Duration timeout, Runnable job) {
        if (jobs.putIfAbsent(name, new RegisteredJob(name, job, interval, failureLog(name), monitor)) != null) {
            throw new IllegalArgumentException("there is a job " + name);
        }
        monitor.register(name, Collections.max(List.of(timeout, interval.multipliedBy(MAX_MISSED_RUNS))));
        var detail = JobBuilder.newJob(QuartzJob.class).withIdentity(key(name)).build();
        attempt(() -> scheduler.scheduleJob(detail, fromNowOn(name, interval)));
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

    /// Watches for the clock being set back. Quartz uses the wall clock: if it is set back by an
    /// hour, all jobs would pause for an hour.
    private void watchClock() {
        var watch = new ClockSetbackDetector(InstantSource.system(), System::nanoTime);
        try {
            while (!ending.await(CLOCK_CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                if (watch.wasSetBack()) {
                    LOG.warn("clock moved backwards: restarting jobs");
                    rescheduleAll();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Runs every job now and then at its interval.
    void rescheduleAll() {
        jobs.forEach((name, work) ->
                attempt(() -> scheduler.rescheduleJob(regular(name), fromNowOn(name, work.interval()))));
    }

    /// Reports progress of a long-running job, so that it does not count as hanging.
    public void reportProgress(String name) {
        monitor.succeeded(name);
    }

    /// Runs the job as soon as it is not already running.
    public void runNow(String name) {
        runAfter(name, Duration.ZERO);
    }

    /// Schedules an additional run after the delay, unless an earlier one is pending. Has no effect
    /// after [#close].
    public synchronized void runAfter(String name, Duration delay) {
        Instant at = InstantSource.system().instant().plus(delay);
        if (!isClosed()) {
            attempt(() -> trigger(name, at));
        }
    }

    private void trigger(String name, Instant at) throws SchedulerException {
        var key = TriggerKey.triggerKey(name, "soon");
        Trigger requested = scheduler.getTrigger(key);
        // A running trigger has no next fire time; it may have missed this request, so schedule
        // another run.
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

    /// Stops, and waits at most one second for running jobs.
    @Override
    public void close() {
        ending.countDown();
        Thread stop = Thread.ofVirtual().start(() -> attempt(() -> scheduler.shutdown(true)));
        try {
            if (!stop.join(SHUTDOWN_TIMEOUT)) {
                LOG.warn("a job is still running at shutdown: abandoned it");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return ending.getCount() == 0;
    }

    private static TriggerKey regular(String name) {
        return TriggerKey.triggerKey(name, "every");
    }

    private static JobKey key(String name) {
        return JobKey.jobKey(name);
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (SchedulerException e) {
            if (isClosed()) {
                return; // the scheduler was closed in the meantime
            }
            throw new IllegalStateException("the schedule failed", e);
        }
    }

    private interface Step {
        void run() throws SchedulerException;
    }

    private record RegisteredJob(
            String name, Runnable job, Duration interval, RepeatedFailureLog failureLog, JobMonitor monitor) {

        void run() {
            try {
                job.run();
                failureLog.recovered();
                monitor.succeeded(name);
            } catch (RuntimeException e) {
                monitor.failed(name, String.valueOf(Database.root(e).getMessage()));
                failureLog.failed(e);
            }
        }
    }

    /// The job that Quartz runs.
    @DisallowConcurrentExecution
    private record QuartzJob(RegisteredJob work) implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            work.run();
        }
    }
}
