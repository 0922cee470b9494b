package digestbot.health;

import digestbot.audience.Platform;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The data from which health is judged.
///
/// @param heartbeats the heartbeats of the bot's parts; empty if no bot runs
/// @param backlogs the due deliveries per platform
record HealthSnapshot(List<Heartbeat> heartbeats, List<Backlog> backlogs) {

    HealthSnapshot {
        heartbeats = List.copyOf(heartbeats);
        backlogs = List.copyOf(backlogs);
    }

    /// The heartbeat of each platform that decides its state. If several nodes serve it, the one that
    /// has been unhealthy for longest decides. The last heartbeat of a node that was killed counts only
    /// if no node serves the platform now.
    List<Heartbeat> platforms(Instant now) {
        List<Heartbeat> unhealthy = heartbeats.stream()
                .filter(heartbeat -> heartbeat.isOfPlatform()
                        && !heartbeat.state().healthy()
                        && !HealthReport.isSilent(heartbeat, now))
                .sorted(Comparator.comparing(Heartbeat::since))
                .toList();
        return latest(Heartbeat::isOfPlatform).stream()
                .map(latest -> unhealthy.stream()
                        .filter(heartbeat -> heartbeat.part().equals(latest.part()))
                        .findFirst()
                        .orElse(latest))
                .toList();
    }

    /// The latest heartbeat of each job that does not work.
    List<Heartbeat> failingJobs(Instant now) {
        return latest(heartbeat -> heartbeat.job().isPresent()).stream()
                .filter(heartbeat -> !HealthReport.isSilent(heartbeat, now))
                .toList();
    }

    private List<Heartbeat> latest(Predicate<Heartbeat> wanted) {
        return heartbeats.stream()
                .filter(wanted)
                .collect(Collectors.toMap(
                        Heartbeat::part,
                        heartbeat -> heartbeat,
                        BinaryOperator.maxBy(Comparator.comparing(Heartbeat::at)),
                        TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    /// The due deliveries of a platform.
    ///
    /// @param deliveries their number
    /// @param oldest the due time of the oldest
    /// @param draining true if deliveries other than replies and notices were settled recently
    record Backlog(Platform platform, long deliveries, Instant oldest, boolean draining) {}
}
