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

    /// The status of a delivery.
    public sealed interface DeliveryStatus {

        /// The digest was archived before the bot first started, and was never sent.
        record Archived() implements DeliveryStatus {}

        /// The digest was published before the subscription, or the subscription does not include
        /// it.
        record NotPlanned() implements DeliveryStatus {}

        /// The deliveries of the digest are being planned.
        record Unplanned() implements DeliveryStatus {}

        /// The delivery is due at the given time, or is being sent.
        record UnclaimedDelivery(Instant due) implements DeliveryStatus {}

        /// The delivery waits until the chat can be reached or resumes deliveries.
        record Paused() implements DeliveryStatus {}

        /// The delivery was due while the chat was paused, or is no longer wanted.
        record Cancelled() implements DeliveryStatus {}

        /// The delivery failed.
        ///
        /// @param unreachable true if the chat was the reason
        record Failed(boolean unreachable) implements DeliveryStatus {}

        /// The delivery was sent.
        ///
        /// @param revision the revision that was sent
        /// @param corrected the last correction of its messages; empty if there was none
        /// @param correcting true if a correction is pending
        record Sent(Instant at, int revision, Optional<SentCorrection> corrected, boolean correcting)
                implements DeliveryStatus {}

        /// A correction of the messages.
        ///
        /// @param revision the revision that they show now
        record SentCorrection(Instant at, int revision) {}
    }

    /// The status of the published digest.
    public DeliveryStatus of(Transaction transaction, long subscription, long digest) {
        return transaction
                .select(DeliverySql.of("""
                        SELECT d.state, d.due_at, d.settled_at, d.failure, d.unreachable,
                               coalesce(i.revision, 1) AS revision,
                               (SELECT max(p.revision) FROM part p WHERE p.delivery = d.number) AS shown,
                               (SELECT max(c.settled_at) FROM delivery c
                                WHERE c.corrects = d.number AND c.state = {sent}) AS corrected_at,
                               EXISTS (SELECT 1 FROM delivery c
                                       WHERE c.corrects = d.number AND c.state IN {unsettled}) AS correcting
                        FROM delivery_item i JOIN delivery d ON d.number = i.delivery
                        WHERE i.digest = :digest AND i.subscription = :subscription AND i.subscription IS NOT NULL
                          AND d.corrects IS NULL
                        """))
                .bind("digest", digest)
                .bind("subscription", subscription)
                .map((row, _) -> status(row))
                .findFirst()
                .orElseGet(() -> withoutDelivery(transaction, digest));
    }

    private static DeliveryStatus withoutDelivery(Transaction transaction, long digest) {
        return transaction
                .select("""
                        SELECT state = 'archived' AS archived,
                               EXISTS (SELECT 1 FROM planning WHERE digest = number AND task = 'publish') AS planning
                        FROM digest WHERE number = :digest
                        """)
                .bind("digest", digest)
                .map((row, _) -> row.getBoolean("planning")
                        ? new DeliveryStatus.Unplanned()
                        : row.getBoolean("archived") ? new DeliveryStatus.Archived() : new DeliveryStatus.NotPlanned())
                .one();
    }

    private static DeliveryStatus status(ResultSet row) throws SQLException {
        return switch (DeliveryState.of(row.getString("state"))) {
            case PAUSED -> new DeliveryStatus.Paused();
            case CANCELLED -> new DeliveryStatus.Cancelled();
            case FAILED -> new DeliveryStatus.Failed(isUnreachable(row));
            case SENT -> sent(row);
            case QUEUED, IN_FLIGHT -> new DeliveryStatus.UnclaimedDelivery(Instant.ofEpochMilli(row.getLong("due_at")));
        };
    }

    private static boolean isUnreachable(ResultSet row) throws SQLException {
        return row.getBoolean("unreachable")
                || Optional.ofNullable(row.getString("failure"))
                        .flatMap(Outcome::of)
                        .filter(outcome -> outcome.policy() == Policy.PAUSE)
                        .isPresent();
    }

    private static DeliveryStatus sent(ResultSet row) throws SQLException {
        int revision = row.getInt("revision");
        int shown = Math.max(revision, row.getInt("shown"));
        long corrected = row.getLong("corrected_at");
        return new DeliveryStatus.Sent(
                Instant.ofEpochMilli(row.getLong("settled_at")),
                revision,
                corrected == 0 || shown == revision
                        ? Optional.empty()
                        : Optional.of(new DeliveryStatus.SentCorrection(Instant.ofEpochMilli(corrected), shown)),
                row.getBoolean("correcting"));
    }
}
