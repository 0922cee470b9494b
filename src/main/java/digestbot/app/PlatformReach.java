package digestbot.app;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Decides whether this node reaches a platform well enough to serve it.
///
/// A node that has lost the platform gives it to another one for a while. Where no node reaches it,
/// each tries for [#UNFIT] in turn. Thread-safe.
final class PlatformReach {

    /// The time without a connection after which another node should serve the platform.
    static final Duration MAX_LOST = Duration.ofSeconds(3);

    /// The same before the first connection.
    static final Duration MAX_CONNECTING = Duration.ofMinutes(2);

    /// The time for which other nodes should serve it then.
    static final Duration UNFIT = Duration.ofMinutes(5);

    private final LongSupplier nanoTime;
    private boolean wasConnected;
    private long lostAt;
    private boolean unfit;
    private long unfitAt;

    /// @param nanoTime a monotonic clock, in nanoseconds
    PlatformReach(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Begins to connect.
    synchronized void connecting() {
        wasConnected = false;
        lostAt = nanoTime.getAsLong();
    }

    /// Tells whether this node should serve the platform.
    ///
    /// @param reached whether it is reached here; empty while another node serves it
    synchronized boolean isGood(Optional<Boolean> reached) {
        long now = nanoTime.getAsLong();
        if (reached.filter(Boolean::booleanValue).isPresent()) {
            wasConnected = true;
            lostAt = now;
            unfit = false;
        } else if (reached.isPresent() && now - lostAt >= (wasConnected ? MAX_LOST : MAX_CONNECTING).toNanos()) {
            unfit = true;
            unfitAt = now;
        }
        return !unfit || now - unfitAt >= UNFIT.toNanos();
    }
}
