package digestbot.delivery.outbox;

import digestbot.audience.DueTime;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.Subscription;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The queued and paused deliveries of a chat.
public final class ChatQueueStore {

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

    private record UnclaimedDelivery(long delivery, Instant publishedAt) {}

    private final SubscriberStore subscribers = new SubscriberStore();
    private final DeliveryStore deliveries = new DeliveryStore();

    /// Postpones the later deliveries of the same chat and priority until this one is due.
    public void postponeFollowers(Transaction transaction, long delivery, Instant nextAt) {
        transaction.execute(DeliverySql.of("""
                        UPDATE delivery SET next_at = ?
                        WHERE subscriber = (SELECT subscriber FROM delivery WHERE number = ?)
                          AND priority = (SELECT priority FROM delivery WHERE number = ?)
                          AND {chat_queue} AND next_at < ?
                        """), nextAt.toEpochMilli(), delivery, delivery, nextAt.toEpochMilli());
    }

    public void postponeToQuietHoursEnd(Transaction transaction, Delivery due) {
        due.quietHours().until().ifPresent(until -> {
            transaction.execute(
                    DeliverySql.of(
                            "UPDATE delivery SET next_at = ? WHERE number = ? AND state = {queued} AND claim = ?"),
                    until.toEpochMilli(),
                    due.number(),
                    due.claims());
            postponeFollowers(transaction, due.number(), until);
        });
    }

    /// Pauses an unreachable subscriber: its deliveries and newest notices wait until it returns;
    /// replies are cancelled.
    public void pause(Transaction transaction, long subscriber, String why, Instant now) {
        subscribers.pause(transaction, subscriber, why, now);
        pauseNotices(transaction, subscriber, why, now);
        deliveries.cancelAll(
                transaction,
                "subscriber = :subscriber AND {chat_queue} AND priority = " + Priority.REPLIES,
                Optional.of(why),
                now,
                Map.of("subscriber", subscriber));
        pause(transaction, subscriber, why, Priority.REPLIES);
    }

    /// Pauses notices, for example to an admin who has not opened a chat with the bot yet.
    private void pauseNotices(Transaction transaction, long subscriber, String why, Instant now) {
        deliveries.pause(transaction, subscriber, "cause = {notice} AND priority = " + Priority.NOTICES, why);
        deliveries.cancelAll(
                transaction,
                "number IN (SELECT number FROM delivery WHERE subscriber = :subscriber AND state = {paused}"
                        + " AND cause = {notice} ORDER BY number DESC LIMIT " + Long.MAX_VALUE
                        + " OFFSET :kept)",
                Optional.empty(),
                now,
                Map.of("subscriber", subscriber, "kept", NOTICES_KEPT));
    }

    /// Pauses a subscriber who stopped the bot: deliveries are paused, except replies and (silent)
    /// corrections.
    public void stop(Transaction transaction, long subscriber, Instant now) {
        subscribers.stop(transaction, subscriber, now);
        pause(transaction, subscriber, Subscriber.STOPPED, Priority.CORRECTIONS);
    }

    private void pause(Transaction transaction, long subscriber, String why, int sparedPriority) {
        deliveries.pause(
                transaction,
                subscriber,
                "priority NOT IN " + Priority.INTERACTIVE + " AND priority <> " + sparedPriority,
                why);
    }

    /// Resumes a subscriber: paused deliveries that are still useful, and all corrections, are
    /// queued again.
    public void resume(Transaction transaction, long subscriber, Instant now) {
        subscribers.resume(transaction, subscriber);
        deliveries.resume(transaction, subscriber, now.minus(KEPT_WHILE_PAUSED), now);
    }

    public void cancel(Transaction transaction, Subscription ended, Instant now) {
        deliveries.cancelAll(
                transaction,
                "number IN (SELECT d.number " + OF_SUBSCRIPTION + " {evaluated_first})",
                Optional.of("unsubscribed"),
                now,
                Map.of("subscriber", ended.subscriber(), "subscription", ended.number()));
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

    public void cancelUnfollowed(Transaction transaction, long delivery, Instant now) {
        deliveries.cancel(transaction, delivery, "no longer followed", now);
    }

    public Optional<Instant> next(Transaction transaction, Subscription subscription, Instant now) {
        return transaction
                .select(DeliverySql.of("SELECT min(max(d.due_at, d.next_at)) " + OF_SUBSCRIPTION
                        + " AND d.state = {queued} AND d.claim = 0 AND max(d.due_at, d.next_at) > :now"))
                .bind("subscriber", subscription.subscriber())
                .bind("subscription", subscription.number())
                .bind("now", now.toEpochMilli())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /// Redirects the subscription's queued deliveries that have not started to its thread.
    public void redirect(Transaction transaction, Subscription subscription) {
        redirect(transaction, subscription.subscriber(), subscription.number(), subscription.thread());
    }

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

    /// Recomputes the due times of unclaimed deliveries after a change of the subscription, time
    /// zone or quiet hours.
    public void recompute(Transaction transaction, Subscriber subscriber, Subscription subscription) {
        transaction
                .select(DeliverySql.of("""
                        SELECT d.number, g.published_at\s""" + OF_SUBSCRIPTION + """

                          AND d.cause = {digest} AND d.claim = 0 AND g.published_at IS NOT NULL
                        """))
                .bind("subscriber", subscriber.number())
                .bind("subscription", subscription.number())
                .map((row, _) ->
                        new UnclaimedDelivery(row.getLong("number"), Instant.ofEpochMilli(row.getLong("published_at"))))
                .list()
                .forEach(planned -> {
                    long due = DueTime.of(
                                    subscription.schedule(),
                                    subscriber.preferences().zone(),
                                    subscriber.preferences().quiet(),
                                    planned.publishedAt())
                            .toEpochMilli();
                    transaction.execute(
                            "UPDATE delivery SET due_at = ?, next_at = ?, thread = ? WHERE number = ?",
                            due,
                            due,
                            subscription.thread(),
                            planned.delivery());
                });
    }
}
