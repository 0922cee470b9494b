package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.cluster.SeatTerm;
import digestbot.database.BatchStatement;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.CombinedDeliveryStore;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Delivery.Payload;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

final class ClaimStore {

    /// A delivery to claim. Its first claim creates its parts and fixes their content.
    record ClaimCandidate(Delivery due, boolean first, List<String> views) {}

    private final Platform platform;
    private final SeatTerm term;
    private final DeliveryStore deliveries = new DeliveryStore();

    ClaimStore(Platform platform, SeatTerm term) {
        this.platform = platform;
        this.term = term;
    }

    /// Claims the deliveries and creates their parts, unless a delivery or one of its digests
    /// changed since it was read.
    ///
    /// @throws SeatTerm.TermEndedException if another node claims the platform's deliveries now
    Set<Long> claim(Transaction transaction, List<ClaimCandidate> candidates, int renderer, Instant leaseUntil) {
        term.verify(transaction);
        var fresh = new DigestFreshness(transaction);
        List<ClaimCandidate> wanted = candidates.stream()
                .filter(each -> fresh.isUnchanged(each.due()))
                .toList();
        int[] counts = deliveries.claim(
                transaction, wanted.stream().map(ClaimCandidate::due).toList(), renderer, leaseUntil, term.number());
        List<ClaimCandidate> claimed = new ArrayList<>(counts.length);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                claimed.add(wanted.get(i));
            }
        }
        storeParts(transaction, claimed.stream().filter(ClaimCandidate::first).toList());
        return claimed.stream().map(each -> each.due().number()).collect(Collectors.toSet());
    }

    private static void storeParts(Transaction transaction, List<ClaimCandidate> claimed) {
        if (claimed.isEmpty()) {
            return;
        }
        var again = claimed.stream().filter(each -> each.due().claims() > 0).toList();
        again.forEach(each -> transaction.execute(
                "DELETE FROM part WHERE delivery = ?", each.due().number()));
        var items = new BatchStatement(
                transaction,
                "UPDATE delivery_item SET revision = ?, perspectives = ?, length = ?, layout = ? WHERE delivery = ? AND digest = ?");
        var parts = new BatchStatement(transaction, "INSERT INTO part (delivery, ordinal, view) VALUES (?, ?, ?)");
        for (ClaimCandidate each : claimed) {
            Payload payload = each.due().payload();
            payload.shown()
                    .forEach(shown -> payload.reading(shown.digest())
                            .ifPresent(reading -> items.add(
                                    shown.revision(),
                                    reading.perspectives().column(),
                                    reading.length().id(),
                                    reading.layout().id(),
                                    each.due().number(),
                                    shown.digest())));
            for (int ordinal = 0; ordinal < each.views().size(); ordinal++) {
                parts.add(each.due().number(), ordinal, each.views().get(ordinal));
            }
        }
        items.execute();
        parts.execute();
    }

    /// Settles deliveries that have nothing to send, unless their digests changed meanwhile.
    void settleUnchanged(Transaction transaction, List<Delivery> idle, Instant now) {
        var fresh = new DigestFreshness(transaction);
        idle.stream().filter(fresh::isUnchanged).forEach(due -> deliveries.settleUnchanged(transaction, due, now));
    }

    List<Long> claimed(Transaction transaction) {
        return transaction.numbers(
                "SELECT number FROM delivery WHERE platform = ? AND lease_until IS NOT NULL", platform.id());
    }

    List<Long> claimed(Transaction transaction, List<Integer> priorities) {
        return transaction.numbers(
                "SELECT number FROM delivery WHERE platform = ? AND lease_until IS NOT NULL"
                        + " AND priority IN (SELECT value FROM json_each(?))",
                platform.id(),
                priorities.toString());
    }

    Set<Long> withdrawn(Transaction transaction) {
        return Set.copyOf(transaction.numbers(DeliverySql.of("""
                SELECT d.number FROM delivery d
                WHERE d.platform = ? AND d.lease_until IS NOT NULL AND d.cause IN {subscribed}
                  AND EXISTS (SELECT 1 FROM delivery_item i JOIN digest g ON g.number = i.digest
                              WHERE i.delivery = d.number AND g.state = 'draft' {each_row})
                """), platform.id()));
    }

    /// Releases the orphaned claims. If the chat was paused in the meantime, the deliveries are
    /// paused, except replies and notices.
    ///
    /// This does not count as a failed attempt: most of them were never requested, and after
    /// several restarts the first real failure would otherwise cause a back-off of minutes.
    int release(Transaction transaction, List<Long> expired, Instant now) {
        List<Long> released = deliveries.release(transaction, expired);
        released.forEach(number -> deliveries.cancelWithdrawn(transaction, number, now));
        return released.size();
    }

    /// Checks inside a write transaction whether the digests are unchanged since they were read.
    ///
    /// A claim with an outdated revision would never be corrected, because the planner skips
    /// unclaimed deliveries.
    private static final class DigestFreshness {

        private record CurrentRevision(int revision, boolean out) {}

        private final Transaction transaction;
        private final CombinedDeliveryStore combinedDeliveries = new CombinedDeliveryStore();
        private final Map<Long, CurrentRevision> current = new HashMap<>();

        DigestFreshness(Transaction transaction) {
            this.transaction = transaction;
        }

        boolean isUnchanged(Delivery due) {
            boolean fixedBefore = due.claims() > 0;
            return switch (due.payload()) {
                case Payload.SingleDigest _, Payload.CombinedDigests _ ->
                    due.payload().shown().stream().allMatch(shown -> {
                        CurrentRevision now = current(shown.digest());
                        return now.out() && (fixedBefore || now.revision() == shown.revision());
                    });
                case Payload.MessageCorrection correction ->
                    current(correction.digest())
                                    .equals(new CurrentRevision(correction.revision(), correction.visible()))
                            && correction
                                    .several()
                                    .equals(correction.several().map(read -> several(correction.corrects(), read)));
                case Payload.OwnContent _, Payload.SharedContent _, Payload.SharedWithdrawal _ -> true;
            };
        }

        /// One correction covers all digests of a message.
        private CombinedView several(long delivery, CombinedView read) {
            return new CombinedView(read.kind(), combinedDeliveries.newestRevisions(transaction, delivery));
        }

        private CurrentRevision current(long digest) {
            return current.computeIfAbsent(
                    digest,
                    number -> transaction
                            .select("SELECT revision, state <> 'draft' AS out FROM digest WHERE number = ?", number)
                            .map((row, _) -> new CurrentRevision(row.getInt("revision"), row.getBoolean("out")))
                            .one());
        }
    }
}
