package digestbot.delivery.outbox;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Removes deliveries with all rows that belong to them.
public final class DeliveryRemovalStore {

    private DeliveryRemovalStore() {}

    /// A delivery to be removed.
    ///
    /// @param shared the number of its shared content; 0 for none
    public record RemovableDelivery(long number, long shared) {}

    /// Removes the deliveries with their items and parts, in the given order. A correction must
    /// precede the delivery that it corrects.
    public static void remove(Handle handle, List<RemovableDelivery> removed) {
        remember(handle, removed);
        each(handle, removed, "DELETE FROM part WHERE delivery = ?");
        each(handle, removed, "DELETE FROM delivery_item WHERE delivery = ?");
        each(handle, removed, "UPDATE broadcast SET report = NULL WHERE report = ?");
        each(handle, removed, "DELETE FROM delivery WHERE number = ?");
        removed.stream()
                .map(RemovableDelivery::shared)
                .filter(shared -> shared > 0)
                .distinct()
                .forEach(shared -> forget(handle, shared));
    }

    private static void each(Handle handle, List<RemovableDelivery> removed, String sql) {
        PreparedBatch batch = handle.prepareBatch(sql);
        removed.forEach(delivery -> batch.add(delivery.number()));
        batch.execute();
    }

    /// Adds the removed deliveries of a fan-out to its counts.
    private static void remember(Handle handle, List<RemovableDelivery> removed) {
        List<RemovableDelivery> shared =
                removed.stream().filter(delivery -> delivery.shared() > 0).toList();
        if (!shared.isEmpty()) {
            each(handle, shared, DeliverySql.of("""
                    INSERT INTO pruned (shared_content, platform, state, unreachable, reason, deliveries)
                    SELECT shared_content, platform, state, unreachable, CASE state WHEN {failed} THEN coalesce(reason, '') ELSE '' END, 1
                    FROM delivery WHERE number = ?
                    ON CONFLICT (shared_content, platform, state, unreachable, reason)
                    DO UPDATE SET deliveries = pruned.deliveries + 1
                    """));
        }
    }

    /// Removes shared content that is no longer used.
    private static void forget(Handle handle, long shared) {
        boolean used = handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM delivery WHERE shared_content = :shared)"
                                + " OR EXISTS (SELECT 1 FROM broadcast WHERE shared_content = :shared OR withdrawal_content = :shared)")
                .bind("shared", shared)
                .mapTo(Boolean.class)
                .one();
        if (!used) {
            handle.execute("DELETE FROM pruned WHERE shared_content = ?", shared);
            handle.execute("DELETE FROM shared_content WHERE number = ?", shared);
        }
    }
}
