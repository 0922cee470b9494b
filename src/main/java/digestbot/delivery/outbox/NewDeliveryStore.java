package digestbot.delivery.outbox;

import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.statement.Update;

/// Stores new deliveries; [DeliveryStore] changes them from then on. Selections that callers give
/// are SQL in the form of [DeliverySql], with named parameters.
public final class NewDeliveryStore {

    private static final String ENQUEUED = """
            INSERT INTO delivery (subscriber, platform, thread, cause, priority, due_at, next_at, content, page,
                                  edits, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
            """;

    private static final String CHANGES = """
            (subscriber, platform, thread, cause, priority, due_at, next_at, state, reason, corrects, shared_content,
             created_at)
            SELECT d.subscriber, d.platform, d.thread, :cause, :priority, :now, :now, {queued_or_paused:u}, u.paused_reason,
                   d.number, :content, :now
            """;

    /// A delivery's own content as JSON, one page of it or all, and the id of the message to
    /// replace.
    public record NewMessage(
            DeliveryCause cause, int priority, String content, OptionalInt page, Optional<String> edits) {}

    public long enqueue(Transaction transaction, long subscriber, Destination to, NewMessage newDelivery, Instant now) {
        return transaction
                .select(
                        ENQUEUED,
                        subscriber,
                        to.chat().platform().id(),
                        to.thread(),
                        newDelivery.cause().id(),
                        newDelivery.priority(),
                        now.toEpochMilli(),
                        now.toEpochMilli(),
                        newDelivery.content(),
                        newDelivery.page().isPresent()
                                ? Optional.of(newDelivery.page().getAsInt())
                                : Optional.empty(),
                        newDelivery.edits(),
                        now.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    /// Queues the deliveries that a query selects: `rows` is the column list in parentheses,
    /// followed by the SELECT. The caller binds its parameters and executes it.
    public Update enqueueAll(Transaction transaction, String rows) {
        return transaction.update(DeliverySql.of("INSERT INTO delivery " + rows));
    }

    /// Queues a change of each delivery `d` of a subscriber `u` that a query finds. Chats that
    /// cannot be reached get it when they return. The caller binds the query's parameters and
    /// executes it.
    ///
    /// @param from the query from its `FROM` on, with the conflict clause for changes that are
    ///     queued already
    public Update enqueueChanges(
            Transaction transaction, DeliveryCause cause, Optional<Long> shared, String from, Instant now) {
        return enqueueAll(transaction, CHANGES + from)
                .bind("cause", cause.id())
                .bind("priority", Priority.CORRECTIONS)
                .bind("now", now.toEpochMilli())
                .bind("content", shared);
    }

    /// Stores a copy of a queued or paused delivery in the same state.
    public long enqueueLike(Transaction transaction, long delivery, Instant now) {
        return transaction
                .select("""
                        INSERT INTO delivery (subscriber, platform, thread, cause, priority, due_at, next_at, state, reason,
                                              created_at)
                        SELECT subscriber, platform, thread, cause, priority, due_at, next_at, state, reason, ?
                        FROM delivery WHERE number = ? RETURNING number
                        """, now.toEpochMilli(), delivery)
                .mapTo(Long.class)
                .one();
    }
}
