package digestbot.database;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Remembers that nothing could be stored, for those who tell of it. Safe for use by several threads.
public final class StorageTrouble {

    /// What did not fail again in this time is over. Where the disk is full, some of what is written may still fit.
    private static final Duration OVER = Duration.ofMinutes(2);

    private final LongSupplier nanos;
    private Optional<Failures> failures = Optional.empty();

    /// Failures of which none was long after the one before.
    ///
    /// @param since how long ago the first was
    /// @param time how long it was from the first to the last so far
    /// @param why the last one's reason
    public record Spell(Duration since, Duration time, String why) {}

    private record Failures(long first, long last, String why) {}

    /// @param nanos nanoseconds that only grow
    StorageTrouble(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void failed(String why) {
        long now = nanos.getAsLong();
        long first = failures.filter(before -> now - before.last() < OVER.toNanos())
                .map(Failures::first)
                .orElse(now);
        failures = Optional.of(new Failures(first, now, why));
    }

    /// What is going on, if anything is.
    public synchronized Optional<Spell> current() {
        long now = nanos.getAsLong();
        return failures.filter(each -> now - each.last() < OVER.toNanos())
                .map(each -> new Spell(
                        Duration.ofNanos(now - each.first()), Duration.ofNanos(each.last() - each.first()), each.why()));
    }
}
