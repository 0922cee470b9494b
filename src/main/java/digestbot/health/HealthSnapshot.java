package digestbot.health;

import digestbot.audience.Platform;
import java.time.Instant;
import java.util.List;

/// The facts on which health is judged.
///
/// @param heartbeats of the bot's parts; none if no bot runs
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

    /// The deliveries that are due on a platform.
    ///
    /// @param deliveries how many
    /// @param oldest since when the oldest of them is due
    /// @param draining whether deliveries other than replies and notices were settled recently
    record Backlog(Platform platform, long deliveries, Instant oldest, boolean draining) {}
}
