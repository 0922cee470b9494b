package digestbot.schedule;

import digestbot.database.Database;
import digestbot.health.JobMonitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the schedule that the nodes of a cluster share: a node whose clock is wrong takes no part,
/// triggers that such a node has moved are restored, and a job that succeeds on any node counts as
/// working on all.
final class SharedScheduleWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SharedScheduleWatch.class);

    /// The difference to the clock of the database from which a node takes no part in the schedule.
    private static final Duration MAX_SKEW = Duration.ofSeconds(5);

    /// The interval at which the database is read.
    private static final Duration READ_INTERVAL = Duration.ofSeconds(5);

    /// A success is stored this often within the longest tolerated time between two of them.
    private static final int STORED_SUCCESSES = 4;

    private final Scheduler scheduler;
    private final Database database;
    private final InstantSource sharedClock;
    private final JobMonitor monitor;
    private final JobSuccessStore successes = new JobSuccessStore();
    private final Map<String, Instant> stored = new ConcurrentHashMap<>();
    private final Map<String, Instant> seen = new HashMap<>();
    private long nextRead = System.nanoTime();

    /// @param sharedClock the clock of the database
    SharedScheduleWatch(Scheduler scheduler, Database database, InstantSource sharedClock, JobMonitor monitor) {
        this.scheduler = scheduler;
        this.database = database;
        this.sharedClock = sharedClock;
        this.monitor = monitor;
    }

    /// Stores a success of this node, but not each one of a job that runs every second.
    void succeeded(RegisteredJob job) {
        Instant now = sharedClock.instant();
        Instant before = stored.getOrDefault(job.name(), Instant.EPOCH);
        if (before.plus(job.maxInterval().dividedBy(STORED_SUCCESSES)).isAfter(now)) {
            return;
        }
        try {
            database.writeWithoutResult(tx -> successes.save(tx, job.name(), now));
            stored.put(job.name(), now);
        } catch (RuntimeException e) {
            LOG.debug("cannot store the success of job {}", job.name(), e);
        }
    }

    /// Called every second.
    ///
    /// @param restore schedules a job anew
    void check(Collection<RegisteredJob> jobs, Consumer<RegisteredJob> restore) {
        try {
            boolean right = checkClock();
            if (System.nanoTime() - nextRead >= 0) {
                nextRead = System.nanoTime() + READ_INTERVAL.toNanos();
                readSuccesses();
                if (right) {
                    restoreMoved(jobs, restore);
                }
            }
        } catch (SchedulerException | RuntimeException | Error e) {
            LOG.debug("cannot check the schedule of the cluster", e);
        }
    }

    /// Quartz compares the clocks of the nodes, so one that is wrong would move all triggers to its own
    /// time.
    ///
    /// @return true if this machine's clock is right
    private boolean checkClock() throws SchedulerException {
        Duration skew =
                Duration.between(sharedClock.instant(), InstantSource.system().instant());
        boolean wrong = skew.abs().compareTo(MAX_SKEW) > 0;
        if (wrong && !scheduler.isInStandbyMode()) {
            LOG.warn(
                    "this machine's clock differs from the database's by {} s: other nodes run the shared jobs;"
                            + " synchronize the clock",
                    skew.toSeconds());
            scheduler.standby();
        } else if (!wrong && scheduler.isInStandbyMode()) {
            LOG.info("this machine's clock is right again: running shared jobs");
            scheduler.start();
        }
        return !wrong;
    }

    private void readSuccesses() {
        Map<String, Instant> all = database.read(successes::all);
        all.forEach((job, at) -> {
            Instant before = seen.put(job, at);
            if (before != null && at.isAfter(before)) {
                monitor.succeeded(job);
            }
        });
    }

    private void restoreMoved(Collection<RegisteredJob> jobs, Consumer<RegisteredJob> restore)
            throws SchedulerException {
        for (RegisteredJob job : jobs) {
            if (isMoved(job)) {
                restore.accept(job);
            }
        }
    }

    private boolean isMoved(RegisteredJob job) throws SchedulerException {
        Trigger trigger = scheduler.getTrigger(JobScheduler.regular(job.name()));
        Date next = trigger == null ? null : trigger.getNextFireTime();
        Instant latest = InstantSource.system().instant().plus(job.interval().multipliedBy(2));
        return next == null || next.toInstant().isAfter(latest);
    }
}
