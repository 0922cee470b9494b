package digestbot.broadcast;

import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.delivery.fanout.FanOutProgress;
import java.time.Duration;
import java.util.Optional;

/// The progress of a broadcast or of its withdrawal.
///
/// @param state the state of the broadcast
/// @param finished true if all deliveries are settled
/// @param total the number of recipients, as far as known
/// @param deliveries the deliveries by result
/// @param throughput the recent throughput
record BroadcastProgress(
        BroadcastState state,
        boolean finished,
        long total,
        FanOutProgress deliveries,
        Optional<Throughput> throughput) {

    /// The number of deliveries settled within a period.
    record Throughput(long settled, Duration time) {

        long perSecond() {
            return Math.round(settled * 1e9 / time.toNanos());
        }

        /// The estimated time for the given number of further deliveries.
        Duration timeFor(long count) {
            return Duration.ofNanos((long) ((double) time.toNanos() / settled * count));
        }
    }

    /// @param parts the deliveries of the broadcast, or of its withdrawal
    static BroadcastProgress of(Broadcast broadcast, FanOutProgress parts) {
        SendState sendState = broadcast.sendState().orElseThrow();
        boolean allHandled = switch (broadcast.state()) {
            case WITHDRAWN -> sendState.withdrawalCursor().isEmpty();
            case STOPPED -> true;
            case DRAFT, SCHEDULED, RUNNING, PAUSED, DONE, DISCARDED ->
                sendState.fullyPlanned() && sendState.retryCursor().isEmpty();
        };
        boolean all = broadcast.state() == BroadcastState.WITHDRAWN ? allHandled : sendState.fullyPlanned();
        return new BroadcastProgress(
                broadcast.state(),
                parts.waiting() == 0 && allHandled,
                sendState.recipients(parts.all(), all),
                parts,
                Optional.empty());
    }

    /// This progress with the given throughput.
    BroadcastProgress withThroughput(Throughput measured) {
        return new BroadcastProgress(
                state, finished, total, deliveries, Optional.of(measured).filter(each -> each.settled() > 0));
    }

    long remaining() {
        return total - deliveries.settled();
    }

    int percent() {
        return total == 0 ? 100 : (int) (deliveries.settled() * 100 / total);
    }
}
