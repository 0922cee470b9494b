package digestbot.health;

import digestbot.database.Clocks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Watches when each job of the bot last succeeded, and how long that may be ago. It is the one
/// place that knows of a job that always fails or hangs; readiness, health, alarms and metrics ask
/// it.
public final class JobMonitor {

    private static final int MOST_LETTERS = 300;

    private final Clocks clocks;
    private final Map<String, Job> jobs = new ConcurrentSkipListMap<>();

    private record Job(Duration longest, long worked, Optional<String> trouble) {}

    /// The state of a job.
    ///
    /// @param name such as `digests`
    /// @param since time since the last success, or since the start
    /// @param longest the longest tolerated time
    /// @param trouble the last error since the last success
    public record Standing(String name, Duration since, Duration longest, Optional<String> trouble) {

        /// Tells whether it works as it should.
        public boolean well() {
            return since.compareTo(longest) <= 0;
        }

        /// The state in one sentence.
        public String sentence() {
            return "the job “%s” has not worked for %d s: %s"
                    .formatted(name, since.toSeconds(), trouble.orElse("it hangs"));
        }
    }

    public JobMonitor(Clocks clocks) {
        this.clocks = clocks;
    }

    /// Starts to monitor a job.
    ///
    /// @param longest how long it may take from one time that it worked to the next
    public void expect(String name, Duration longest) {
        jobs.put(name, new Job(longest, clocks.nanos(), Optional.empty()));
    }

    /// Reports a success, or progress within a long run.
    public void worked(String name) {
        jobs.computeIfPresent(name, (_, job) -> new Job(job.longest(), clocks.nanos(), Optional.empty()));
    }

    /// The job failed.
    public void failed(String name, String why) {
        String line = why.replaceAll("\\p{Cntrl}+", " ");
        String cut = line.length() <= MOST_LETTERS ? line : line.substring(0, MOST_LETTERS) + "…";
        jobs.computeIfPresent(name, (_, job) -> new Job(job.longest(), job.worked(), Optional.of(cut)));
    }

    /// All of them, by name.
    public List<Standing> all() {
        return jobs.entrySet().stream()
                .map(entry -> standing(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// Those that do not work as they should.
    public List<Standing> overdue() {
        return all().stream().filter(job -> !job.well()).toList();
    }

    private Standing standing(String name, Job job) {
        return new Standing(name, clocks.since(job.worked()), job.longest(), job.trouble());
    }
}
