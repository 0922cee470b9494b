package digestbot.delivery.status;

import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Reads the status of a digest's delivery to one subscription.
public final class DeliveryStatusStore {

    public sealed interface DeliveryStatus {

        /// There is none: the digest was published before the subscription or while the chat was
        /// paused, or the subscription does not include it.
        record None() implements DeliveryStatus {}

        record Unplanned() implements DeliveryStatus {}

        /// The delivery is due at the given time, or is being sent.
        record Unclaimed(Instant due) implements DeliveryStatus {}

        record Paused() implements DeliveryStatus {}

        /// The delivery was sent, or is no longer wanted.
        record Ended() implements DeliveryStatus {}

        record Failed(boolean unreachable) implements DeliveryStatus {}
    }

    public DeliveryStatus of(Transaction transaction, long subscription, long digest) {
        return transaction
                .select(DeliverySql.of("""
                        SELECT d.state, d.due_at, d.failure, d.unreachable
                        FROM delivery_item i JOIN delivery d ON d.number = i.delivery
                        WHERE i.digest = ? AND i.subscription = ? AND i.subscription IS NOT NULL
                          AND d.corrects IS NULL
                        """), digest, subscription)
                .map((row, _) -> status(row))
                .findFirst()
                .orElseGet(() -> withoutDelivery(transaction, digest));
    }

    private static DeliveryStatus withoutDelivery(Transaction transaction, long digest) {
        return transaction.isTrue(
                        "SELECT EXISTS (SELECT 1 FROM planning WHERE digest = ? AND task = 'publish')", digest)
                ? new DeliveryStatus.Unplanned()
                : new DeliveryStatus.None();
    }

    private static DeliveryStatus status(ResultSet row) throws SQLException {
        return switch (DeliveryState.of(row.getString("state"))) {
            case PAUSED -> new DeliveryStatus.Paused();
            case CANCELLED, SENT -> new DeliveryStatus.Ended();
            case FAILED -> new DeliveryStatus.Failed(isUnreachable(row));
            case QUEUED, IN_FLIGHT -> new DeliveryStatus.Unclaimed(Instant.ofEpochMilli(row.getLong("due_at")));
        };
    }

    private static boolean isUnreachable(ResultSet row) throws SQLException {
        return row.getBoolean("unreachable")
                || Optional.ofNullable(row.getString("failure"))
                        .flatMap(Outcome::of)
                        .filter(outcome -> outcome.policy() == Policy.PAUSE)
                        .isPresent();
    }
}
