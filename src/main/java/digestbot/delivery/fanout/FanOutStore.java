package digestbot.delivery.fanout;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.NewDeliveryStore;
import digestbot.delivery.outbox.Priority;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Stores content that many deliveries share, and those deliveries.
public final class FanOutStore {

    /// The states in order of progress.
    private static final String STATES_BY_PROGRESS = Stream.of(
                    DeliveryState.CANCELLED,
                    DeliveryState.FAILED,
                    DeliveryState.PAUSED,
                    DeliveryState.QUEUED,
                    DeliveryState.IN_FLIGHT,
                    DeliveryState.SENT)
            .map(DeliveryState::id)
            .collect(Collectors.joining(" "));

    private final DeliveryStore deliveries = new DeliveryStore();
    private final NewDeliveryStore newDeliveries = new NewDeliveryStore();

    /// A delivery that failed although its chat is reachable.
    record Failed(long delivery, long subscriber) {}

    long add(Transaction transaction, String content) {
        return transaction
                .select("INSERT INTO shared_content (content) VALUES (?) RETURNING number", content)
                .mapTo(Long.class)
                .one();
    }

    public Optional<String> content(Transaction transaction, long shared) {
        return transaction
                .select("SELECT content FROM shared_content WHERE number = ?", shared)
                .mapTo(String.class)
                .findOne();
    }

