package digestbot.delivery.outbox;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.DueTime;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.Subscription;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.database.BatchStatement;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.Transition.Settlement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/// The only place that stores new deliveries, changes their state and cause, and removes them; also
/// the queue of a chat, which is paused, resumed and moved as a whole.
///
/// Each update names the states that it starts from, so that a delivery that has moved on is left
/// alone. In addition, the database rejects transitions that [DeliveryState] does not allow.
/// Conditions and selections that callers give are SQL in the form of [DeliverySql], with named
/// parameters.
public final class DeliveryStore {

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

    private static final String CLAIM = DeliverySql.of("""
            UPDATE delivery SET state = {in_flight}, claim = claim + 1, attempts = attempts + 1, lease_until = ?, reader = ?
            WHERE number = ? AND state = {queued} AND claim = ? AND subscriber = ? AND thread = ?
            """);

    private static final String CLAIMED = " number = ? AND claim = ? AND state = {in_flight}";

    private static final String SENT = DeliverySql.of(
            "UPDATE delivery SET state = {sent}, lease_until = NULL, reason = NULL, settled_at = ? WHERE" + CLAIMED);

    private static final String FAILED = DeliverySql.of("""
            UPDATE delivery SET state = {failed}, lease_until = NULL, failure = ?, reason = ?, settled_at = ? WHERE""" + CLAIMED);

    private static final String REQUEUED = DeliverySql.of(
            "UPDATE delivery SET state = {requeued}, lease_until = NULL, next_at = ?, attempts = ?, reason = ? WHERE"
                    + CLAIMED);

    private static final String NOTICE_REQUEUED = DeliverySql.of(
            "UPDATE delivery SET state = {queued}, lease_until = NULL, attempts = 0 WHERE cause = {notice} AND"
                    + CLAIMED);

    private static final String RELEASED = DeliverySql.of("""
            UPDATE delivery SET state = {requeued}, lease_until = NULL, attempts = max(0, attempts - 1), may_have_arrived = 1,
                   reason = coalesce((SELECT paused_reason FROM subscriber WHERE number = delivery.subscriber), reason)
            WHERE state = {in_flight} AND number IN (SELECT value FROM json_each(?)) RETURNING number
            """);

    private static final String UNCHANGED = DeliverySql.of("""
            UPDATE delivery SET state = {sent}, reason = 'nothing had to change', settled_at = ?
            WHERE number = ? AND state = {queued} AND claim = ?
            """);

    private static final String UNSENDABLE = DeliverySql.of("""
            UPDATE delivery SET state = {failed}, failure = ?, reason = ?, settled_at = ?
            WHERE number = ? AND state = {queued} AND claim = ?
            """);

    /// The end of a statement that queues changes of deliveries: a delivery whose change is queued
    /// already keeps that one change, which gets the new cause.
    public static final String CHANGING_QUEUED = """
            ON CONFLICT (corrects) WHERE corrects IS NOT NULL AND claim = 0 AND state IN {waiting}
            DO UPDATE SET cause = excluded.cause
            """;

    private static final String MISSED = DeliverySql.of("""
            UPDATE delivery SET state = {cancelled}, reason = 'missed while paused: ' || reason, settled_at = ?
            WHERE subscriber = ? AND state = {paused} AND priority <> ? AND due_at < ? AND cause <> {notice}
            RETURNING number
            """);

    private static final String RESUMED = DeliverySql.of("""
            UPDATE delivery SET state = {queued}, reason = NULL, next_at = max(due_at, ?), due_again_at = max(due_at, ?)
            WHERE subscriber = ? AND state = {paused}
            """);

    /// The maximum age of a paused delivery when its chat returns; older ones are cancelled, so
    /// that nobody is flooded.
    private static final Duration KEPT_WHILE_PAUSED = Duration.ofHours(24);

    private static final int NOTICES_KEPT = 20;

    /// The queued deliveries of `subscription` of `subscriber`, found by the subscriber, who has
    /// few open ones.
    public static final String OF_SUBSCRIPTION = DeliverySql.of("""
            FROM (SELECT * FROM delivery
                  WHERE subscriber = :subscriber AND {chat_queue}
                  UNION ALL SELECT * FROM delivery WHERE subscriber = :subscriber AND state = {paused}
                  {evaluated_first}) d
            JOIN delivery_item i ON i.delivery = d.number JOIN digest g ON g.number = i.digest
            WHERE i.subscription = :subscription
            """);

