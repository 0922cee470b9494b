package digestbot.database;

import java.time.Duration;

/// The number of rows per transaction, chosen so that a transaction holds the only writer for about
/// [#TARGET_DURATION]. It shrinks at once after a transaction that took longer, and grows step by
/// step. Not thread-safe.
public final class AdaptiveBatchSize {

    /// Far below the tenth of a second that others may have to wait, because a busy disk or
    /// processor can make any transaction take several times as long as the previous one.
    public static final Duration TARGET_DURATION = Duration.ofMillis(25);

    private static final int INITIAL_SIZE = 1_000;
    private static final int MIN_SIZE = 100;
    private static final int MAX_SIZE = 10_000;
    private static final double MAX_GROWTH = 1.25;

    private final int min;
    private int rows;

    public AdaptiveBatchSize() {
        this(INITIAL_SIZE, MIN_SIZE);
    }

    /// `min` is for rows that need more than a few statements.
    public AdaptiveBatchSize(int initial, int min) {
        rows = initial;
        this.min = min;
    }

    public int rows() {
        return rows;
    }

    /// Adjusts to the time that a transaction took. A transaction with fewer rows says nothing
    /// about a full one, unless it took too long.
    public void adjust(Duration time, boolean full) {
        if (!full && time.compareTo(TARGET_DURATION) <= 0) {
            return;
        }
        double fit = (double) TARGET_DURATION.toNanos() / Math.max(1, time.toNanos());
        rows = Math.clamp(Math.round(rows * Math.min(fit, MAX_GROWTH)), min, MAX_SIZE);
    }
}
