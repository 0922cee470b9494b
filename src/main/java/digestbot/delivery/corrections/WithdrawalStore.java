package digestbot.delivery.corrections;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.NewDeliveryStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// Plans the withdrawal of a fan-out and reads its messages.
public final class WithdrawalStore {

    /// A fan-out's messages in one chat.
    ///
    /// @param language the chat's language
    record SentMessages(String language, List<MessageRemoval.Message> messages) {}

    private final NewDeliveryStore newDeliveries = new NewDeliveryStore();

    private record DeliveryRow(long thread, String language, long movedAt) {}

    /// The last of the next subscribers in the fan-out; empty if fewer are left.
    public OptionalLong rangeEnd(Transaction transaction, long shared, long after, int size) {
        return transaction
                .select(
                        "SELECT subscriber FROM delivery WHERE shared_content = ? AND subscriber > ?"
                                + " ORDER BY subscriber LIMIT 1 OFFSET ?",
                        shared,
                        after,
                        size - 1)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /// Plans a withdrawal for each delivery in the range that was (partly) sent or is in flight.
    /// Paused chats get it when they return.
    ///
    /// @param withdrawal the fan-out that withdraws it
    public int plan(Transaction transaction, long shared, long withdrawal, long after, long to, Instant now) {
        return newDeliveries
                .enqueueChanges(transaction, DeliveryCause.WITHDRAWAL, Optional.of(withdrawal), """
                        FROM delivery d JOIN subscriber u ON u.number = d.subscriber
                        WHERE d.shared_content = :shared AND d.subscriber > :after AND d.subscriber <= :to
                          AND (d.state = {in_flight}
                               OR EXISTS (SELECT 1 FROM part p WHERE p.delivery = d.number AND p.message_id IS NOT NULL {each_row}))
                        ON CONFLICT DO NOTHING
                        """, now)
                .bind("shared", shared)
                .bind("after", after)
                .bind("to", to)
                .execute();
    }

    /// The existing messages of the delivery.
    ///
    /// After a chat migration, older messages have unknown ids and cannot be reached.
    SentMessages read(Transaction transaction, long delivery) {
        Handle handle = transaction.handle();
        DeliveryRow head = handle.select("""
                        SELECT d.thread, u.language, coalesce(u.moved_at, 0) AS moved_at
                        FROM delivery d JOIN subscriber u ON u.number = d.subscriber WHERE d.number = ?
                        """, delivery)
                .map((row, _) ->
                        new DeliveryRow(row.getLong("thread"), row.getString("language"), row.getLong("moved_at")))
                .one();
        List<MessageRemoval.Message> messages = handle.select("""
                        SELECT ordinal, message_id, sent_at FROM part
                        WHERE delivery = ? AND message_id IS NOT NULL AND sent_at >= ? ORDER BY ordinal
                        """, delivery, head.movedAt())
                .map((row, _) -> new MessageRemoval.Message(
                        delivery,
                        head.thread(),
                        row.getInt("ordinal"),
                        row.getString("message_id"),
                        Instant.ofEpochMilli(row.getLong("sent_at"))))
                .list();
        return new SentMessages(head.language(), messages);
    }
}
