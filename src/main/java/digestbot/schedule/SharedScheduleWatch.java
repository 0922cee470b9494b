package digestbot.schedule;

import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.health.CheckFinding.ClockSkew;
import digestbot.health.JobMonitor;
import digestbot.schedule.JobScheduler.RegisteredJob;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the schedule that the nodes of a cluster share: a node whose clock is wrong takes no
/// part until it is right, and a job that succeeds on any node counts as working on all.
final class SharedScheduleWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SharedScheduleWatch.class);

    private static final Duration READ_INTERVAL = Duration.ofSeconds(5);

    /// A success is stored this often within the longest tolerated time between two of them.
    private static final int STORED_SUCCESSES = 4;

    private final NewScheduler newScheduler;
    private final Database database;
    private final InstantSource sharedClock;
    private final JobMonitor monitor;
    private final JobSuccessStore successes = new JobSuccessStore();
    private final Map<String, Instant> stored = new ConcurrentHashMap<>();
    private final Map<String, Instant> seen = new HashMap<>();
    private long nextRead = System.nanoTime();
    private boolean reported;

    interface NewScheduler {
        Scheduler make() throws SchedulerException;
    }

    SharedScheduleWatch(NewScheduler newScheduler, Database database, InstantSource sharedClock, JobMonitor monitor) {
        this.newScheduler = newScheduler;
        this.database = database;
        this.sharedClock = sharedClock;
        this.monitor = monitor;
    }

    /// Does not store each success of a job that runs every second.
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

    Scheduler newScheduler() throws SchedulerException {
        return newScheduler.make();
    }

    /// Called before the first start and then every second.
    boolean isClockRight() {
        Duration skew =
                Duration.between(sharedClock.instant(), InstantSource.system().instant());
        boolean wrong = ClockSkew.isWrong(skew);
        if (wrong && !reported) {
            LOG.warn(
                    "this machine's clock differs from the database's by {} s: other nodes run the shared jobs;"
                            + " synchronize the clock",
                    skew.toSeconds());
        } else if (!wrong && reported) {
            LOG.info("this machine's clock is right again: running shared jobs");
        }
        reported = wrong;
        return !wrong;
    }

    void readSuccesses() {
        if (System.nanoTime() - nextRead < 0) {
            return;
        }
        nextRead = System.nanoTime() + READ_INTERVAL.toNanos();
        Map<String, Instant> all = database.read(successes::all);
        all.forEach((job, at) -> {
            Instant before = seen.put(job, at);
            if (before != null && at.isAfter(before)) {
                monitor.succeeded(job);
            }
        });
    }

    private static final class JobSuccessStore {

        void save(Transaction transaction, String job, Instant at) {
            transaction.execute(
                    "INSERT INTO job_success (job, at) VALUES (?, ?)"
                            + " ON CONFLICT (job) DO UPDATE SET at = excluded.at",
                    job,
                    at.toEpochMilli());
        }

        Map<String, Instant> all(Transaction transaction) {
            Map<String, Instant> successes = new HashMap<>();
            transaction
                    .select("SELECT job, at FROM job_success")
                    .map((row, _) -> successes.put(row.getString("job"), Instant.ofEpochMilli(row.getLong("at"))))
                    .list();
            return successes;
        }
    }
}
