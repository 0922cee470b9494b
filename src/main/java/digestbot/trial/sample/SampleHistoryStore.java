package digestbot.trial.sample;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.database.BatchStatement;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.ContentJson;
import digestbot.delivery.outbox.DeliveryState;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Stores the invented past as if the bot had been running then.
final class SampleHistoryStore {

    private static final String ADDED = " DO UPDATE SET deliveries = %1$s.deliveries + excluded.deliveries";

    /// The numbers of all published digests.
    List<Long> digests(Transaction transaction) {
        return transaction
                .select("SELECT number FROM digest WHERE state = 'published' ORDER BY number")
                .mapTo(Long.class)
                .list();
    }

    void addChats(Transaction transaction, List<SampleChat> chats, SampleHistory history) {
        var subscribers = new BatchStatement(transaction, """
                INSERT INTO subscriber
                    (platform, chat_id, kind, title, language, zone, all_topics_since, active_at, created_at,
                     paused_reason, paused_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        var subscriptions = new BatchStatement(transaction, """
                INSERT INTO subscription (subscriber, topic, at, created_at)
                SELECT number, ?, ?, ? FROM subscriber WHERE platform = ? AND chat_id = ?""");
        for (SampleChat chat : chats) {
            long joined = chat.joined().toEpochMilli();
            Long paused = history.pausedAt(chat).map(Instant::toEpochMilli).orElse(null);
            subscribers.add(
                    chat.platform().id(),
                    chat.place().id(),
                    chat.place().kind().name().toLowerCase(Locale.ROOT),
                    chat.place().title(),
                    chat.language(),
                    chat.zone().getId(),
                    chat.allTopics() ? joined : null,
                    joined,
                    joined,
                    paused == null
                            ? null
                            : SampleHistory.failure(chat.platform()).id(),
                    paused);
            for (String topic : chat.topics()) {
                subscriptions.add(
                        topic,
                        chat.at().map(LocalTime::toString).orElse(null),
                        joined,
                        chat.platform().id(),
                        chat.place().id());
            }
        }
        subscribers.execute();
        subscriptions.execute();
    }

    void addCounts(Transaction transaction, SampleCounts counts) {
        var hours = new BatchStatement(
                transaction,
                "INSERT INTO delivery_hour (hour, platform, cause, outcome, within, deliveries) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (hour, platform, cause, outcome, within)"
                        + ADDED.formatted("delivery_hour"));
        counts.hours.forEach((key, deliveries) -> hours.add(
                key.hour().toEpochMilli(),
                key.platform().id(),
                key.cause().id(),
                key.outcome(),
                key.within().toMillis(),
                deliveries));
        hours.execute();
        var totals = new BatchStatement(
                transaction,
                "INSERT INTO digest_total (digest, platform, outcome, deliveries) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (digest, platform, outcome)" + ADDED.formatted("digest_total"));
        counts.totals.forEach(
                (key, deliveries) -> totals.add(key.digest(), key.platform().id(), key.outcome(), deliveries));
        totals.execute();
        var views = new BatchStatement(
                transaction,
                "INSERT INTO view_count (day, digest, view, button, platform, views) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (day, digest, view, button, platform)"
                        + " DO UPDATE SET views = view_count.views + excluded.views");
        counts.views.forEach((key, opened) -> views.add(
                key.day().toString(),
                key.digest(),
                key.view().id(),
                key.trigger().id(),
                key.platform().id(),
                opened));
        views.execute();
    }

    /// Adds a broadcast that has ended.
    ///
    /// @return its number
    long addBroadcast(Transaction transaction, SampleBroadcast broadcast, String text, Content content) {
        long shared = transaction
                .select("INSERT INTO shared_content (content) VALUES (?) RETURNING number", ContentJson.write(content))
                .mapTo(Long.class)
                .one();
        long sent = SampleBroadcast.total(broadcast.sent());
        long failed = SampleBroadcast.total(broadcast.failed());
        long number = transaction
                .select(
                        """
                        INSERT INTO broadcast (text, state, approved_by, shared_content, expected_recipients, planned, created_at,
                                               started_at, ended_at, first_ended_at, sent, failed)
                        VALUES (?, 'done', 'console', ?, ?, 1, ?, ?, ?, ?, ?, ?) RETURNING number""",
                        text,
                        shared,
                        sent + failed,
                        broadcast.started().toEpochMilli(),
                        broadcast.started().toEpochMilli(),
                        broadcast.ended().toEpochMilli(),
                        broadcast.ended().toEpochMilli(),
                        sent,
                        failed)
                .mapTo(Long.class)
                .one();
        var pruned = new BatchStatement(
                transaction,
                "INSERT INTO pruned (shared_content, platform, state, unreachable, reason, deliveries)"
                        + " VALUES (?, ?, ?, ?, ?, ?)");
        addPruned(pruned, shared, DeliveryState.SENT, broadcast.sent());
        addPruned(pruned, shared, DeliveryState.FAILED, broadcast.failed());
        pruned.execute();
        return number;
    }

    private static void addPruned(BatchStatement pruned, long shared, DeliveryState state, Map<Platform, Long> counts) {
        boolean failed = state == DeliveryState.FAILED;
        counts.forEach((platform, deliveries) -> pruned.add(
                shared,
                platform.id(),
                state.id(),
                failed ? 1 : 0,
                failed ? SampleHistory.failure(platform).id() : "",
                deliveries));
    }
}
