package digestbot.health;

import digestbot.audience.Platform;
import java.time.Instant;
import java.util.List;

/// The data from which health is judged.
///
/// @param heartbeats the heartbeats of the bot's parts; empty if no bot runs
/// @param backlogs the due deliveries per platform
record HealthSnapshot(List<Heartbeat> heartbeats, List<Backlog> backlogs) {

    HealthSnapshot {
        heartbeats = List.copyOf(heartbeats);
        backlogs = List.copyOf(backlogs);
    }

    /// The heartbeats of the platforms.
    List<Heartbeat> platforms() {
        return heartbeats.stream().filter(Heartbeat::isOfPlatform).toList();
    }

    /// The due deliveries of a platform.
    ///
    /// @param deliveries their number
    /// @param oldest the due time of the oldest
    /// @param draining true if deliveries other than replies and notices were settled recently
    record Backlog(Platform platform, long deliveries, Instant oldest, boolean draining) {}
}
