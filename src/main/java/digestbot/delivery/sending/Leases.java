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

/// The leases that this process holds. Each lasts for [#LENGTH] by the monotonic clock, so that
/// setting the wall clock neither ends a live claim nor preserves an expired one.
///
/// A delivery that is claimed in the database but not held here is orphaned.
final class Leases {

    /// The length of a lease, which is longer than any request takes.
    static final Duration LENGTH = Duration.ofMinutes(2);

    private final Map<Claim.ClaimKey, Long> ends = new HashMap<>();
    private final Clocks clocks;

    Leases(Clocks clocks) {
        this.clocks = clocks;
    }

    /// Starts the leases. Must be called before the claims are written, so that no written claim
    /// is ever without a lease.
    ///
    /// @return their end in nanoseconds of the monotonic clock
    synchronized long begin(Collection<Claim.ClaimKey> claims) {
        long end = clocks.nanos() + LENGTH.toNanos();
        claims.forEach(claim -> ends.put(claim, end));
        return end;
    }

    /// Ends the lease of a claim that was settled or not used.
    synchronized void end(Claim.ClaimKey claim) {
        ends.remove(claim);
    }

    /// The number of leases, including expired ones.
    synchronized int size() {
        return ends.size();
    }

    /// The deliveries among these that have no lease.
    synchronized List<Long> withoutLease(List<Long> deliveries) {
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
