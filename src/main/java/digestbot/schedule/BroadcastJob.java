package digestbot.schedule;

import digestbot.broadcast.BroadcastRunner;
import java.time.Duration;

/// Advances broadcasts once a second.
public final class BroadcastJob {

    private BroadcastJob() {}

    /// Starts to; it ends with the schedule.
    public static void start(JobScheduler schedule, BroadcastRunner rounds) {
        schedule.every("broadcasts", Duration.ofSeconds(1), rounds::tend);
    }
}
