package digestbot.delivery.outbox;

import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

public final class DeliveryRemovalStore {

    private DeliveryRemovalStore() {}

    /// A delivery to be removed, with the number of its shared content; 0 for none.
    public record RemovableDelivery(long number, long shared) {

        /// Reads the columns `number` and `shared_content`.
        public static RemovableDelivery of(ResultSet row, StatementContext context) throws SQLException {
            return new RemovableDelivery(row.getLong("number"), row.getLong("shared_content"));
        }
    }

    /// Removes the deliveries with their items and parts, in the given order. A correction must
    /// precede the delivery that it corrects.
    public static void remove(Transaction transaction, List<RemovableDelivery> removed) {
        if (removed.isEmpty()) {
            return;
        }
        remember(transaction, removed);
        each(transaction, removed, "DELETE FROM part WHERE delivery = ?");
        each(transaction, removed, "DELETE FROM delivery_item WHERE delivery = ?");
        each(transaction, removed, "UPDATE broadcast SET report = NULL WHERE report = ?");
        each(transaction, removed, "DELETE FROM delivery WHERE number = ?");
        removed.stream()
                .map(RemovableDelivery::shared)
                .filter(shared -> shared > 0)
                .distinct()
                .forEach(shared -> forget(transaction, shared));
    }

    private static void each(Transaction transaction, List<RemovableDelivery> removed, String sql) {
        PreparedBatch batch = transaction.handle().prepareBatch(sql);
        removed.forEach(delivery -> batch.add(delivery.number()));
        batch.execute();
    }

    /// Adds the removed deliveries of a fan-out to its counts.
    private static void remember(Transaction transaction, List<RemovableDelivery> removed) {
        List<RemovableDelivery> shared =
                removed.stream().filter(delivery -> delivery.shared() > 0).toList();
        if (!shared.isEmpty()) {
            each(transaction, shared, DeliverySql.of("""
                    INSERT INTO pruned (shared_content, platform, state, unreachable, reason, deliveries)
                    SELECT shared_content, platform, state, unreachable, CASE state WHEN {failed} THEN coalesce(reason, '') ELSE '' END, 1
                    FROM delivery WHERE number = ?
                    ON CONFLICT (shared_content, platform, state, unreachable, reason)
                    DO UPDATE SET deliveries = pruned.deliveries + 1
                    """));
        }
    }

    private static void forget(Transaction transaction, long shared) {
        boolean used = transaction
                .select(
                        "SELECT EXISTS (SELECT 1 FROM delivery WHERE shared_content = :shared)"
                                + " OR EXISTS (SELECT 1 FROM broadcast WHERE shared_content = :shared OR withdrawal_content = :shared)")
                .bind("shared", shared)
                .mapTo(Boolean.class)
                .one();
        if (!used) {
            transaction.execute("DELETE FROM pruned WHERE shared_content = ?", shared);
            transaction.execute("DELETE FROM shared_content WHERE number = ?", shared);
        }
    }
}
