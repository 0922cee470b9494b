package digestbot.broadcast;

import digestbot.broadcast.Broadcast.State;
import digestbot.delivery.FanOutProgress;
import java.time.Duration;
import java.util.Optional;

/// How far an announcement is.
///
/// @param stopped whether it was ended early
/// @param over whether nothing of it is on its way any more
/// @param total how many are to get it, as far as is known
/// @param speed how fast it was lately
record Progress(boolean stopped, boolean over, long total, FanOutProgress parts, Optional<Speed> speed) {

    /// How many were settled in a time.
    record Speed(long settled, Duration time) {

        long perSecond() {
            return Math.round(settled * 1e9 / time.toNanos());
        }

        /// How long as many more take.
        Duration needs(long more) {
            return Duration.ofNanos((long) ((double) time.toNanos() / settled * more));
        }
    }

    static Progress of(Broadcast broadcast, FanOutProgress parts, Optional<Speed> speed) {
        boolean planned = broadcast.run().filter(Broadcast.Run::planned).isPresent();
        long expected = broadcast.run().map(Broadcast.Run::expected).orElse(0L);
        boolean stopped = broadcast.state() == State.STOPPED;
        return new Progress(
                stopped,
                parts.waiting() == 0 && (planned || stopped),
                planned ? parts.all() : Math.max(expected, parts.all()),
                parts,
                speed.filter(measured -> measured.settled() > 0));
    }

    long left() {
        return total - parts.over();
    }

    int percent() {
        return total == 0 ? 100 : (int) (parts.over() * 100 / total);
    }
}
