package digestbot.delivery.planning;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.DueTime;
import digestbot.audience.QuietHours;
import digestbot.audience.StoredEnum;
import digestbot.audience.WordStore;
import digestbot.database.RowNumbers;
import digestbot.database.RowNumbers.NumberRange;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.Priority;
import digestbot.digest.words.WordText;
import digestbot.library.archive.PublishedDigestStore;
import digestbot.library.archive.PublishedDigestStore.LanguageVersion;
import digestbot.library.archive.TopicLanguages;
import digestbot.library.archive.TopicLanguages.ReaderFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// The unfinished planning tasks, and the deliveries of published digests.
final class PlanningStore {

    /// The kinds of tasks, in the order in which they are worked off.
    enum TaskKind implements StoredEnum {
        WITHDRAW,
        /// Plans the deliveries to subscribers of the topic.
        PUBLISH,
        /// Plans the deliveries to followers of words in the digest.
        FOLLOW,
        CORRECT
    }

    /// A task that is done up to the subscription, or follower, `after`.
    ///
    /// @param publishedAt the epoch if the digest is not published
    record Task(
            long digest,
            TaskKind kind,
            long after,
            int revision,
            String topic,
            LocalDate day,
            String language,
            Instant publishedAt) {}

    /// The inputs of the due time.
    ///
    /// @param at the local delivery time; empty for immediate delivery
    /// @param quiet the quiet hours, as `22:00 07:00`; empty for none
    record DeliverySlot(String zone, String at, int days, String quiet) {
        private Optional<QuietHours> quietHours() {
            String[] hours = quiet.split(" ", -1);
            return hours.length < 2 ? Optional.empty() : QuietHours.quiet(hours[0], hours[1]);
        }

        Instant due(Instant publishedAt) {
            DeliverySchedule schedule = DeliverySchedule.when(at.isEmpty() ? null : at, days);
            return DueTime.of(schedule, ZoneId.of(zone), quietHours(), publishedAt);
        }
    }

    /// SQL for the quiet hours of subscriber `u`; null for none.
    private static final String QUIET = "u.quiet_from || ' ' || u.quiet_to";

    /// Joins the slot `t` to the subscription `s` of `u`. Immediate deliveries without quiet hours
    /// have no slot.
    private static final String IN_SLOT =
            "t.zone = u.zone AND t.days = " + DeliverySchedule.DAYS + " AND t.at = coalesce(<at>, CASE WHEN " + QUIET
                    + " IS NOT NULL THEN '' END) AND t.quiet = coalesce(" + QUIET + ", '')";

    /// The condition that an urgent digest does not wait for the schedule of `s`: its reader allows
    /// it, and it is not the reader's limit already that day.
    private static final String PASSES_SCHEDULE = "(" + DeliverySchedule.AT + ") IS NOT NULL AND u.urgent = 1"
            + " AND :urgent > (SELECT count(*) FROM delivery o WHERE o.subscriber = u.number AND o.urgent = 1"
            + " AND o.created_at > :published - 86400000)";

    /// The condition for a subscription that needs a slot whose due time is not known yet. If no
    /// subscriber has quiet hours, only subscriptions with a delivery time do.
    private static final String NEEDS_NEW_SLOT = " AND (<at> IS NOT NULL OR EXISTS (SELECT 1 FROM subscriber"
            + " WHERE quiet_from IS NOT NULL))"
            + " AND (<at> IS NOT NULL OR " + QUIET + " IS NOT NULL)"
            + " AND NOT EXISTS (SELECT 1 FROM slot t WHERE " + IN_SLOT + ")";

    /// Subscriptions `s` of subscribers `u` in a range that get a digest.
    ///
    /// @param number the column in which the range is, and by which deliveries are numbered
    /// @param subscription the subscription of a delivery `d`
    private record Recipients(String from, String where, String number, String subscription) {}

    private static final Recipients SUBSCRIBERS = new Recipients(
            "FROM subscription s JOIN subscriber u ON u.number = s.subscriber",
            "WHERE s.topic = :topic AND s.number > :after AND s.number <= :to AND s.created_at <= :published",
            "s.number",
            "d.number - :base + :after");

