package digestbot.delivery.planning;

import digestbot.database.RowNumbers;
import digestbot.database.RowNumbers.NumberRange;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.planning.PlanningStore.DeliverySlot;
import digestbot.delivery.planning.PlanningStore.PlanningTask;
import digestbot.digest.words.DigestWords;
import digestbot.library.archive.Library;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// Plans the deliveries of digests to chats that follow a word in them and do not subscribe to
/// their topics.
final class FollowerPlanner {

    private final Library library;
    private final PlanningStore planning = new PlanningStore();
    private final FollowerPlanningStore store = new FollowerPlanningStore();
    private Optional<FollowedWords> known = Optional.empty();

    FollowerPlanner(Library library) {
        this.library = library;
    }

    /// The words of a digest that somebody follows. Words that somebody follows later are not for
    /// this digest.
    private record FollowedWords(long digest, int revision, List<String> words) {}

    void add(Transaction transaction, long digest) {
        store.add(transaction, digest);
    }

    boolean planRange(Transaction transaction, int size, Instant now) {
        Optional<PlanningTask> next = store.next(transaction, planning);
        next.ifPresent(task -> planRange(transaction, task, size, now));
        return next.isPresent();
    }

    private void planRange(Transaction transaction, PlanningTask task, int size, Instant now) {
        List<String> words = words(transaction, task);
        if (words.isEmpty()) {
            store.advance(transaction, task, new NumberRange(task.after(), Long.MAX_VALUE));
            return;
        }
        NumberRange range = store.range(transaction, task, size);
        store.plan(transaction, task, range, words, now);
        store.advance(transaction, task, range);
    }

    private List<String> words(Transaction transaction, PlanningTask task) {
        return known.filter(each -> each.digest() == task.digest() && each.revision() == task.revision())
                .orElseGet(() -> {
                    DigestWords words =
                            DigestWords.of(library.all().content(transaction, task.digest(), task.revision()));
                    var found = new FollowedWords(
                            task.digest(),
                            task.revision(),
                            store.followed(transaction, words.text().phrases()));
                    known = Optional.of(found);
                    return found;
                })
                .words();
    }

    /// Looks up a digest's own words and phrases among the followed ones once, which takes as long
    /// as the digest is, however many words are followed. The followers of those that were found
    /// are then planned in ranges, as subscriptions are.
    static final class FollowerPlanningStore {

        private static final String FOLLOW = "follow";

        private static final int LOOKED_UP_AT_ONCE = 500;

        /// The followers `w` of the range, and their subscriptions `s`.
        private static final String FOLLOWERS = """
                FROM (SELECT DISTINCT f.subscriber FROM word f
                      WHERE f.kind = 'follow' AND f.word IN (<words>) AND f.subscriber > :after AND f.subscriber <= :to
                        AND f.created_at <= :published) w
                JOIN subscription s ON s.subscriber = w.subscriber AND s.topic IS NULL
                JOIN subscriber u ON u.number = w.subscriber
                """;

        private final DeliveryStore deliveries = new DeliveryStore();
        private final DeliveryHistoryStore history = new DeliveryHistoryStore();

        void add(Transaction transaction, long digest) {
            transaction.execute(
                    "INSERT INTO planning (digest, task) SELECT number, 'follow' FROM digest WHERE number = ?"
                            + " AND EXISTS (SELECT 1 FROM subscription WHERE topic IS NULL)"
                            + " ON CONFLICT DO NOTHING",
                    digest);
        }

        Optional<PlanningTask> next(Transaction transaction, PlanningStore planning) {
            return planning.next(transaction, FOLLOW);
        }

