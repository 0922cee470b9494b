package digestbot.schedule;

import digestbot.health.Heart;
import java.time.Duration;

/// Has the bot say every few seconds that it is at work.
public final class HeartbeatJob {

    private static final String NAME = "heartbeat";

    /// While a platform is not well, so that its recovery is seen at once.
    private static final Duration SOON = Duration.ofSeconds(1);

    private HeartbeatJob() {}

    /// Starts to.
    public static void start(Schedule schedule, Heart heart) {
        schedule.every(NAME, Heart.EVERY, () -> {
            if (!heart.beat()) {
                schedule.in(NAME, SOON);
            }
        });
    }
}
