package digestbot.delivery.sending;

import digestbot.database.Clocks;
import digestbot.delivery.outbox.Claim;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The claims of this process that have not ended. Each holds for [#LENGTH] by the clock that only grows: a claim that
/// is alive is not taken back because somebody has set the clock, and one that is lost does not last for ever.
///
/// What the database says is claimed and is not held here belongs to nobody.
final class Leases {

    /// Longer than any request takes.
    static final Duration LENGTH = Duration.ofMinutes(2);

    private final Map<Claim.Key, Long> ends = new HashMap<>();
    private final Clocks clocks;

    Leases(Clocks clocks) {
        this.clocks = clocks;
    }

    /// Begins to hold them. Called before they are claimed in the database, so that nobody finds one there that is
    /// not held here.
    ///
    /// @return when they end, in nanoseconds of the clock that only grows
    synchronized long begin(Collection<Claim.Key> claims) {
        long end = clocks.nanos() + LENGTH.toNanos();
        claims.forEach(claim -> ends.put(claim, end));
        return end;
    }

    /// Ends one that was settled, or came to nothing.
    synchronized void end(Claim.Key claim) {
        ends.remove(claim);
    }

    /// The number of leases, including those that are over.
    synchronized int size() {
        return ends.size();
    }

    /// The deliveries among these that have no lease.
    synchronized List<Long> unheld(List<Long> deliveries) {
        long now = clocks.nanos();
        Set<Long> held = ends.entrySet().stream()
                .filter(claim -> now - claim.getValue() <= 0)
                .map(claim -> claim.getKey().delivery())
                .collect(Collectors.toSet());
        return deliveries.stream().filter(delivery -> !held.contains(delivery)).toList();
    }

    /// Forgets the claims of these deliveries.
    synchronized void forget(List<Long> deliveries) {
        Set<Long> gone = Set.copyOf(deliveries);
        ends.keySet().removeIf(claim -> gone.contains(claim.delivery()));
    }
}
