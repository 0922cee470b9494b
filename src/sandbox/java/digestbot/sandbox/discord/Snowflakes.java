package digestbot.sandbox.discord;

import java.time.Instant;
import java.time.InstantSource;

/// Creates Discord's ids: milliseconds since the first second of 2015, shifted left by 22 bits. Ids
/// never decrease and never repeat, even if the clock goes back. See "Snowflakes" in Discord's API
/// reference.
final class Snowflakes {

    private static final long EPOCH_MILLIS = 1_420_070_400_000L;

    private final InstantSource clock;
    private long last;

    Snowflakes(InstantSource clock) {
        this.clock = clock;
    }

    static String text(long id) {
        return Long.toUnsignedString(id);
    }

    synchronized long next() {
        last = Math.max((clock.millis() - EPOCH_MILLIS) << 22, last + 1);
        return last;
    }

    static Instant time(long id) {
        return Instant.ofEpochMilli((id >>> 22) + EPOCH_MILLIS);
    }

    /// The id is in a later millisecond than all ids before it.
    synchronized long nextMillisecond() {
        last = Math.max(clock.millis() - EPOCH_MILLIS, (last >>> 22) + 1) << 22;
        return last;
    }
}
