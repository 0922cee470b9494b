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

/// The status of a digest on its way to one subscription.
public final class DeliveryStatusStore {

    /// The status.
    public sealed interface DeliveryStatus {

        /// It was archived before the bot started, and was sent to nobody.
        record Archived() implements DeliveryStatus {}

        /// It was published before the subscription, or is not for it.
        record NotOwed() implements DeliveryStatus {}

        /// Its deliveries are being stored.
        record Unplanned() implements DeliveryStatus {}

        /// It is due then, or is being sent.
        record UnclaimedDelivery(Instant due) implements DeliveryStatus {}

        /// It waits until something can come to the chat.
        record Paused() implements DeliveryStatus {}

        /// It was due while nothing could come to the chat, or is not wanted any more.
        record Cancelled() implements DeliveryStatus {}

        /// It could not be delivered.
        ///
        /// @param unreachable whether that was because of the chat
        record Failed(boolean unreachable) implements DeliveryStatus {}

        /// It arrived.
        ///
        /// @param revision which
        /// @param corrected empty if its messages were not changed since
        /// @param correcting whether they are about to be
        record Sent(Instant at, int revision, Optional<SentCorrection> corrected, boolean correcting)
                implements DeliveryStatus {}

        /// Messages that were changed.
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
                .orElseGet(() -> unowed(transaction, digest));
    }

    private static DeliveryStatus unowed(Transaction transaction, long digest) {
        return transaction
                .select("""
                        SELECT state = 'shelved' AS shelved,
                               EXISTS (SELECT 1 FROM planning WHERE digest = number AND task = 'publish') AS planning
                        FROM digest WHERE number = :digest
                        """)
                .bind("digest", digest)
                .map((row, _) -> row.getBoolean("planning")
                        ? new DeliveryStatus.Unplanned()
                        : row.getBoolean("shelved") ? new DeliveryStatus.Archived() : new DeliveryStatus.NotOwed())
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
