package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.delivery.fanout.FanOutProgress;
import java.util.Map;
import java.util.Optional;

/// What became of a broadcast so far.
///
/// @param recipients how many get it, as far as is known
/// @param byPlatform the deliveries on each platform that has any
/// @param withdrawal the deliveries that withdraw it, if it is withdrawn
public record BroadcastFigures(
        long recipients, Map<Platform, FanOutProgress> byPlatform, Optional<FanOutProgress> withdrawal) {

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

    /// The deliveries that a broadcast in that state waits for: its own, or those that withdraw it.
    public FanOutProgress of(BroadcastState state) {
        return state == BroadcastState.WITHDRAWN
                ? withdrawal.orElse(FanOutProgress.NONE)
                : byPlatform.values().stream().reduce(FanOutProgress.NONE, FanOutProgress::plus);
    }
}
