package digestbot.broadcast;

import digestbot.broadcast.Broadcast.Run;
import digestbot.broadcast.Broadcast.State;
import digestbot.delivery.fanout.FanOutProgress;
import java.time.Duration;
import java.util.Optional;

/// The progress of a broadcast or of its withdrawal.
///
/// @param state the state of the broadcast
/// @param over whether all deliveries are settled
/// @param total the number of recipients, as far as known
/// @param parts the deliveries by result
/// @param speed the recent throughput
record BroadcastProgress(State state, boolean over, long total, FanOutProgress parts, Optional<Speed> speed) {

    /// The number of deliveries settled within a period.
    record Speed(long settled, Duration time) {

        long perSecond() {
            return Math.round(settled * 1e9 / time.toNanos());
        }

        /// The estimated time for the given number of further deliveries.
        Duration needs(long more) {
            return Duration.ofNanos((long) ((double) time.toNanos() / settled * more));
        }
    }

    /// @param parts the deliveries of the broadcast, or of its withdrawal
    static BroadcastProgress of(Broadcast broadcast, FanOutProgress parts) {
        Run run = broadcast.run().orElseThrow();
        boolean looked = switch (broadcast.state()) {
            case WITHDRAWN -> run.withdrawing().isEmpty();
            case STOPPED -> true;
            case DRAFT, SCHEDULED, RUNNING, PAUSED, DONE, DISCARDED ->
                run.planned() && run.retrying().isEmpty();
        };
        boolean all = broadcast.state() == State.WITHDRAWN ? looked : run.planned();
        return new BroadcastProgress(
                broadcast.state(),
                parts.waiting() == 0 && looked,
                all ? parts.all() : Math.max(run.expected(), parts.all()),
                parts,
                Optional.empty());
    }

    /// This progress with the given throughput.
    BroadcastProgress at(Speed measured) {
        return new BroadcastProgress(
                state, over, total, parts, Optional.of(measured).filter(each -> each.settled() > 0));
    }

    long left() {
        return total - parts.over();
    }

    int percent() {
        return total == 0 ? 100 : (int) (parts.over() * 100 / total);
    }
}
