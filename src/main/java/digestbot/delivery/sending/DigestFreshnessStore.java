package digestbot.delivery.sending;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.CombinedDeliveryStore;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Delivery.Payload;
import java.util.HashMap;
import java.util.Map;

/// Checks inside a write transaction whether the digests are unchanged since they were read.
///
/// A claim with an outdated revision would never be corrected, because the planner skips unclaimed
/// deliveries.
final class DigestFreshnessStore {

    private record CurrentRevision(int revision, boolean out) {}

    private final Transaction transaction;
    private final CombinedDeliveryStore combinedDeliveries = new CombinedDeliveryStore();
    private final Map<Long, CurrentRevision> current = new HashMap<>();

    DigestFreshnessStore(Transaction transaction) {
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
                current(correction.digest()).equals(new CurrentRevision(correction.revision(), correction.visible()))
                        && correction
                                .several()
                                .equals(correction.several().map(read -> several(correction.corrects(), read)));
            case Payload.StoredContent _, Payload.SharedContent _, Payload.SharedWithdrawal _ -> true;
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
