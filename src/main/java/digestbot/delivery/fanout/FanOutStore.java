package digestbot.delivery.fanout;

import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.StoredEnum;
import digestbot.content.Content;
import digestbot.database.RowNumbers.NumberRange;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.fanout.RecipientFilter.RecipientCount;
import digestbot.delivery.fanout.RecipientFilter.SampleRecipient;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.StoredContent;
import digestbot.delivery.retries.FailedRetries.RetryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// Content that is stored once and delivered to many chats, to each at most once.
///
/// Planning and cancelling take a bounded number of subscribers at a time, so that each
/// transaction is short and nothing per subscriber is in memory.
public record FanOutStore(OutboxEvents outboxEvents, InstantSource clock) {

    public static final int BATCH_SIZE = 1_000;

    private static final int RETRY_BATCH_SIZE = 250;

    private static final String STATES_BY_PROGRESS = Stream.of(
                    DeliveryState.CANCELLED,
                    DeliveryState.FAILED,
                    DeliveryState.PAUSED,
                    DeliveryState.QUEUED,
                    DeliveryState.IN_FLIGHT,
                    DeliveryState.SENT)
            .map(DeliveryState::id)
            .collect(Collectors.joining(" "));

    private static final DeliveryStore DELIVERIES = new DeliveryStore();
    private static final RetryStore RETRIES = new RetryStore();

    /// The progress of a fan-out: its deliveries by result.
    ///
    /// @param unreachable the number that failed or are paused because the chat cannot be reached
    /// @param failed the number of other failures, by the platform's error message without ids
    public record FanOutProgress(long waiting, long sent, long unreachable, Map<String, Long> failed, long cancelled) {

        public static final FanOutProgress NONE = new FanOutProgress(0, 0, 0, Map.of(), 0);

        public FanOutProgress {
            failed = Map.copyOf(failed);
        }

        public FanOutProgress plus(FanOutProgress other) {
            Map<String, Long> causes = new HashMap<>(failed);
            other.failed.forEach((cause, count) -> causes.merge(cause, count, Long::sum));
            return new FanOutProgress(
                    waiting + other.waiting,
                    sent + other.sent,
                    unreachable + other.unreachable,
                    causes,
                    cancelled + other.cancelled);
        }

        public long failures() {
            return failed.values().stream().mapToLong(Long::longValue).sum();
        }

        public long allFailed() {
            return unreachable + failures();
        }

        public long settled() {
            return sent + allFailed();
        }

        public long all() {
            return waiting + settled() + cancelled;
        }
    }

    /// Stores the content. Its number identifies the fan-out.
    public long create(Transaction transaction, Content content) {
        return transaction.number(
                "INSERT INTO shared_content (content) VALUES (?) RETURNING number",
                new StoredContent.Whole(content).write());
    }

    public static Optional<Content> content(Transaction transaction, long shared) {
        return transaction
                .select("SELECT content FROM shared_content WHERE number = ?", shared)
                .map((row, _) -> StoredContent.content(row.getString("content")))
                .findOne();
    }

    /// Plans deliveries for the next subscribers, skipping those that already have one.
    ///
    /// Without a topic, the message goes to a thread only in chats that receive everything in
    /// threads (a forum channel itself accepts no messages). If each topic has a separate thread,
    /// it goes to the chat.
    ///
    /// @param after the last subscriber that was processed; 0 at first
    /// @return the last subscriber that was processed; empty at the end
    public OptionalLong plan(
            Transaction transaction, long shared, RecipientFilter recipients, Set<Platform> platforms, long after) {
        NumberRange range = NumberRange.next(
                transaction,
                after,
                BATCH_SIZE,
                "SELECT number FROM subscriber WHERE number > ? ORDER BY number",
                after);
        int planned = bind(
                        DELIVERIES.enqueueAll(
                                transaction,
                                """
                        (subscriber, platform, thread, cause, priority, due_at, next_at, shared_content, created_at)
                        SELECT u.number, u.platform,
                               coalesce(s.thread,
                                        (SELECT min(a.thread) FROM subscription a WHERE a.subscriber = u.number)),
                               {broadcast}, :priority, :now, :now, :shared, :now
                        """ + FROM + " AND u.number > :after AND u.number <= :to ON CONFLICT DO NOTHING"),
                        recipients,
                        platforms)
                .bind("priority", Priority.BROADCASTS)
                .bind("now", clock.millis())
                .bind("shared", shared)
                .bindMethods(range)
                .execute();
        notifyAfterCommit(transaction, planned);
        return range.end();
    }