    /// The last of the next subscribers; empty if fewer are left.
    OptionalLong rangeEnd(Transaction transaction, long after, int size) {
        return transaction
                .select(
                        "SELECT number FROM subscriber WHERE number > ? ORDER BY number LIMIT 1 OFFSET ?",
                        after,
                        size - 1)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /// Stores the deliveries of the range and returns their number.
    ///
    /// Without a topic, the message goes to a thread only in chats that receive everything in
    /// threads (a forum channel itself accepts no messages). Where each topic has a thread of its own, it
    /// goes to the chat.
    int plan(Transaction transaction, long shared, Audience audience, long after, long to, Instant now) {
        return AudienceRowStore.bind(
                        newDeliveries.enqueueAll(
                                transaction,
                                """
                        (subscriber, platform, thread, cause, priority, due_at, next_at, shared_content, created_at)
                        SELECT u.number, u.platform,
                               CASE WHEN u.own_threads = 1 THEN 0
                                    ELSE coalesce(s.thread,
                                                  (SELECT min(a.thread) FROM subscription a WHERE a.subscriber = u.number))
                               END,
                               {broadcast}, :priority, :now, :now, :shared, :now
                        """ + AudienceRowStore.FROM
                                        + " AND u.number > :after AND u.number <= :to ON CONFLICT DO NOTHING"),
                        audience)
                .bind("priority", Priority.BROADCASTS)
                .bind("now", now.toEpochMilli())
                .bind("shared", shared)
                .bind("after", after)
                .bind("to", to)
                .execute();
    }

    FanOutProgress progress(Transaction transaction, long shared) {
        Handle handle = transaction.handle();
        Map<DeliveryState, Long> states = handle.createQuery("""
                        SELECT state, sum(deliveries) AS deliveries
                        FROM (SELECT state, count(*) AS deliveries FROM delivery WHERE shared_content = :shared GROUP BY state
                              UNION ALL SELECT state, deliveries FROM pruned WHERE shared_content = :shared)
                        GROUP BY state
                        """)
                .bind("shared", shared)
                .map((row, _) -> Map.entry(DeliveryState.of(row.getString("state")), row.getLong("deliveries")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
        Map<String, Long> failed = failed(handle, shared);
        long gone = states.getOrDefault(DeliveryState.FAILED, 0L)
                - failed.values().stream().mapToLong(Long::longValue).sum();
        return new FanOutProgress(
                states.getOrDefault(DeliveryState.QUEUED, 0L) + states.getOrDefault(DeliveryState.IN_FLIGHT, 0L),
                states.getOrDefault(DeliveryState.SENT, 0L),
                states.getOrDefault(DeliveryState.PAUSED, 0L) + gone,
                failed,
                states.getOrDefault(DeliveryState.CANCELLED, 0L));
    }

    private static Map<String, Long> failed(Handle handle, long shared) {
        return handle.createQuery(DeliverySql.of("""
                        SELECT reason, sum(deliveries) AS deliveries
                        FROM (SELECT coalesce(reason, '') AS reason, count(*) AS deliveries FROM delivery
                              WHERE shared_content = :shared AND state = {failed} AND unreachable = 0 GROUP BY reason
                              UNION ALL SELECT reason, deliveries FROM pruned
                              WHERE shared_content = :shared AND state = {failed} AND unreachable = 0)
                        GROUP BY reason
                        """))
                .bind("shared", shared)
                .map((row, _) -> Map.entry(Outcome.withoutIds(row.getString("reason")), row.getLong("deliveries")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum));
    }

    /// The progress on each platform that has deliveries. It takes longer than [#progress].
    Map<Platform, FanOutProgress> progressByPlatform(Transaction transaction, long shared) {
        Map<Platform, FanOutProgress> progress = new EnumMap<>(Platform.class);
        transaction
                .select(DeliverySql.of("""
                        SELECT platform, state, unreachable, reason, sum(deliveries) AS deliveries
                        FROM (SELECT platform, state, unreachable,
                                     CASE state WHEN {failed} THEN coalesce(reason, '') ELSE '' END AS reason,
                                     count(*) AS deliveries
                              FROM delivery WHERE shared_content = :shared GROUP BY 1, 2, 3, 4
                              UNION ALL SELECT platform, state, unreachable, reason, deliveries
                              FROM pruned WHERE shared_content = :shared)
                        GROUP BY platform, state, unreachable, reason
                        """))
                .bind("shared", shared)
                .map((row, _) -> Map.entry(
                        Platform.of(row.getString("platform")),
                        counted(
                                DeliveryState.of(row.getString("state")),
                                row.getBoolean("unreachable"),
                                row.getString("reason"),
                                row.getLong("deliveries"))))
                .forEach(entry -> progress.merge(entry.getKey(), entry.getValue(), FanOutProgress::plus));
        return progress;
    }

    private static FanOutProgress counted(DeliveryState state, boolean unreachable, String reason, long deliveries) {
        return switch (state) {
            case QUEUED, IN_FLIGHT -> new FanOutProgress(deliveries, 0, 0, Map.of(), 0);
            case SENT -> new FanOutProgress(0, deliveries, 0, Map.of(), 0);
            case PAUSED -> new FanOutProgress(0, 0, deliveries, Map.of(), 0);
            case FAILED ->
                unreachable
                        ? new FanOutProgress(0, 0, deliveries, Map.of(), 0)
                        : new FanOutProgress(0, 0, 0, Map.of(Outcome.withoutIds(reason), deliveries), 0);
            case CANCELLED -> new FanOutProgress(0, 0, 0, Map.of(), deliveries);
        };
    }

    /// The next failed deliveries, by subscriber.
    List<Failed> failed(Transaction transaction, long shared, long after, int limit) {
        return transaction
                .select(
                        DeliverySql.of(
                                "SELECT number, subscriber FROM delivery WHERE shared_content = ? AND subscriber > ?"
                                        + " AND state = {failed} AND unreachable = 0 ORDER BY subscriber LIMIT ?"),
                        shared,
                        after,
                        limit)
                .map((row, _) -> new Failed(row.getLong("number"), row.getLong("subscriber")))
                .list();
    }

    /// Cancels up to `limit` queued deliveries (the next ones of a platform first) and up to `limit` paused ones,
    /// and returns their number.
    int cancel(Transaction transaction, long shared, String why, int limit, Instant now) {
        return deliveries
                .cancelAll(transaction, """
                        number IN (SELECT * FROM (SELECT number FROM delivery WHERE shared_content = :shared AND state = {computed_queued}
                                                  ORDER BY platform, next_at, number LIMIT :most)
                                   UNION ALL
                                   SELECT * FROM (SELECT number FROM delivery WHERE shared_content = :shared AND state = {computed_paused}
                                                  ORDER BY platform, next_at, number LIMIT :most))
                        """, Optional.of(why), now)
                .bind("shared", shared)
                .bind("most", limit)
                .execute();
    }

    /// Merges the fan-outs of two chats: keeps only the more advanced of their two deliveries in
    /// each fan-out and cancels the other unless it is settled.
    public void mergeDuplicates(Transaction transaction, long from, long to, Instant now) {
        deliveries
                .leaveFanOut(transaction, """
                        number IN (SELECT CASE WHEN instr(:order, a.state) > instr(:order, b.state)
                                               THEN b.number ELSE a.number END
                                   FROM shared_content c
                                   JOIN delivery a ON a.shared_content = c.number AND a.subscriber = :from
                                   JOIN delivery b ON b.shared_content = c.number AND b.subscriber = :to)
                        """, "already delivered before the chat's id changed", now)
                .bind("order", STATES_BY_PROGRESS)
                .bind("from", from)
                .bind("to", to)
                .execute();
    }

    /// Pauses or resumes the fan-out.
    void pause(Transaction transaction, long shared, boolean paused) {
        transaction.handle().execute("UPDATE shared_content SET paused = ? WHERE number = ?", paused ? 1 : 0, shared);
    }
}
