package digestbot.app.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The jobs that run on one node at a time. One may still run on a node that has just lost its seat
/// while it runs on the next one, so its transactions must check what they change.
public final class SharedJobs {

    private final JobScheduler schedule;
    private final List<SharedJob> jobs = new ArrayList<>();

    private record SharedJob(String name, Duration interval, Duration timeout, Runnable work) {}

    /// The jobs run on the schedule of this process.
    public SharedJobs(JobScheduler schedule) {
        this.schedule = schedule;
    }

    /// Adds a job; to be called before the first start.
    public void add(String name, Duration interval, Runnable work) {
        add(name, interval, JobScheduler.DEFAULT_MAX_DURATION, work);
    }

    /// Adds a job of which a run may take as long as the timeout without counting as overdue.
    public void add(String name, Duration interval, Duration timeout, Runnable work) {
        jobs.add(new SharedJob(name, interval, timeout, work));
    }

    /// Runs the jobs from now on.
    public void start() {
        jobs.forEach(job -> schedule.schedule(job.name(), job.interval(), job.timeout(), job.work()));
    }

    /// A running job ends by itself.
    public void stop() {
        jobs.forEach(job -> schedule.cancel(job.name()));
    }
}