        List<String> followed(Transaction transaction, Collection<String> phrases) {
            List<String> all = List.copyOf(phrases);
            Set<String> found = new HashSet<>();
            for (int from = 0; from < all.size(); from += LOOKED_UP_AT_ONCE) {
                List<String> some = all.subList(from, Math.min(all.size(), from + LOOKED_UP_AT_ONCE));
                String values = some.stream().map(_ -> "(CAST(? AS TEXT))").collect(Collectors.joining(", "));
                Query query = transaction.select(
                        DeliverySql.of(
                                "WITH phrase (word) AS (VALUES " + values + ")"
                                        + " SELECT p.word FROM phrase p"
                                        + " WHERE EXISTS (SELECT 1 FROM word f WHERE f.kind = 'follow' AND f.word = p.word {each_row})"));
                for (int i = 0; i < some.size(); i++) {
                    query.bind(i, some.get(i));
                }
                found.addAll(query.mapTo(String.class).list());
            }
            return all.stream().filter(found::contains).toList();
        }

        /// The next subscribers, of whom only followers are read.
        NumberRange range(Transaction transaction, PlanningTask task, int size) {
            return NumberRange.next(
                    transaction,
                    task.after(),
                    size,
                    "SELECT number FROM subscriber WHERE number > ? ORDER BY number",
                    task.after());
        }

        List<DeliverySlot> slots(Transaction transaction, PlanningTask task, NumberRange range, List<String> words) {
            PlanningStore.forgetOtherSlots(transaction, task);
            String slots = "SELECT DISTINCT " + PlanningStore.SLOT_COLUMNS + " " + FOLLOWERS + " WHERE "
                    + PlanningStore.NEEDS_NEW_SLOT;
            return bound(transaction.select(slots), task, range, words)
                    .map((row, _) -> PlanningStore.slot(row))
                    .list();
        }

        private static <S extends SqlStatement<S>> S bound(
                S statement, PlanningTask task, NumberRange range, List<String> words) {
            return statement
                    .bindList("words", words)
                    .bind("after", range.after())
                    .bind("to", range.to())
                    .bind("published", task.publishedAt().toEpochMilli());
        }

        /// Stores the deliveries of the range, except to subscribers of the topic, who get the
        /// digest anyway, and under the conditions of [PlanningStore#plan].
        void plan(Transaction transaction, PlanningTask task, NumberRange range, List<String> words, Instant now) {
            PlanningStore.addSlots(transaction, task, slots(transaction, task, range, words));
            // Delivery numbers are offset by subscribers' numbers, so that no two are equal.
            long base = RowNumbers.last(transaction, "delivery");
            String rows = """
                    (number, subscriber, platform, thread, cause, priority, due_at, next_at, created_at)
                    SELECT :base + s.subscriber - :after, s.subscriber, u.platform, s.thread, {digest}, :priority,
                           coalesce(t.due_at, :published), coalesce(t.due_at, :published), :now
                    """ + FOLLOWERS + "LEFT JOIN slot t ON " + PlanningStore.IN_SLOT + """

                    WHERE s.created_at <= :published AND u.paused_reason IS NULL
                      AND NOT EXISTS (SELECT 1 FROM subscription o WHERE o.subscriber = s.subscriber AND o.topic = :topic
                                                                     AND o.created_at <= :published {each_row})
                      AND 0 = (SELECT count(*) FROM delivery_item i WHERE i.subscription = s.number
                                                                     AND i.digest IN\s"""
                    + task.languageMatch().allVersions()
                    + ")" + task.languageMatch().isReader();
            bound(deliveries.enqueueAll(transaction, rows), task, range, words)
                    .bind("base", base)
                    .bind("priority", Priority.DIGESTS)
                    .bind("topic", task.topic())
                    .bind("now", now.toEpochMilli())
                    .execute();
            RowNumbers.goOnAfterInserted(transaction, "delivery");
            transaction.execute("""
                            INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                            SELECT d.number, 0, ?, (SELECT s.number FROM subscription s
                                                          WHERE s.subscriber = d.subscriber AND s.topic IS NULL)
                            FROM delivery d
                            WHERE d.number > ?
                            """, task.digest(), base);
            history.planned(transaction, base);
        }

        void advance(Transaction transaction, PlanningTask task, NumberRange range) {
            PlanningStore.advance(transaction, task.digest(), FOLLOW, range);
        }
    }
}
