package digestbot.schedule;

import digestbot.database.Database;
import digestbot.library.archive.HeldDigests;
import java.time.Duration;

/// Publishes digests that were held back long enough, every few seconds.
public final class HoldingJob {

    private HoldingJob() {}

    /// Starts to; it ends with the schedule.
    public static void start(
            JobScheduler schedule, Database database, HeldDigests holding, HeldDigests.TimeUp watcher) {
        schedule.every("holding", Duration.ofSeconds(3), () -> holding.tend(database, watcher));
    }
}
