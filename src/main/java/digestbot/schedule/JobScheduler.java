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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs periodic jobs on its own threads, in real time. Each job must find its remaining work
/// itself.
///
/// The schedule is in memory, or shared with the other nodes of a cluster, so that each job runs on
/// one node at a time. A shared job may still run twice at the same time if a node was suspended,
/// so its transactions must check what they change.
///
/// A job that throws runs again when it is next due.
public final class JobScheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);

    /// A job is overdue after three missed intervals, but never before its timeout.
    private static final int MAX_MISSED_RUNS = 3;

    private static final Duration DEFAULT_MAX_DURATION = Duration.ofMinutes(2);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RESTORE_INTERVAL = Duration.ofSeconds(5);

    /// Empty while this node takes no part in the schedule of its cluster.
    private volatile Optional<Scheduler> scheduler;

    private final JobMonitor monitor;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Map<String, RegisteredJob> jobs = new ConcurrentHashMap<>();

    /// Empty if the schedule is in memory.
    private final Optional<SharedScheduleWatch> shared;

    private JobScheduler(JobMonitor monitor, Optional<SharedScheduleWatch> shared) {
        this.monitor = monitor;
        this.shared = shared;
        scheduler = Optional.empty();
    }

    private void use(Scheduler given) throws SchedulerException {
        given.setJobFactory((bundle, _) -> job(bundle.getJobDetail().getKey().getName()));
        scheduler = Optional.of(given);
    }

    public static JobScheduler start() {
        return start(new JobMonitor(Clocks.of(InstantSource.system())));
    }

    public static JobScheduler start(JobMonitor monitor) {
        try {
            var schedule = new JobScheduler(monitor, Optional.empty());
            schedule.use(QuartzSchedulers.inMemory());
            schedule.begin();
            return schedule;
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot start the schedule", e);
        }
    }

    /// Joins the schedule of a cluster. Runs jobs only after [#begin].
    public static JobScheduler join(
            Database database, DataSource connections, String node, JobMonitor monitor, InstantSource sharedClock) {
        var watch = new SharedScheduleWatch(
                () -> QuartzSchedulers.clustered(database, connections, node), database, sharedClock, monitor);
        return new JobScheduler(monitor, Optional.of(watch));
    }

    /// A node of a cluster whose clock is wrong begins once it is right.
    public void begin() {
        shared.ifPresentOrElse(this::takePart, () -> attempt(Scheduler::start));
        Thread.ofVirtual().name("schedule-watch").start(this::watch);
    }

    /// Takes part in the schedule of the cluster if this machine's clock is right, and else leaves
    /// it; returns whether it takes part. Quartz compares the clocks of the nodes: a wrong one
    /// would move all triggers to its own time, and would take the other nodes for dead even while
    /// it runs no jobs. So its scheduler ends, and a new one begins later.
    private boolean takePart(SharedScheduleWatch watch) {
        try {
            boolean right = watch.isClockRight();
            if (right && scheduler.isEmpty() && !isClosed()) {
                enter(watch);
            } else if (!right) {
                leave();
            }
            watch.readSuccesses();
            return right;
        } catch (SchedulerException | RuntimeException | Error e) {
            LOG.debug("cannot check the schedule of the cluster", e);
            return false;
        }
    }

    private void enter(SharedScheduleWatch watch) throws SchedulerException {
        try {
            use(watch.newScheduler());
            jobs.values().forEach(job -> schedule(job.name(), job.interval()));
            attempt(Scheduler::start);
        } catch (SchedulerException | RuntimeException | Error e) {
            leave();
            throw e;
        }
    }

    private void leave() throws SchedulerException {
        Optional<Scheduler> left = scheduler;
        scheduler = Optional.empty();
        if (left.isPresent()) {
            left.get().shutdown();
        }
    }

    /// The job does nothing if only other nodes, of another version, know it.
    private ScheduledJob job(String name) {
        RegisteredJob job = jobs.get(name);
        return new ScheduledJob(job == null ? () -> LOG.debug("job {} is unknown here", name) : () -> run(job));
    }

    private void run(RegisteredJob job) {
        if (job.run()) {
            shared.ifPresent(watch -> watch.succeeded(job));
        }
    }

    public void schedule(String name, Duration interval, Runnable job) {
        schedule(name, interval, DEFAULT_MAX_DURATION, job);
    }

    /// Runs the job immediately and then at each interval. Runs that a long run missed are skipped.
    ///
    /// @param timeout a run may take this long without counting as overdue
    /// @throws IllegalArgumentException if there is a job of that name
    public void schedule(String name, Duration interval, Duration timeout, Runnable job) {
        Duration maxInterval = Collections.max(List.of(timeout, interval.multipliedBy(MAX_MISSED_RUNS)));
        if (jobs.putIfAbsent(name, new RegisteredJob(name, job, interval, maxInterval, monitor)) != null) {
            throw new IllegalArgumentException("there is a job " + name);
        }
        monitor.register(name, maxInterval);
        schedule(name, interval);
    }

    private void schedule(String name, Duration interval) {
        var detail =
                JobBuilder.newJob(ScheduledJob.class).withIdentity(key(name)).build();
        // Replaces the trigger that another node of the cluster has set.
        attempt(current -> current.scheduleJobs(Map.of(detail, Set.of(fromNowOn(name, interval))), true));
    }

    /// A running job ends by itself.
    public void cancel(String name) {
        attempt(current -> current.deleteJob(key(name)));
        jobs.remove(name);
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
        long nextRestoration = System.nanoTime();
        try {
            while (!ending.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                boolean right = shared.map(this::takePart).orElse(true);
                if (right && System.nanoTime() - nextRestoration >= 0) {
                    nextRestoration = System.nanoTime() + RESTORE_INTERVAL.toNanos();
                    restoreMoved(InstantSource.system().instant());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Quartz uses the wall clock, so a job is scheduled too late once this machine's clock was set
    /// back, or if another node with a wrong clock has moved its trigger. Such a job runs now and
    /// then at its interval.
    void restoreMoved(Instant now) {
        try {
            List<RegisteredJob> moved =
                    jobs.values().stream().filter(job -> isMoved(job, now)).toList();
            if (!moved.isEmpty()) {
                LOG.warn("a clock was wrong: {} jobs were scheduled too late and run now", moved.size());
                moved.forEach(job -> schedule(job.name(), job.interval()));
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("cannot check when jobs run next", e);
        }
    }

    private boolean isMoved(RegisteredJob job, Instant now) {
        Trigger trigger;
        try {
            trigger = scheduler.orElseThrow().getTrigger(regular(job.name()));
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
            attempt(current -> trigger(current, name, at));
        }
    }

    private static void trigger(Scheduler scheduler, String name, Instant at) throws SchedulerException {
        var key = TriggerKey.triggerKey(name, "soon");
        Trigger requested = scheduler.getTrigger(key);
        // A running trigger has no next fire time; it may have missed this request.
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

    /// Waits at most one second for running jobs.
    @Override
    public void close() {
        ending.countDown();
        Thread stop = Thread.ofVirtual().start(() -> attempt(current -> current.shutdown(true)));
        try {
            if (!stop.join(SHUTDOWN_TIMEOUT)) {
                LOG.warn("a job is still running at shutdown: abandoned it");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isPaused() {
        return scheduler.isEmpty();
    }

    private boolean isClosed() {
        return ending.getCount() == 0;
    }

    static TriggerKey regular(String name) {
        return TriggerKey.triggerKey(name, "every");
    }

    private static JobKey key(String name) {
        return JobKey.jobKey(name);
    }

    /// While this node takes no part, there is no scheduler; jobs are entered when it does.
    private void attempt(Step step) {
        Optional<Scheduler> current = scheduler;
        if (current.isEmpty()) {
            return;
        }
        try {
            step.run(current.get());
        } catch (SchedulerException e) {
            if (isClosed() || !scheduler.equals(current)) {
                return; // the scheduler was closed in the meantime
            }
            throw new IllegalStateException("the schedule failed", e);
        }
    }

    private interface Step {
        void run(Scheduler scheduler) throws SchedulerException;
    }

    static final class RegisteredJob {

        private static final Logger LOG = LoggerFactory.getLogger(RegisteredJob.class);

        private final String name;
        private final Runnable work;
        private final Duration interval;
        private final Duration maxInterval;
        private final RepeatedFailureLog failureLog;
        private final JobMonitor monitor;

        RegisteredJob(String name, Runnable work, Duration interval, Duration maxInterval, JobMonitor monitor) {
            this.name = name;
            this.work = work;
            this.interval = interval;
            this.maxInterval = maxInterval;
            this.monitor = monitor;
            failureLog = new RepeatedFailureLog(
                    LOG,
                    "job %s failed, next attempt when it is due".formatted(name),
                    "job %s works again".formatted(name));
        }

        String name() {
            return name;
        }

        Duration interval() {
            return interval;
        }

        Duration maxInterval() {
            return maxInterval;
        }

        boolean run() {
            try {
                work.run();
                failureLog.recovered();
                monitor.succeeded(name);
                return true;
            } catch (RuntimeException e) {
                monitor.failed(name, String.valueOf(Database.root(e).getMessage()));
                failureLog.failed(e);
                return false;
            }
        }
    }

    /// The nodes of a cluster store the name of this class.
    @DisallowConcurrentExecution
    public static final class ScheduledJob implements Job {

        private final Runnable work;

        ScheduledJob(Runnable work) {
            this.work = work;
        }

        @Override
        public void execute(JobExecutionContext context) {
            work.run();
        }
    }
}
