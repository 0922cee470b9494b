package digestbot.console.statistics;

import digestbot.health.JobMonitor;
import digestbot.health.JobMonitor.JobStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;

/// The metrics of the bot's background jobs.
final class JobMetrics implements MetricSource {

    private final JobMonitor jobs;
    private final InstantSource clock;

    JobMetrics(JobMonitor jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public void bind(PrometheusMeterRegistry registry) {
        jobs.all().forEach(job -> bind(registry, job.name()));
    }

    /// The label is not named `job`, because Prometheus itself sets that one.
    private void bind(PrometheusMeterRegistry registry, String name) {
        Tags tags = Tags.of("name", name);
        Gauge.builder(
                        "digestbot.job.last.success.timestamp",
                        () -> (clock.millis() - status(name).sinceSuccess().toMillis()) / 1000.0)
                .description("Unix time of the job's last success, or of the bot's start before the first")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
        Gauge.builder("digestbot.job.well", () -> status(name).isHealthy() ? 1 : 0)
                .description("1 while the job succeeds as often as it should")
                .tags(tags)
                .register(registry);
    }

    private JobStatus status(String name) {
        return jobs.all().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