    /// The condition that the subscription to a digest of the delivery has not ended. When chats
    /// merge, another one to the same topic may have replaced it.
    private static final String SUBSCRIBED = """
            EXISTS (SELECT 1 FROM delivery_item i JOIN digest g ON g.number = i.digest
                    JOIN subscription s ON s.subscriber = delivery.subscriber
                     AND (s.number = i.subscription OR s.topic = g.topic)
                    WHERE i.delivery = delivery.number {each_row})""";

    /// A delivery's own content as JSON, one page of it or all, and the id of the message to
    /// replace.
    public record NewMessage(DeliveryCause cause, String content, OptionalInt page, Optional<String> edits) {

        public static NewMessage of(DeliveryCause cause, StoredContent content) {
            return new NewMessage(cause, content.write(), OptionalInt.empty(), Optional.empty());
        }

        int priority() {
            return cause == DeliveryCause.REPLY ? Priority.REPLIES : Priority.NOTICES;
        }
    }

    /// A delivery to be removed, with the number of its shared content; 0 for none.
    public record RemovableDelivery(long number, long shared) {

        /// Reads the columns `number` and `shared_content`.
        public static RemovableDelivery of(ResultSet row, StatementContext context) throws SQLException {
            return new RemovableDelivery(row.getLong("number"), row.getLong("shared_content"));
        }
    }

    private final DeliveryHistoryStore history = new DeliveryHistoryStore();
    private final SubscriberStore subscribers = new SubscriberStore();

    public long enqueue(
            Transaction transaction, long subscriber, Destination to, NewMessage message, Instant nextAt, Instant now) {
        return transaction.number(
                ENQUEUED,
                subscriber,
                to.chat().platform().id(),
                to.thread(),
                message.cause().id(),
                message.priority(),
                now,
                nextAt,
                message.content(),
                message.page(),
                message.edits(),
                now);
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
                .bind("now", now)
                .bind("content", shared);
    }

    /// Claims the deliveries that have not changed since they were read, and returns 1 for each
    /// that was claimed, else 0.
    public int[] claim(Transaction transaction, List<Delivery> deliveries, Instant leaseUntil) {
        var batch = new BatchStatement(transaction, CLAIM);
        Map<FittedReader, String> written = new HashMap<>();
        for (Delivery due : deliveries) {
            batch.add(
                    leaseUntil.toEpochMilli(),
                    due.reader()
                            .map(reader -> written.computeIfAbsent(reader, FittedReader::write))
                            .orElse(null),
                    due.number(),
                    due.claims(),
                    due.subscriber(),
                    due.to().thread());
        }
        return batch.execute();
    }

    /// Releases claims of a holder that no longer exists, without counting a failed attempt.
    public List<Long> release(Transaction transaction, List<Long> claimed) {
        return transaction.numbers(RELEASED, claimed.toString());
    }

    /// Settles the deliveries of which the last part arrived, if their claims still hold.
    public void settleSent(Transaction transaction, List<Settlement> group) {
        var batch = new BatchStatement(transaction, SENT);
        List<Long> sent = new ArrayList<>();
        for (Settlement each : group) {
            if (each.transition() instanceof Transition.Arrived last && last.isLast()) {
                batch.add(
                        last.at().toEpochMilli(),
                        each.key().delivery(),
                        each.key().claim());
                sent.add(each.key().delivery());
            }
        }
        int[] changed = batch.execute();
        history.settled(
                transaction,
                IntStream.range(0, changed.length)
                        .filter(i -> changed[i] > 0)
                        .mapToObj(sent::get)
                        .toList());
    }

    /// Settles a delivery that has nothing to send, unless it changed since it was read.
    public void settleUnchanged(Transaction transaction, Delivery due, Instant now) {
        transaction.execute(UNCHANGED, now, due.number(), due.claims());
    }

    /// Fails an unclaimed delivery, unless it changed since it was read.
    public void fail(Transaction transaction, Delivery due, Outcome outcome, String why, Instant now) {
        int failed = transaction.execute(UNSENDABLE, outcome.id(), why, now, due.number(), due.claims());
        countFailure(transaction, due.number(), failed);
    }

    public boolean fail(Transaction transaction, Claim.ClaimKey key, Outcome failure, String why, Instant at) {
        int failed = transaction.execute(FAILED, failure.id(), why, at, key.delivery(), key.claim());
        countFailure(transaction, key.delivery(), failed);
        return failed > 0;
    }

