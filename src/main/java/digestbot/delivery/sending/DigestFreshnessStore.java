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

    private record Standing(int revision, boolean out) {}

    private final Transaction transaction;
    private final CombinedDeliveryStore gatherings = new CombinedDeliveryStore();
    private final Map<Long, Standing> standings = new HashMap<>();

    DigestFreshnessStore(Transaction transaction) {
        this.transaction = transaction;
    }

    boolean asRead(Delivery due) {
        boolean fixedBefore = due.claims() > 0;
        return switch (due.payload()) {
            case Payload.SingleDigest _, Payload.CombinedDigests _ ->
                due.payload().shown().stream().allMatch(shown -> {
                    Standing now = standing(shown.digest());
                    return now.out() && (fixedBefore || now.revision() == shown.revision());
                });
            case Payload.MessageCorrection correction ->
                standing(correction.digest()).equals(new Standing(correction.revision(), correction.out()))
                        && correction
                                .several()
                                .equals(correction.several().map(read -> several(correction.corrects(), read)));
            case Payload.StoredContent _, Payload.SharedContent _, Payload.SharedWithdrawal _ -> true;
        };
    }

    /// One correction covers all digests of a message.
    private CombinedView several(long delivery, CombinedView read) {
        return new CombinedView(read.why(), gatherings.newest(transaction, delivery));
    }

    private Standing standing(long digest) {
        return standings.computeIfAbsent(
                digest,
                number -> transaction
                        .handle()
                        .createQuery("SELECT revision, state <> 'draft' AS out FROM digest WHERE number = ?")
                        .bind(0, number)
                        .map((row, _) -> new Standing(row.getInt("revision"), row.getBoolean("out")))
                        .one());
    }
}
