package digestbot.delivery.sending;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.CombinedDeliveryStore;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Delivery.Matter;
import java.util.HashMap;
import java.util.Map;

/// Tells whether what was read of digests before a write transaction still holds in it.
///
/// A claim with a revision that is no longer the newest would be one that nobody corrects: whoever plans
/// corrections left out what was not claimed by then.
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
        return switch (due.matter()) {
            case Matter.Edition _, Matter.Several _ ->
                due.matter().shown().stream().allMatch(shown -> {
                    Standing now = standing(shown.digest());
                    return now.out() && (fixedBefore || now.revision() == shown.revision());
                });
            case Matter.Correction correction ->
                standing(correction.digest()).equals(new Standing(correction.revision(), correction.out()))
                        && correction
                                .several()
                                .equals(correction.several().map(read -> several(correction.corrects(), read)));
            case Matter.Own _, Matter.Shared _, Matter.TakenBack _ -> true;
        };
    }

    /// One correction does for all digests of a message.
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
