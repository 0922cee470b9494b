package digestbot.delivery.ratelimit;

import io.github.bucket4j.TimeMeter;

/// A time that stands still until a test moves it.
public final class TestTimeMeter implements TimeMeter {

    public long now = 1_000_000_007;

    public void pass(long nanos) {
        now += nanos;
    }

    @Override
    public long currentTimeNanos() {
        return now;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
