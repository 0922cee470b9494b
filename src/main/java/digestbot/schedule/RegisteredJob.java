package digestbot.schedule;

import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.health.JobMonitor;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A job of this process.
final class RegisteredJob {

    private static final Logger LOG = LoggerFactory.getLogger(RegisteredJob.class);

    private final String name;
    private final Runnable work;
    private final Duration interval;
    private final Duration maxInterval;
    private final RepeatedFailureLog failureLog;
    private final JobMonitor monitor;

    /// @param maxInterval the longest tolerated time between two successes
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

    /// Runs the job once.
    ///
    /// @return false if it failed
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