    /// Subscribers of the topic get the digest anyway.
    private static final Recipients FOLLOWERS = new Recipients(
            """
            FROM (SELECT DISTINCT f.subscriber FROM word f
                  WHERE f.kind <> 'mute' AND f.<stem> IN (<words>) AND f.subscriber > :after AND f.subscriber <= :to
                    AND f.created_at <= :published) w
            JOIN subscription s ON s.subscriber = w.subscriber AND s.topic IS NULL
            JOIN subscriber u ON u.number = w.subscriber""",
            """
            WHERE s.created_at <= :published
              AND NOT EXISTS (SELECT 1 FROM subscription o WHERE o.subscriber = s.subscriber AND o.topic = :topic
                                                             AND o.created_at <= :published {each_row})""",
            "s.subscriber",
            "(SELECT s.number FROM subscription s WHERE s.subscriber = d.number - :base + :after AND s.topic IS NULL)");

    private static final int LOOKED_UP_AT_ONCE = 500;

    private final DeliveryStore deliveries = new DeliveryStore();
    private final DeliveryHistoryStore history = new DeliveryHistoryStore();
    private final PublishedDigestStore languages = new PublishedDigestStore();

    /// Adds the tasks of a digest that is published, or goes on with them.
    void addPublished(Transaction transaction, long digest) {
        String add = "INSERT INTO planning (digest, task) SELECT number, '%s' FROM digest WHERE number = ? AND %s"
                + " ON CONFLICT DO NOTHING";
        transaction.execute(add.formatted(TaskKind.PUBLISH.id(), "1 = 1"), digest);
        String anybody = "EXISTS (SELECT 1 FROM subscription WHERE topic IS NULL)";
        transaction.execute(add.formatted(TaskKind.FOLLOW.id(), anybody), digest);
    }

    /// Adds the task, or restarts it from the first subscription if it exists.
    void restart(Transaction transaction, long digest, TaskKind kind) {
        transaction.execute(
                "INSERT INTO planning (digest, task) VALUES (?, ?) ON CONFLICT (digest, task) DO UPDATE SET cursor = 0",
                digest,
                kind.id());
    }

    void deleteOtherTasks(Transaction transaction, long digest) {
        transaction.execute("DELETE FROM planning WHERE digest = ? AND task <> ?", digest, TaskKind.WITHDRAW.id());
    }

    boolean hasTasks(Transaction transaction) {
        return transaction.isTrue("SELECT EXISTS (SELECT 1 FROM planning)");
    }

    Optional<Task> next(Transaction transaction, TaskKind kind) {
        return transaction
                .select("""
                        SELECT p.digest, p.cursor, g.revision, g.topic, g.day, g.language,
                               coalesce(g.published_at, 0) AS published_at
                        FROM planning p JOIN digest g ON g.number = p.digest
                        WHERE p.task = ? AND (p.task NOT IN ('publish', 'follow') OR g.published_at IS NOT NULL)
                        ORDER BY p.digest LIMIT 1
                        """, kind.id())
                .map((row, _) -> new Task(
                        row.getLong("digest"),
                        kind,
                        row.getLong("cursor"),
                        row.getInt("revision"),
                        row.getString("topic"),
                        LocalDate.parse(row.getString("day")),
                        row.getString("language"),
                        Instant.ofEpochMilli(row.getLong("published_at"))))
                .findOne();
    }

    /// The match, computed again for each range, because digests in other languages may have been
    /// added.
    LanguageMatch languageMatch(Transaction transaction, Task task) {
        return LanguageMatch.of(
                task,
                languages.languages(transaction, task.topic(), task.day()),
                languages.otherLanguages(transaction, task.digest()));
    }

    /// The next subscriptions, or subscribers of whom only followers are read. Those to a topic are
    /// ordered by the topic, too, because PostgreSQL would otherwise read those to all topics by
    /// their number.
    NumberRange range(Transaction transaction, Task task, int size) {
        long after = task.after();
        return switch (task.kind()) {
            case PUBLISH ->
                NumberRange.next(
                        transaction,
                        after,
                        size,
                        "SELECT number FROM subscription WHERE topic = ? AND number > ? ORDER BY topic, number",
                        task.topic(),
                        after);
            case FOLLOW ->
                NumberRange.next(
                        transaction,
                        after,
                        size,
                        "SELECT number FROM subscriber WHERE number > ? ORDER BY number",
                        after);
            case WITHDRAW, CORRECT ->
                NumberRange.next(
                        transaction,
                        after,
                        size,
                        "SELECT subscription FROM delivery_item WHERE digest = ? AND subscription > ?"
                                + " ORDER BY subscription",
                        task.digest(),
                        after);
        };
    }

    void advance(Transaction transaction, Task task, NumberRange range) {
        if (range.isLast()) {
            transaction.execute(
                    "DELETE FROM planning WHERE digest = ? AND task = ?",
                    task.digest(),
                    task.kind().id());
        } else {
            transaction.execute(
                    "UPDATE planning SET cursor = ? WHERE digest = ? AND task = ?",
                    range.to(),
                    task.digest(),
                    task.kind().id());
        }
    }