    private void countFailure(Transaction transaction, long delivery, int failed) {
        if (failed > 0) {
            history.settled(transaction, List.of(delivery));
        }
    }

    /// Ends a claim and queues the delivery again, or pauses it if its chat is paused.
    public boolean requeue(
            Transaction transaction, Claim.ClaimKey key, Instant nextAt, int attempts, Optional<String> why) {
        return transaction.execute(REQUEUED, nextAt, attempts, why, key.delivery(), key.claim()) > 0;
    }

    /// Records that a message of the delivery may have arrived, whose number is not known.
    public void mayHaveArrived(Transaction transaction, long delivery) {
        transaction.execute("UPDATE delivery SET may_have_arrived = 1 WHERE number = ?", delivery);
    }

    /// Ends the claim of a notice, which is queued as if it had not been tried.
    public boolean requeueNotice(Transaction transaction, Claim.ClaimKey key) {
        return transaction.execute(NOTICE_REQUEUED, key.delivery(), key.claim()) > 0;
    }

    /// Queues a failed delivery again, due now, if it meets the condition `wanted`; empty if it
    /// stays failed.
    public Optional<DeliveryState> retry(Transaction transaction, long delivery, String wanted, Instant now) {
        Optional<String> failure = transaction.findString("SELECT failure FROM delivery WHERE number = ?", delivery);
        Optional<DeliveryState> retried = transaction
                .select(DeliverySql.of("""
                        UPDATE delivery SET state = {requeued}, attempts = 0, due_at = :now, next_at = :now,
                                            settled_at = NULL, unreachable = 0, failure = NULL
                        WHERE number = :number AND state = {failed} AND\s""" + wanted + " RETURNING state"))
                .bind("now", now)
                .bind("number", delivery)
                .mapTo(String.class)
                .findOne()
                .map(DeliveryState::of);
        if (retried.isPresent()) {
            failure.ifPresent(outcome -> history.reopened(transaction, delivery, outcome));
        }
        return retried;
    }

    public void combine(Transaction transaction, long delivery, CombinedKind kind) {
        String cause = DeliveryCause.of(kind).id();
        transaction.execute("UPDATE delivery SET cause = ? WHERE number = ?", cause, delivery);
    }

    public void cancel(Transaction transaction, long delivery, String why, Instant now) {
        cancelAll(transaction, "number = :number", Optional.of(why), now, Map.of("number", delivery));
    }

    /// Cancels all unsettled deliveries that a condition selects. Without a reason, each keeps its
    /// own.
    public int cancelAll(
            Transaction transaction, String where, Optional<String> why, Instant now, Map<String, ?> values) {
        List<Long> cancelled = transaction
                .select(DeliverySql.of("""
                        UPDATE delivery SET state = {cancelled}, lease_until = NULL, reason = coalesce(:why, reason),
                                            settled_at = :now
                        WHERE state IN {unsettled} AND (%s) RETURNING number""".formatted(where)))
                .bind("why", why)
                .bind("now", now)
                .bindMap(values)
                .mapTo(Long.class)
                .list();
        history.cancelled(transaction, cancelled);
        return cancelled.size();
    }

    /// Cancels the deliveries that a condition selects and removes them from their fan-out; settled
    /// ones are also removed from it but otherwise unchanged. The caller binds its parameters and
    /// executes it.
    public Update leaveFanOut(Transaction transaction, String where, String why, Instant now) {
        return transaction.update(DeliverySql.of("""
                        UPDATE delivery
                        SET shared_content = NULL, lease_until = NULL,
                            settled_at = CASE WHEN state IN {unsettled} THEN :now ELSE settled_at END,
                            reason = CASE WHEN state IN {unsettled} THEN :why ELSE reason END,
                            state = CASE WHEN state IN {unsettled} THEN {cancelled} ELSE state END
                        WHERE\s""" + where)).bind("why", why).bind("now", now);
    }

    /// Pauses the queued deliveries of a subscriber that meet a condition about `priority` and
    /// `cause`.
    private static void pause(Transaction transaction, long subscriber, String where, String why) {
        transaction.execute(
                DeliverySql.of("UPDATE delivery SET state = {paused}, reason = ? WHERE subscriber = ?"
                        + " AND {chat_queue} AND " + where),
                why,
                subscriber);
    }

