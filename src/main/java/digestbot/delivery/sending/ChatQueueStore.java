package digestbot.delivery.sending;

import digestbot.audience.DeliveryScheduleColumns;
import digestbot.database.NullableColumns;
import digestbot.database.SqlResource;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.sending.DeliveryPlan.Combined;
import digestbot.delivery.sending.DeliveryPlan.DueDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads all digests that are due to a chat, plans its next message, and combines its deliveries.
final class ChatQueueStore {

    /// The limit on the digests of a chat that are read. If more are due, the others are planned
    /// later.
    private static final int MAX_PER_CHAT = 1_000;

    /// The limit on the chats whose digests are in memory at a time.
    private static final int MAX_CHATS = 250;

    private static final String DUE = DeliverySql.of(SqlResource.load("due-digests-of-chats"));

    private record ChatQueue(boolean bundles, List<DueDigest> due) {}

    private final DeliveryStore deliveries = new DeliveryStore();
    private final int maxPerChat;

    ChatQueueStore() {
        this(MAX_PER_CHAT);
    }

    ChatQueueStore(int maxPerChat) {
        this.maxPerChat = maxPerChat;
    }

    /// Plans the next message of each chat.
    ///
    /// @param subscribers the numbers of the chats
    /// @return the plans by the number of the first delivery of each
    Map<Long, DeliveryPlan> plans(Transaction transaction, List<Long> subscribers, Instant now) {
        Map<Long, DeliveryPlan> plans = new HashMap<>();
        for (int from = 0; from < subscribers.size(); from += MAX_CHATS) {
            List<Long> some = subscribers.subList(from, Math.min(subscribers.size(), from + MAX_CHATS));
            for (ChatQueue queue : queues(transaction, some, now)) {
                DeliveryPlan plan = DeliveryPlan.next(queue.due(), queue.bundles());
                plans.put(plan.deliveries().getFirst(), plan);
            }
        }
        return plans;
    }

    private Collection<ChatQueue> queues(Transaction transaction, List<Long> subscribers, Instant now) {
        Map<Long, ChatQueue> queues = new LinkedHashMap<>();
        transaction
                .select(DUE)
                .bind("subscribers", subscribers.toString())
                .bind("priority", Priority.DIGESTS)
                .bind("now", now.toEpochMilli())
                .bind("most", maxPerChat)
                .map((row, _) -> {
                    boolean bundles = row.getBoolean("bundles");
                    return queues.computeIfAbsent(
                                    row.getLong("subscriber"), _ -> new ChatQueue(bundles, new ArrayList<>()))
                            .due()
                            .add(digest(row));
                })
                .list();
        return queues.values();
    }

    private static DueDigest digest(ResultSet row) throws SQLException {
        return new DueDigest(
                row.getLong("number"),
                row.getLong("subscription"),
                LocalDate.parse(row.getString("day")),
                DeliveryScheduleColumns.when(row.getString("at"), row.getInt("days")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                row.getLong("thread"),
                NullableColumns.instant(row, "published_at"));
    }

    /// Combines each of these deliveries with the others of its plan: it then shows the digests of
    /// all, and the others are cancelled. The plans are computed again, because the deliveries may
    /// have changed since they were read.
    void combine(Transaction transaction, List<Delivery> firsts, Instant now) {
        List<Long> chats = firsts.stream().map(Delivery::subscriber).toList();
        Map<Long, DeliveryPlan> plans = plans(transaction, chats, now);
        for (Delivery first : firsts) {
            if (plans.get(first.number()) instanceof Combined plan) {
                combine(transaction, plan, now);
            }
        }
    }

    private void combine(Transaction transaction, Combined plan, Instant now) {
        long first = plan.deliveries().getFirst();
        deliveries.combine(transaction, first, plan.kind());
        for (int i = 1; i < plan.deliveries().size(); i++) {
            long other = plan.deliveries().get(i);
            transaction
                    .handle()
                    .execute("UPDATE delivery_item SET delivery = ?, ordinal = ? WHERE delivery = ?", first, i, other);
            deliveries.cancel(transaction, other, "merged into delivery " + first, now);
        }
    }
}