    /// Words as they are compared in a column.
    record ComparedWords(String column, List<String> words) {
        static final ComparedWords NONE = new ComparedWords("word", List.of());
    }

    /// Looks up a digest's own words and phrases among the followed ones, which takes as long as the
    /// digest is, however many words are followed.
    ComparedWords followed(Transaction transaction, WordText digest) {
        String column = WordStore.column(digest.stemming());
        List<String> all = List.copyOf(digest.phrases());
        Set<String> found = new HashSet<>();
        for (int from = 0; from < all.size(); from += LOOKED_UP_AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + LOOKED_UP_AT_ONCE));
            String values = some.stream().map(_ -> "(CAST(? AS TEXT))").collect(Collectors.joining(", "));
            Query query = transaction.select(DeliverySql.of("WITH phrase (word) AS (VALUES " + values + ")"
                    + " SELECT p.word FROM phrase p"
                    + " WHERE EXISTS (SELECT 1 FROM word f WHERE f.kind <> 'mute' AND f." + column
                    + " = p.word {each_row})"));
            for (int i = 0; i < some.size(); i++) {
                query.bind(i, some.get(i));
            }
            found.addAll(query.mapTo(String.class).list());
        }
        return new ComparedWords(column, all.stream().filter(found::contains).toList());
    }

    /// Stores the deliveries of the range. The statement counts earlier deliveries because
    /// PostgreSQL would turn `NOT EXISTS` into a join that compares each subscription with every
    /// delivery of the digest. Skips readers of another language, paused subscribers,
    /// subscriptions newer than the publication, and subscriptions that already have the digest in
    /// any language.
    ///
    /// @param words the digest's words of which there are followers
    /// @param urgent how many urgent digests a day pass a reader's schedule; 0 if the digest is not
    ///     urgent
    void plan(
            Transaction transaction,
            Task task,
            LanguageMatch languageMatch,
            NumberRange range,
            ComparedWords words,
            int urgent,
            Instant now) {
        Recipients recipients = task.kind() == TaskKind.FOLLOW ? FOLLOWERS : SUBSCRIBERS;
        addSlots(transaction, recipients, task, range, words, urgent);
        // Delivery numbers are offset by numbers of the range, so that no two are equal.
        long base = RowNumbers.last(transaction, "delivery");
        String rows = """
                (number, subscriber, platform, thread, cause, priority, due_at, next_at, urgent, created_at)
                SELECT :base + %s - :after, s.subscriber, u.platform, s.thread, {digest}, :priority,
                       coalesce(t.due_at, :published), coalesce(t.due_at, :published),
                       CASE WHEN (%s) IS NOT NULL AND <at> IS NULL THEN 1 ELSE 0 END, :now
                %s LEFT JOIN slot t ON %s %s AND u.paused_reason IS NULL
                  AND 0 = (SELECT count(*) FROM delivery_item i
                           WHERE i.subscription = s.number AND i.digest IN %s)%s
                """.formatted(
                        recipients.number(),
                        DeliverySchedule.AT,
                        recipients.from(),
                        IN_SLOT,
                        recipients.where(),
                        languageMatch.allVersions(),
                        languageMatch.isReader());
        bound(deliveries.enqueueAll(transaction, rows), task, range, words, urgent)
                .bind("base", base)
                .bind("priority", Priority.DIGESTS)
                .bind("now", now)
                .execute();
        RowNumbers.goOnAfterInserted(transaction, "delivery");
        transaction
                .update(
                        "INSERT INTO delivery_item (delivery, ordinal, digest, subscription) SELECT d.number, 0, :digest, "
                                + recipients.subscription() + " FROM delivery d WHERE d.number > :base")
                .bind("base", base)
                .bindMethods(range)
                .bind("digest", task.digest())
                .execute();
        history.planned(transaction, base);
    }

    private static <S extends SqlStatement<S>> S bound(
            S statement, Task task, NumberRange range, ComparedWords words, int urgent) {
        if (!words.words().isEmpty()) {
            statement.define("stem", words.column()).bindList("words", words.words());
        }
        if (urgent > 0) {
            statement
                    .define("at", "CASE WHEN NOT (" + PASSES_SCHEDULE + ") THEN " + DeliverySchedule.AT + " END")
                    .bind("urgent", urgent);
        } else {
            statement.define("at", "(" + DeliverySchedule.AT + ")");
        }
        return statement.bind("topic", task.topic()).bindMethods(range).bind("published", task.publishedAt());
    }

    /// Adds the distinct slots of the range whose due time is unknown so far, and deletes slots of
    /// other digests. Immediate deliveries without quiet hours need none.
    private static void addSlots(
            Transaction transaction,
            Recipients recipients,
            Task task,
            NumberRange range,
            ComparedWords words,
            int urgent) {
        transaction.execute("DELETE FROM slot WHERE published_at <> ?", task.publishedAt());
        Query slots = transaction.select(DeliverySql.of("SELECT DISTINCT u.zone, coalesce(<at>, '') AS at, "
                + DeliverySchedule.DAYS + " AS days, coalesce(" + QUIET + ", '') AS quiet" + " " + recipients.from()
                + " " + recipients.where() + NEEDS_NEW_SLOT));
        bound(slots, task, range, words, urgent)
                .map((row, _) -> new DeliverySlot(
                        row.getString("zone"), row.getString("at"), row.getInt("days"), row.getString("quiet")))
                .list()
                .forEach(slot -> transaction.execute(
                        "INSERT INTO slot (published_at, zone, at, days, quiet, due_at) VALUES (?, ?, ?, ?, ?, ?)",
                        task.publishedAt(),
                        slot.zone(),
                        slot.at(),
                        slot.days(),
                        slot.quiet(),
                        slot.due(task.publishedAt())));
    }

    /// The readers of a digest by language, as SQL for the planner.
    ///
    /// @param allVersions the digests of the same topic, day and edition in any language; a
    ///     subscriber who has one of them does not receive this one
    /// @param isReader the condition (starting with `AND`) that the digest is for subscriber `u`
    record LanguageMatch(String allVersions, String isReader) {

        /// The language of `u` without script or region.
        private static final String PRIMARY = "substr(u.language, 1, instr(u.language || '-', '-') - 1)";

        private static LanguageMatch of(Task task, TopicLanguages languages, List<LanguageVersion> others) {
            Stream<Long> all =
                    Stream.concat(Stream.of(task.digest()), others.stream().map(LanguageVersion::number));
            return new LanguageMatch(list(all.map(String::valueOf)), isReader(languages.readers(task.language())));
        }

        private static String isReader(ReaderFilter readers) {
            return switch (readers) {
                case ReaderFilter.All() -> "";
                case ReaderFilter.Only(String language) -> " AND " + PRIMARY + " IN " + quoted(Set.of(language));
                case ReaderFilter.Except(Set<String> languages) -> " AND " + PRIMARY + " NOT IN " + quoted(languages);
            };
        }

        /// The subtags consist of letters and digits only, so no escaping is needed.
        private static String quoted(Set<String> languages) {
            return list(languages.stream().sorted().map(each -> "'" + each + "'"));
        }

        private static String list(Stream<String> values) {
            return values.collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /// Subscribes the next subscribers to all topics to a new topic, in the length of their latest
    /// subscription; true if there may be more of them.
    boolean subscribeNext(Transaction transaction, String topic, int size) {
        Optional<Long> after = transaction.findNumber(
                "SELECT subscribe_cursor FROM topic WHERE id = ? AND subscribe_cursor IS NOT NULL", topic);
        Optional<NumberRange> range = after.map(last -> NumberRange.next(
                transaction,
                last,
                size,
                "SELECT number FROM subscriber WHERE all_topics_since IS NOT NULL AND number > ? ORDER BY number",
                last));
        range.ifPresent(some -> subscribeNext(transaction, topic, some));
        return range.filter(some -> !some.isLast()).isPresent();
    }

    /// The newest subscription is found by the subscriber. `+ 0` keeps PostgreSQL from searching
    /// all subscriptions for it by number.
    private static void subscribeNext(Transaction transaction, String topic, NumberRange range) {
        transaction.execute("""
                        INSERT INTO subscription (subscriber, topic, thread, length, layout, created_at)
                        SELECT u.number, ?, u.all_topics_thread, coalesce(o.length, 'full'),
                               coalesce(o.layout, 'stacked'), u.all_topics_since
                        FROM subscriber u
                        LEFT JOIN subscription o ON o.number = (SELECT max(number + 0) FROM subscription
                                                                WHERE subscriber = u.number AND topic IS NOT NULL)
                        WHERE u.all_topics_since IS NOT NULL AND u.number > ? AND u.number <= ?
                        ON CONFLICT (subscriber, topic) DO NOTHING
                        """, topic, range.after(), range.to());
        transaction.execute("UPDATE topic SET subscribe_cursor = ? WHERE id = ?", range.end(), topic);
    }
}
