package digestbot.health;

import digestbot.audience.Platform;
import java.time.Instant;
import java.util.List;

/// The facts on which health is judged.
///
/// @param heartbeats of the bot's parts; none if no bot runs
/// @param backlogs of the platforms that owe something which is due
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
    /// @param moving whether more than answers and notices left lately, so that it is merely a lot
    record Backlog(Platform platform, long deliveries, Instant oldest, boolean moving) {}
}
