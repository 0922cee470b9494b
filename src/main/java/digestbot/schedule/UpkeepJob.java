package digestbot.schedule;

import digestbot.database.NightlyBackups;
import digestbot.delivery.Pruning;
import digestbot.delivery.SilentChats;
import digestbot.library.Indexing;
import java.time.Duration;

/// Looks every minute whether the night's work is to be done: what is not indexed yet, the backup, then what is
/// removed.
public final class UpkeepJob {

    private UpkeepJob() {}

    /// Starts to; it ends with the schedule.
    public static void start(
            Schedule schedule, Indexing indexing, NightlyBackups backups, Pruning pruning, SilentChats silent) {
        schedule.every("upkeep", Duration.ofMinutes(1), () -> {
            indexing.tend();
            backups.tend();
            pruning.tend();
            silent.tend();
        });
    }
}