    private void notifyAfterCommit(Transaction transaction, int stored) {
        if (stored > 0) {
            outboxEvents.notifyAfterCommit(transaction);
        }
    }

    public FanOutProgress progress(Transaction transaction, long shared) {
        return progressByPlatform(transaction, shared).values().stream()
                .reduce(FanOutProgress.NONE, FanOutProgress::plus);
    }

    /// The progress on each platform that has deliveries. An index has all that is read of those
    /// that did not fail, which are the most by far.
    public Map<Platform, FanOutProgress> progressByPlatform(Transaction transaction, long shared) {
        Map<Platform, FanOutProgress> progress = new EnumMap<>(Platform.class);
        transaction
                .select(DeliverySql.of("""
                        SELECT platform, state, unreachable, reason, sum(deliveries) AS deliveries
                        FROM (SELECT platform, state, 0 AS unreachable, '' AS reason, count(*) AS deliveries
                              FROM delivery WHERE shared_content = :shared AND state <> {failed} GROUP BY state, platform
                              UNION ALL SELECT platform, state, unreachable, coalesce(reason, ''), count(*)
                              FROM delivery WHERE shared_content = :shared AND state = {failed} GROUP BY 1, 2, 3, 4
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

    /// Cancels a platform's next queued deliveries, the first due ones first, and as many paused
    /// ones; true if there may be more.
    public boolean cancel(Transaction transaction, long shared, String why) {
        return DELIVERIES.cancelAll(
                        transaction,
                        """
                        number IN (SELECT * FROM (SELECT number FROM delivery WHERE shared_content = :shared AND state = {computed_queued}
                                                  ORDER BY platform, next_at, number LIMIT :most)
                                   UNION ALL
                                   SELECT * FROM (SELECT number FROM delivery WHERE shared_content = :shared AND state = {computed_paused}
                                                  ORDER BY platform, next_at, number LIMIT :most))
                        """,
                        Optional.of(why),
                        clock.instant(),
                        Map.of("shared", shared, "most", BATCH_SIZE))
                >= BATCH_SIZE;
    }

    /// Merges the fan-outs of two chats: keeps only the more advanced of their two deliveries in
    /// each fan-out and cancels the other unless it is settled.
    public static void mergeDuplicates(Transaction transaction, long from, long to, Instant now) {
        new DeliveryStore()
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

    /// Pauses or resumes the fan-out; deliveries in flight are not affected.
    public void pause(Transaction transaction, long shared, boolean paused) {
        transaction.execute("UPDATE shared_content SET paused = ? WHERE number = ?", paused ? 1 : 0, shared);
        if (!paused) {
            outboxEvents.notifyAfterCommit(transaction);
        }
    }

    /// Retries the next failed deliveries, except those whose chat is unreachable. The subscribers
    /// are counted as in [#plan].
    public OptionalLong retry(Transaction transaction, long shared, long after) {
        var failed = new TreeMap<Long, Long>(transaction
                .select(DeliverySql.of("""
                                SELECT subscriber, number FROM delivery WHERE shared_content = ? AND subscriber > ?
                                AND state = {failed} AND unreachable = 0 ORDER BY subscriber LIMIT ?"""), shared, after, RETRY_BATCH_SIZE)
                .map((row, _) -> Map.entry(row.getLong("subscriber"), row.getLong("number")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
        failed.values().forEach(delivery -> RETRIES.retry(transaction, delivery, clock.instant()));
        notifyAfterCommit(transaction, failed.size());
        return failed.size() < RETRY_BATCH_SIZE ? OptionalLong.empty() : OptionalLong.of(failed.lastKey());
    }

    /// Plans the withdrawal for the next subscribers, counted as in [#plan]: their messages are
    /// deleted or, if that is impossible, replaced by a notice. Call it when no delivery of the
    /// fan-out is open; subscribers that already have a withdrawal are skipped.
    ///
    /// @param withdrawal the fan-out that withdraws it
    public OptionalLong withdraw(Transaction transaction, long shared, long withdrawal, long after) {
        NumberRange range = NumberRange.next(
                transaction,
                after,
                BATCH_SIZE,
                "SELECT subscriber FROM delivery WHERE shared_content = ? AND subscriber > ? ORDER BY subscriber",
                shared,
                after);
        // This covers deliveries that were sent, at least in part, or are in flight. Paused chats
        // get it when they return.
        int planned = DELIVERIES
                .enqueueChanges(transaction, DeliveryCause.WITHDRAWAL, Optional.of(withdrawal), """
                        FROM delivery d JOIN subscriber u ON u.number = d.subscriber
                        WHERE d.shared_content = :shared AND d.subscriber > :after AND d.subscriber <= :to
                          AND (d.state = {in_flight}
                               OR EXISTS (SELECT 1 FROM part p WHERE p.delivery = d.number AND p.message_id IS NOT NULL {each_row}))
                        ON CONFLICT DO NOTHING
                        """, clock.instant())
                .bind("shared", shared)
                .bindMethods(range)
                .execute();
        notifyAfterCommit(transaction, planned);
        return range.end();
    }

    /// The `FROM` and `WHERE` of recipients, whose parameters [#bind] binds; `s` is the
    /// subscription to the filter's topic, if it has one.
    private static final String FROM = DeliverySql.of("""
            FROM subscriber u LEFT JOIN subscription s ON s.subscriber = u.number AND s.topic = :topic
            WHERE u.paused_reason IS NULL AND u.broadcasts = 1 AND instr(:platforms, u.platform) > 0
              AND CASE WHEN CAST(:topic AS TEXT) IS NULL THEN EXISTS (SELECT 1 FROM subscription a WHERE a.subscriber = u.number {each_row})
                       ELSE s.number IS NOT NULL END
            """);

    private static <S extends SqlStatement<S>> S bind(
            S statement, RecipientFilter recipients, Set<Platform> platforms) {
        return statement
                .bind(
                        "platforms",
                        platforms.stream()
                                .filter(each -> recipients.platform().orElse(each) == each)
                                .map(Platform::id)
                                .collect(Collectors.joining(" ")))
                .bind("topic", recipients.topic());
    }

    /// Takes time proportional to the number of subscribers.
    public static RecipientCount count(
            Transaction transaction, RecipientFilter recipients, Set<Platform> platforms, Instant now) {
        Query counts =
                transaction.select("SELECT u.platform, count(*) AS subscribers " + FROM + " GROUP BY u.platform");
        Query first = transaction.select("""
                SELECT u.platform, u.kind, u.language,
                       (SELECT coalesce(string_agg(t.name, '\n'), '')
                        FROM subscription b JOIN topic t ON t.id = b.topic WHERE b.subscriber = u.number) AS topics
                """ + FROM + " ORDER BY u.number LIMIT 1");
        return new RecipientCount(
                bind(counts, recipients, platforms)
                        .map((row, _) -> Map.entry(Platform.of(row.getString("platform")), row.getLong("subscribers")))
                        .collectToMap(Map.Entry::getKey, Map.Entry::getValue),
                bind(first, recipients, platforms)
                        .map((row, _) -> new SampleRecipient(
                                Platform.of(row.getString("platform")),
                                StoredEnum.of(ChatType.class, row.getString("kind")),
                                row.getString("language"),
                                row.getString("topics").lines().toList()))
                        .findOne(),
                now);
    }
}
