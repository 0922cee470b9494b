package digestbot.delivery.ratelimit;

import java.util.function.LongSupplier;

/// A time that stands still until a test moves it.
public final class TestTicker implements LongSupplier {

    public long now = 1_000_000_007;

    public void pass(long nanos) {
        now += nanos;
    }

    @Override
    public long getAsLong() {
        return now;
    }
}
