package digestbot.console.statistics;

import digestbot.audience.Platform;
import digestbot.cluster.Seat;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.delivery.sending.SendCounters;
import digestbot.health.Heartbeat;
import digestbot.health.JobMonitor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// The response of `/metrics` for a bot that has done nothing yet.
public final class ScrapedMetrics {

    private ScrapedMetrics() {}

    /// Every metric of a bot on one platform with one job.
    public static String of(Path folder) {
        InstantSource clock = InstantSource.system();
        var jobs = new JobMonitor(Clocks.of(clock));
        jobs.register("job", Duration.ofMinutes(1));
        var source = new Metrics.PlatformMetrics(() -> new Heartbeat.HealthState(true, ""), new SendCounters());
        try (Database database = TestDatabase.open(folder.resolve("bot.sqlite"));
                var metrics = new Metrics(
                        database,
                        Map.of(Platform.TELEGRAM, source),
                        jobs,
                        new ClusterMetrics(() -> List.of(Seat.INTAKE), "one"),
                        clock)) {
            return metrics.scrape();
        }
    }
}
