package digestbot.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// For conversations whose transcripts contain the time: it is noon when the clock begins, and
/// stays noon.
final class SameMinuteClock {

    private static final Instant NOON = Instant.parse("2026-02-06T12:00:00Z");
    private static final long AS_USUAL = Duration.ofSeconds(40).toNanos();
    private static final int SLOWER = 25;

    private SameMinuteClock() {}

    /// Time passes as usual until the minute is nearly over, then so slowly that a busy machine has
    /// nine minutes for a conversation, and that the few seconds for which the bot waits by its
    /// clock are short enough for a test.
    static InstantSource clock() {
        long start = System.nanoTime();
        return () -> {
            long passed = System.nanoTime() - start;
            long usual = Math.min(passed, AS_USUAL);
            return NOON.plusNanos(usual + (passed - usual) / SLOWER);
        };
    }
}
