package digestbot.database;

import java.time.Duration;

/// The number of rows that a transaction handles, so that it holds the only writer for about
/// [#HELD] on any machine under any load. It shrinks at once when a transaction took longer, and
/// grows step by step.
///
/// Not safe for several threads.
public final class AdaptiveBatchSize {

    /// A tenth of a second is what others may have to wait at most; a disk or a processor that is busy may make any one
    /// transaction several times as long as the one before.
    public static final Duration HELD = Duration.ofMillis(25);

    private static final int FIRST = 1_000;
    private static final int LEAST = 100;
    private static final int MOST = 10_000;
    private static final double LARGEST_STEP = 1.25;

    private int rows = FIRST;

    public int rows() {
        return rows;
    }

    /// Adjusts the size to the duration of the last transaction.
    public void took(Duration time) {
        double fit = (double) HELD.toNanos() / Math.max(1, time.toNanos());
        rows = Math.clamp(Math.round(rows * Math.min(fit, LARGEST_STEP)), LEAST, MOST);
    }
}
