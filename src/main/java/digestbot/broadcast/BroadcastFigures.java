package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.delivery.fanout.FanOutProgress;
import java.util.Map;

/// What became of a broadcast so far.
///
/// @param recipients how many get it, as far as is known
/// @param byPlatform the deliveries on each platform that has any
public record BroadcastFigures(long recipients, Map<Platform, FanOutProgress> byPlatform) {

    public BroadcastFigures {
        byPlatform = Map.copyOf(byPlatform);
    }

    /// How many received it.
    public long sent() {
        return byPlatform.values().stream().mapToLong(FanOutProgress::sent).sum();
    }

    /// How many it could not be delivered to.
    public long failed() {
        return byPlatform.values().stream().mapToLong(FanOutProgress::allFailed).sum();
    }

    /// How many deliveries will not change any more by themselves.
    public long settled() {
        return byPlatform.values().stream()
                .mapToLong(progress -> progress.settled() + progress.cancelled())
                .sum();
    }
}