    /// Postpones the later deliveries of the same chat and priority until this one is due.
    public void postponeFollowers(Transaction transaction, long delivery, Instant nextAt) {
        transaction.execute(DeliverySql.of("""
                        UPDATE delivery SET next_at = ?
                        WHERE subscriber = (SELECT subscriber FROM delivery WHERE number = ?)
                          AND priority = (SELECT priority FROM delivery WHERE number = ?)
                          AND {chat_queue} AND next_at < ?
                        """), nextAt, delivery, delivery, nextAt);
    }

    public void postponeToQuietHoursEnd(Transaction transaction, Delivery due) {
        due.quietUntil().ifPresent(until -> {
            transaction.execute(
                    DeliverySql.of(
                            "UPDATE delivery SET next_at = ? WHERE number = ? AND state = {queued} AND claim = ?"),
                    until,
                    due.number(),
                    due.claims());
            postponeFollowers(transaction, due.number(), until);
        });
    }

    /// Pauses an unreachable subscriber: its deliveries and newest notices wait until it returns;
    /// replies are cancelled.
    public void pause(Transaction transaction, long subscriber, String why, Instant now) {
        subscribers.pause(transaction, subscriber, why, now);
        pause(transaction, subscriber, "cause = {notice} AND priority = " + Priority.NOTICES, why);
        cancelAll(
                transaction,
                "number IN (SELECT number FROM delivery WHERE subscriber = :subscriber AND state = {paused}"
                        + " AND cause = {notice} ORDER BY number DESC LIMIT " + Long.MAX_VALUE
                        + " OFFSET :kept)",
                Optional.empty(),
                now,
                Map.of("subscriber", subscriber, "kept", NOTICES_KEPT));
        cancelAll(
                transaction,
                "subscriber = :subscriber AND {chat_queue} AND priority = " + Priority.REPLIES,
                Optional.of(why),
                now,
                Map.of("subscriber", subscriber));
        pause(transaction, subscriber, "priority NOT IN " + Priority.INTERACTIVE, why);
    }

    /// Pauses a subscriber who stopped the bot: deliveries are paused, except replies and (silent)
    /// corrections.
    public void stop(Transaction transaction, long subscriber, Instant now) {
        subscribers.stop(transaction, subscriber, now);
        String spared = "priority NOT IN " + Priority.INTERACTIVE + " AND priority <> " + Priority.CORRECTIONS;
        pause(transaction, subscriber, spared, Subscriber.STOPPED);
    }

    /// Resumes a subscriber: its paused deliveries are queued again, except those that would have
    /// been due long ago and are neither corrections nor notices, which are cancelled.
    public void resume(Transaction transaction, long subscriber, Instant now) {
        subscribers.resume(transaction, subscriber);
        List<Long> missed =
                transaction.numbers(MISSED, now, subscriber, Priority.CORRECTIONS, now.minus(KEPT_WHILE_PAUSED));
        history.cancelled(transaction, missed);
        transaction.execute(RESUMED, now, now, subscriber);
    }

    /// Ends what waits for the subscription. A message with digests of others loses its digests.
    public void cancel(Transaction transaction, Subscription ended, Instant now) {
        Map<String, Long> numbers = Map.of("subscriber", ended.subscriber(), "subscription", ended.number());
        transaction
                .update(DeliverySql.of("""
                        UPDATE delivery_item SET subscription = NULL, revision = NULL
                        WHERE subscription = :subscription AND delivery IN (SELECT d.number %s
                          AND EXISTS (SELECT 1 FROM delivery_item o WHERE o.delivery = d.number
                                      AND o.subscription <> :subscription {each_row}) {evaluated_first})
                        """.formatted(OF_SUBSCRIPTION)))
                .bindMap(numbers)
                .execute();
        cancelAll(
                transaction,
                "number IN (SELECT d.number " + OF_SUBSCRIPTION + " {evaluated_first})",
                Optional.of("unsubscribed"),
                now,
                numbers);
    }

    public record WaitingDigest(long delivery, long digest) {}

    public List<WaitingDigest> waiting(Transaction transaction, Subscription subscription) {
        return transaction
                .select(DeliverySql.of("SELECT d.number, i.digest " + OF_SUBSCRIPTION))
                .bind("subscriber", subscription.subscriber())
                .bind("subscription", subscription.number())
                .map((row, _) -> new WaitingDigest(row.getLong("number"), row.getLong("digest")))
                .list();
    }

