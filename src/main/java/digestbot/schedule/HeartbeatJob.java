package digestbot.schedule;

import digestbot.health.HeartbeatWriter;
import java.time.Duration;

/// Writes heartbeats every ten seconds.
public final class HeartbeatJob {

    private static final String NAME = "heartbeat";

    /// The interval while a platform is not healthy, so that its recovery is seen at once.
    private static final Duration SOON = Duration.ofSeconds(1);

    private HeartbeatJob() {}

    /// Registers the job.
    public static void start(JobScheduler schedule, HeartbeatWriter heartbeatWriter) {
        schedule.schedule(NAME, HeartbeatWriter.INTERVAL, () -> {
            if (!heartbeatWriter.beat()) {
                schedule.runAfter(NAME, SOON);
            }
        });
    }
}
