package digestbot.ops.health;

import digestbot.database.Clocks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Tracks the last success of each job and the longest permitted time since then. Readiness,
/// health, alarms and metrics learn only from here that a job always fails or hangs.
public final class JobMonitor {

    private static final int MAX_ERROR_LENGTH = 300;

    private final Clocks clocks;
    private final Map<String, Job> jobs = new ConcurrentSkipListMap<>();

    private record Job(Duration maxInterval, long lastSuccessNanos, Optional<String> lastError) {}

    /// Without a success, the time counts from the start. A success clears the last error.
    public record JobStatus(String name, Duration sinceSuccess, Duration maxInterval, Optional<String> lastError) {

        public boolean isHealthy() {
            return sinceSuccess.compareTo(maxInterval) <= 0;
        }

        String reason() {
            return lastError.orElse("it hangs");
        }

        public String sentence() {
            return sentence(name, sinceSuccess, reason());
        }

        static String sentence(String job, Duration sinceSuccess, String reason) {
            return "the job “%s” has not worked for %d s: %s".formatted(job, sinceSuccess.toSeconds(), reason);
        }
    }

    public JobMonitor(Clocks clocks) {
        this.clocks = clocks;
    }

    /// `maxInterval` is the longest permitted time between two successes.
    public void register(String name, Duration maxInterval) {
        jobs.put(name, new Job(maxInterval, clocks.nanos(), Optional.empty()));
    }

    public void remove(String name) {
        jobs.remove(name);
    }

    /// Records a success, or progress within a long run.
    public void succeeded(String name) {
        jobs.computeIfPresent(name, (_, job) -> new Job(job.maxInterval(), clocks.nanos(), Optional.empty()));
    }

    public void failed(String name, String error) {
        String line = error.replaceAll("\\p{Cntrl}+", " ");
        String cut = line.length() <= MAX_ERROR_LENGTH ? line : line.substring(0, MAX_ERROR_LENGTH) + "…";
        jobs.computeIfPresent(name, (_, job) -> new Job(job.maxInterval(), job.lastSuccessNanos(), Optional.of(cut)));
    }

    public List<JobStatus> all() {
        return jobs.entrySet().stream()
                .map(entry -> status(entry.getKey(), entry.getValue()))
                .toList();
    }

    public List<JobStatus> overdue() {
        return all().stream().filter(job -> !job.isHealthy()).toList();
    }

    private JobStatus status(String name, Job job) {
        return new JobStatus(name, clocks.elapsedSince(job.lastSuccessNanos()), job.maxInterval(), job.lastError());
    }
}
