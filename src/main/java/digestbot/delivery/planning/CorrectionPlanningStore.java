package digestbot.delivery.planning;

import digestbot.content.action.ReadAction;
import digestbot.database.RowNumbers;
import digestbot.database.RowNumbers.NumberRange;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.ShownDigestStore;
import digestbot.digest.DigestView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Plans the corrections and withdrawals of messages that were delivered.
public final class CorrectionPlanningStore {

    public static final long MAX_COUNTED = 10_000;

    private final DeliveryStore deliveries = new DeliveryStore();

    /// Plans a correction for each delivery in the range of subscriptions that shows an older
    /// revision or is about to. Paused chats receive it when they return.
    ///
    /// @param since messages sent before this time are not changed
    public void correct(
            Transaction transaction, long digest, int revision, NumberRange range, Instant since, Instant now) {
        String open = "d.state IN {unsettled}";
        insert(transaction, DeliveryCause.CORRECTION, open, digest, revision, range, since, now);
        planForPressedMessages(transaction, digest, range, since, now);
    }

    /// Cancels the unsent deliveries of the range, and plans a withdrawal for each delivery that
    /// shows the digest or is about to. The subscriptions become plannable again. An unsent
    /// combined delivery continues without the digest, and includes it again if the digest is
    /// republished first.
    void withdraw(Transaction transaction, long digest, NumberRange range, Instant since, Instant now) {
        String open = "d.state = {in_flight} OR (d.may_have_arrived = 1 AND d.created_at >= :since)";
        insert(transaction, DeliveryCause.WITHDRAWAL, open, digest, Integer.MAX_VALUE, range, since, now);
        planForPressedMessages(transaction, digest, range, since, now);
        String unseen = """
                state IN {waiting} AND number IN (
                    SELECT delivery FROM delivery_item
                    WHERE digest = :digest AND subscription > :after AND subscription <= :to)
                AND (cause = {digest} OR (cause IN {combined} AND NOT %s))
                """.formatted(ShownDigestStore.showsAny("delivery"));
        deliveries.cancelAll(
                transaction,
                unseen,
                Optional.of("withdrawn"),
                now,
                Map.of("digest", digest, "after", range.after(), "to", range.to()));
        transaction.execute(DeliverySql.of("""
                        UPDATE delivery_item SET subscription = NULL
                        WHERE digest = ? AND subscription > ? AND subscription <= ?
                          AND (SELECT cause = {digest} OR (cause IN {combined} AND state NOT IN {waiting})
                               FROM delivery WHERE number = delivery_item.delivery)
                        """), digest, range.after(), range.to());
    }

    /// Stores the changes.
    ///
    /// @param open the SQL condition for deliveries that may still show the digest; recently sent
    ///     ones are always included
    /// @param below deliveries that started with this revision or a later one are excluded
    private void insert(
            Transaction transaction,
            DeliveryCause cause,
            String open,
            long digest,
            int below,
            NumberRange range,
            Instant since,
            Instant now) {
        long base = RowNumbers.last(transaction, "delivery");
        deliveries
                .enqueueChanges(
                        transaction, cause, Optional.empty(), """
                        FROM delivery_item i
                        JOIN delivery d ON d.number = i.delivery
                        JOIN subscriber u ON u.number = d.subscriber
                        WHERE i.digest = :digest AND i.subscription > :after AND i.subscription <= :to
                          AND i.revision < :revision AND d.unreachable = 0
                          AND (""" + open + """
                               OR EXISTS (SELECT 1 FROM part p WHERE p.delivery = d.number AND p.message_id IS NOT NULL
                                                                 AND p.sent_at >= :since {each_row}))
                        """ + DeliveryStore.CHANGING_QUEUED, now)
                .bind("digest", digest)
                .bind("revision", below)
                .bindMethods(range)
                .bind("since", since)
                .execute();
        transaction.execute("""
                        INSERT INTO delivery_item (delivery, ordinal, digest)
                        SELECT number, 0, ? FROM delivery WHERE number > ?
                        """, digest, base);
    }

    /// Plans a correction for each message that a button press switched to this digest from the
    /// same digest in another language. There are few, so they are planned with the last range.
    private void planForPressedMessages(
            Transaction transaction, long digest, NumberRange range, Instant since, Instant now) {
        if (!range.isLast()) {
            return;
        }
        long base = RowNumbers.last(transaction, "delivery");
        String shows = anyView(digest);
        deliveries
                .enqueueChanges(transaction, DeliveryCause.CORRECTION, Optional.empty(), """
                        FROM part p
                        JOIN delivery d ON d.number = p.delivery
                        JOIN subscriber u ON u.number = d.subscriber
                        WHERE p.pressed = 1 AND p.view >= :shows AND p.view < :end AND p.message_id IS NOT NULL
                          AND p.sent_at >= :since AND d.unreachable = 0
                          AND NOT EXISTS (SELECT 1 FROM delivery_item i
                                          WHERE i.delivery = d.number AND i.digest = :digest {each_row})
                        ON CONFLICT (corrects) WHERE corrects IS NOT NULL AND claim = 0 AND state IN {waiting}
                        DO NOTHING
                        """, now)
                .bind("digest", digest)
                .bind("shows", shows)
                .bind("end", shows + "~")
                .bind("since", since)
                .execute();
        transaction.execute("""
                        INSERT INTO delivery_item (delivery, ordinal, digest)
                        SELECT d.number, 0, i.digest
                        FROM delivery d JOIN delivery_item i ON i.delivery = d.corrects AND i.ordinal = 0
                        WHERE d.number > ?
                        """, base);
    }

    /// The common prefix of the encoded views of the digest.
    private static String anyView(long digest) {
        String overview = new ReadAction.Show(digest, new DigestView.Overview(), 0).encode();
        return overview.substring(0, overview.lastIndexOf(':') + 1);
    }

    /// Counts the messages that a correction or withdrawal of the digest would change; one more
    /// than [#MAX_COUNTED] stands for any number above that.
    public static long shown(Transaction transaction, long digest, Instant now) {
        return count(transaction, digest, now, "");
    }

    /// Counts the corrections whose chats cannot be reached.
    public static long unreachable(Transaction transaction, long digest, Instant now) {
        return count(transaction, digest, now, """
                WHERE d.unreachable = 1 OR EXISTS (
                    SELECT 1 FROM subscriber u WHERE u.number = d.subscriber
                      AND (p.sent_at < u.moved_at OR {queued_or_paused:u} = {paused}))""");
    }

    private static long count(Transaction transaction, long digest, Instant now, String where) {
        return transaction.number(
                DeliverySql.of("""
                        SELECT count(*) FROM (
                            SELECT 1 FROM delivery_item i
                            JOIN delivery d ON d.number = i.delivery AND d.cause IN {subscribed}
                             AND i.digest = ? AND i.subscription IS NOT NULL
                            JOIN part p ON p.delivery = i.delivery AND p.message_id IS NOT NULL AND p.sent_at >= ?
                        """ + where + " LIMIT ?)"),
                digest,
                now.minus(Planner.CORRECTION_PERIOD),
                MAX_COUNTED + 1);
    }
}