    /// The time of the subscription's next delivery that is queued for later.
    public Optional<Instant> nextDelivery(Transaction transaction, Subscription subscription, Instant now) {
        return transaction
                .select(DeliverySql.of("SELECT min(max(d.due_at, d.next_at)) " + OF_SUBSCRIPTION
                        + " AND d.state = {queued} AND d.claim = 0 AND max(d.due_at, d.next_at) > :now"))
                .bind("subscriber", subscription.subscriber())
                .bind("subscription", subscription.number())
                .bind("now", now)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /// Redirects the subscription's queued deliveries that have not started to a thread.
    public void redirect(Transaction transaction, long subscriber, long subscription, long thread) {
        transaction
                .update(
                        DeliverySql.of(
                                "UPDATE delivery SET thread = :thread WHERE number IN (SELECT d.number "
                                        + OF_SUBSCRIPTION
                                        + " AND d.cause <> {bundle} AND d.thread <> :thread"
                                        + " AND NOT EXISTS (SELECT 1 FROM part p WHERE p.delivery = d.number AND p.message_id IS NOT NULL {each_row}) {evaluated_first})"))
                .bind("thread", thread)
                .bind("subscriber", subscriber)
                .bind("subscription", subscription)
                .execute();
    }

    private record PlannedDelivery(long number, boolean urgent, Instant publishedAt) {}

    /// Recomputes the due times of unclaimed deliveries after a change of the subscription, time
    /// zone or quiet hours.
    public void recompute(Transaction transaction, Subscriber subscriber, Subscription subscription) {
        transaction
                .select(DeliverySql.of("""
                        SELECT d.number, d.urgent, g.published_at\s""" + OF_SUBSCRIPTION + """

                          AND d.cause = {digest} AND d.claim = 0 AND g.published_at IS NOT NULL
                        """))
                .bind("subscriber", subscriber.number())
                .bind("subscription", subscription.number())
                .map((row, _) -> new PlannedDelivery(
                        row.getLong("number"),
                        row.getInt("urgent") != 0,
                        Instant.ofEpochMilli(row.getLong("published_at"))))
                .list()
                .forEach(planned -> {
                    Preferences preferences = subscriber.preferences();
                    Instant due = DueTime.of(
                            planned.urgent() ? new DeliverySchedule.Immediately() : subscription.schedule(),
                            preferences.zone(),
                            preferences.quiet(),
                            planned.publishedAt());
                    transaction.execute(
                            "UPDATE delivery SET due_at = ?, next_at = ?, thread = ? WHERE number = ?",
                            due,
                            due,
                            subscription.thread(),
                            planned.number());
                });
    }

    /// Resets a delivery of which no part was sent to the unclaimed state, so that it is later sent
    /// in the newest revision, with the current settings, and combined with others. Only for
    /// subscription deliveries, because claims fix nothing else. No earlier request may still be in
    /// flight or may have arrived.
    public boolean resetUnsent(Transaction transaction, long delivery) {
        int requeued = transaction.execute(DeliverySql.of("""
                        UPDATE delivery SET claim = 0, reader = NULL
                        WHERE number = ? AND cause IN {subscribed}
                          AND NOT EXISTS (SELECT 1 FROM part p
                                          WHERE p.delivery = delivery.number AND p.message_id IS NOT NULL {each_row})
                        """), delivery);
        if (requeued == 0) {
            return false;
        }
        transaction.execute("DELETE FROM part WHERE delivery = ?", delivery);
        transaction.execute("UPDATE delivery_item SET revision = NULL WHERE delivery = ?", delivery);
        return true;
    }

    /// Cancels the delivery if all of its digests were withdrawn meanwhile, which would block its
    /// chat for ever, or if the chat unsubscribed from them. Neither could cancel it while it was
    /// claimed.
    public void cancelUnwanted(Transaction transaction, long delivery, Instant now) {
        cancelUnless(transaction, delivery, ShownDigestStore.showsAny("delivery"), "withdrawn", now);
        cancelUnless(transaction, delivery, SUBSCRIBED, "unsubscribed", now);
    }

    private void cancelUnless(Transaction transaction, long delivery, String wanted, String why, Instant now) {
        String unwanted = "number = :number AND state IN {waiting} AND cause IN {subscribed} AND NOT " + wanted;
        cancelAll(transaction, unwanted, Optional.of(why), now, Map.of("number", delivery));
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
