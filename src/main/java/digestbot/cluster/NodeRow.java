package digestbot.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// A node as it is stored.
///
/// @param name the unique name
/// @param term the number of the period for which it holds its lease; it grows with every start,
///     and whenever its lease lapsed
/// @param version the version of the program
/// @param configuration a fingerprint of its settings
/// @param preferred the seats that it can hold well
/// @param startedAt the time of its start
/// @param until the end of its lease, by the database's clock
public record NodeRow(
        String name,
        long term,
        String version,
        String configuration,
        Set<String> preferred,
        Instant startedAt,
        Instant until) {

    /// The longest possible time until a lease ends, with some room.
    static final Duration MAX_REMAINING = NodeLease.LENGTH.multipliedBy(2);

    public NodeRow {
        preferred = Set.copyOf(preferred);
    }

    /// Tells whether the lease holds.
    ///
    /// A lease that ends later than a new one would was written before the database's clock was set
    /// back, and counts as lapsed: its node renews it soon if it is alive.
    public boolean isLive(Instant now) {
        return until.isAfter(now) && !until.isAfter(now.plus(MAX_REMAINING));
    }
}
