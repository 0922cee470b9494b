package digestbot.delivery.planning;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.DueTime;
import digestbot.audience.QuietHours;
import digestbot.database.RowNumbers;
import digestbot.database.RowNumbers.NumberRange;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.Priority;
import digestbot.library.archive.PublishedDigestStore;
import digestbot.library.archive.TopicLanguages;
import digestbot.library.archive.TopicLanguages.ReaderFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The published digests whose planning is not finished.
final class PlanningStore {

    /// A digest whose deliveries are stored up to the subscription, or follower, `after`.
    record PlanningTask(
            long digest, int revision, String topic, Instant publishedAt, long after, LanguageMatch languageMatch) {}

    /// The inputs of the due time.
    ///
    /// @param at the local delivery time; empty for immediate delivery
    /// @param quiet the quiet hours, as `22:00 07:00`, if they delay deliveries; otherwise empty
    record DeliverySlot(String zone, String at, int days, String quiet) {
        private DeliverySchedule when() {
            return DeliverySchedule.when(at.isEmpty() ? null : at, days);
        }

        private Optional<QuietHours> quietHours() {
            String[] hours = quiet.split(" ", -1);
            return hours.length < 2
                    ? Optional.empty()
                    : QuietHours.quiet(hours[0], hours[1], QuietHours.Mode.HOLD.id());
        }

        Instant due(Instant publishedAt) {
            return DueTime.of(when(), ZoneId.of(zone), quietHours(), publishedAt);
        }
    }

    /// SQL for the quiet hours of subscriber `u`; null if they do not delay deliveries.
    private static final String QUIET = "CASE WHEN u.quiet_from IS NOT NULL AND u.quiet_mode = 'hold'"
            + " THEN u.quiet_from || ' ' || u.quiet_to END";

    /// Joins the slot `t` to the subscription `s` of `u`. Immediate deliveries without quiet hours
    /// have no slot.
    static final String IN_SLOT = "t.zone = u.zone AND t.days = s.days AND t.at = coalesce(s.at, CASE WHEN " + QUIET
            + " IS NOT NULL THEN '' END) AND t.quiet = coalesce(" + QUIET + ", '')";

    /// The columns that [#slot] reads, of a subscriber `u` and a subscription `s`.
    static final String SLOT_COLUMNS = "u.zone, coalesce(s.at, '') AS at, s.days, coalesce(" + QUIET + ", '') AS quiet";

    /// The condition for a subscription that needs a slot whose due time is not known yet. If no
    /// subscriber has delaying quiet hours, only subscriptions with a delivery time do.
    static final String NEEDS_NEW_SLOT = "(s.at IS NOT NULL OR EXISTS (SELECT 1 FROM subscriber"
            + " WHERE quiet_from IS NOT NULL AND quiet_mode = 'hold'))"
            + " AND (s.at IS NOT NULL OR " + QUIET + " IS NOT NULL)"
            + " AND NOT EXISTS (SELECT 1 FROM slot t WHERE " + IN_SLOT + ")";

    private static final String PUBLISH = "publish";

    private final DeliveryStore deliveries = new DeliveryStore();
    private final DeliveryHistoryStore history = new DeliveryHistoryStore();
    private final PublishedDigestStore languages = new PublishedDigestStore();

    void add(Transaction transaction, long digest) {
        transaction.execute("INSERT INTO planning (digest, task) VALUES (?, 'publish') ON CONFLICT DO NOTHING", digest);
    }

    Optional<PlanningTask> next(Transaction transaction) {
        return next(transaction, PUBLISH);
    }

    Optional<PlanningTask> next(Transaction transaction, String task) {
        return transaction
                .select("""
                        SELECT p.digest, p.cursor, g.revision, g.topic, g.published_at, g.language, g.day
                        FROM planning p JOIN digest g ON g.number = p.digest
                        WHERE p.task = ? AND g.published_at IS NOT NULL ORDER BY p.digest LIMIT 1
                        """, task)
                .map((row, _) -> new PlanningTask(
                        row.getLong("digest"),
                        row.getInt("revision"),
                        row.getString("topic"),
                        Instant.ofEpochMilli(row.getLong("published_at")),
                        row.getLong("cursor"),
                        languageMatch(transaction, row)))
                .findOne();
    }

    /// The match, computed again for each range, because digests in other languages may have been
    /// added.
    private LanguageMatch languageMatch(Transaction transaction, ResultSet row) throws SQLException {
        long digest = row.getLong("digest");
        return LanguageMatch.of(
                digest,
                row.getString("language"),
                languages.languages(transaction, row.getString("topic"), LocalDate.parse(row.getString("day"))),
                languages.otherLanguages(transaction, digest));
    }

    /// The next subscriptions to the topic. They are ordered by the topic, too, because PostgreSQL
    /// would otherwise read those to all topics by their number.
    NumberRange range(Transaction transaction, PlanningTask task, int size) {
        return NumberRange.next(
                transaction,
                task.after(),
                size,
                "SELECT number FROM subscription WHERE topic = ? AND number > ? ORDER BY topic, number",
                task.topic(),
                task.after());
    }

    /// The distinct slots of the range whose due time is not known from an earlier range.
    /// Immediate deliveries without quiet hours need none.
    List<DeliverySlot> slots(Transaction transaction, PlanningTask task, NumberRange range) {
        forgetOtherSlots(transaction, task);
        return transaction
                .select(
                        "SELECT DISTINCT " + SLOT_COLUMNS
                                + " FROM subscription s JOIN subscriber u ON u.number = s.subscriber"
                                + " WHERE s.topic = ? AND s.number > ? AND s.number <= ? AND " + NEEDS_NEW_SLOT,
                        task.topic(),
                        range.after(),
                        range.to())
                .map((row, _) -> slot(row))
                .list();
    }

    static void forgetOtherSlots(Transaction transaction, PlanningTask task) {
        transaction.execute(
                "DELETE FROM slot WHERE published_at <> ?", task.publishedAt().toEpochMilli());
    }

    static DeliverySlot slot(ResultSet row) throws SQLException {
        return new DeliverySlot(row.getString("zone"), row.getString("at"), row.getInt("days"), row.getString("quiet"));
    }

    /// Stores the deliveries of the range. The statement counts earlier deliveries because
    /// PostgreSQL would turn `NOT EXISTS` into a join that compares each subscription with every
    /// delivery of the digest. Skips readers of another language, paused subscribers,
    /// subscriptions newer than the publication, and subscriptions that already have the digest in
    /// any language.
    void plan(Transaction transaction, PlanningTask task, NumberRange range, Instant now) {
        addSlots(transaction, task, slots(transaction, task, range));
        // Delivery numbers are offset by subscription numbers, so that both inserts match the same rows.
        long base = RowNumbers.last(transaction, "delivery");
        deliveries
                .enqueueAll(
                        transaction,
                        """
                        (number, subscriber, platform, thread, cause, priority, due_at, next_at, created_at)
                        SELECT :base + s.number - :after, s.subscriber, u.platform, s.thread, {digest}, :priority,
                               coalesce(t.due_at, :published), coalesce(t.due_at, :published), :now
                        FROM subscription s
                        JOIN subscriber u ON u.number = s.subscriber
                        LEFT JOIN slot t ON\s""" + IN_SLOT + """

                        WHERE s.topic = :topic AND s.number > :after AND s.number <= :to
                          AND s.created_at <= :published AND u.paused_reason IS NULL
                          AND 0 = (SELECT count(*) FROM delivery_item i WHERE i.subscription = s.number
                                                                         AND i.digest IN\s""" + task.languageMatch().allVersions() + ")"
                                + task.languageMatch().isReader())
                .bind("base", base)
                .bind("priority", Priority.DIGESTS)
                .bind("after", range.after())
                .bind("to", range.to())
                .bind("topic", task.topic())
                .bind("published", task.publishedAt().toEpochMilli())
                .bind("now", now.toEpochMilli())
                .execute();
        RowNumbers.goOnAfterInserted(transaction, "delivery");
        transaction
                .update("""
                        INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                        SELECT d.number, 0, :digest, d.number - :base + :after
                        FROM delivery d WHERE d.number > :base
                        """)
                .bind("base", base)
                .bind("after", range.after())
                .bind("digest", task.digest())
                .execute();
        history.planned(transaction, base);
    }

    static void addSlots(Transaction transaction, PlanningTask task, List<DeliverySlot> newSlots) {
        if (newSlots.isEmpty()) {
            return;
        }
        var batch = transaction
                .handle()
                .prepareBatch(
                        "INSERT INTO slot (published_at, zone, at, days, quiet, due_at) VALUES (?, ?, ?, ?, ?, ?)");
        newSlots.forEach(slot -> batch.add(
                task.publishedAt().toEpochMilli(),
                slot.zone(),
                slot.at(),
                slot.days(),
                slot.quiet(),
                slot.due(task.publishedAt()).toEpochMilli()));
        batch.execute();
    }

    void advance(Transaction transaction, PlanningTask task, NumberRange range) {
        advance(transaction, task.digest(), PUBLISH, range);
    }

    static void advance(Transaction transaction, long digest, String task, NumberRange range) {
        if (range.isLast()) {
            transaction.execute("DELETE FROM planning WHERE digest = ? AND task = ?", digest, task);
        } else {
            transaction.execute(
                    "UPDATE planning SET cursor = ? WHERE digest = ? AND task = ?", range.to(), digest, task);
        }
    }

    /// The readers of a digest by language, as SQL conditions for the planner.
    ///
    /// @param otherVersions the digests of the same topic, day and edition in other languages; a
    ///     subscriber who has one of them does not receive this one
    /// @param replacedDigests the digests among `otherVersions` in another primary language; their
    ///     unsent deliveries are replaced
    record LanguageMatch(long digest, ReaderFilter readers, List<Long> otherVersions, List<Long> replacedDigests) {

        LanguageMatch {
            otherVersions = List.copyOf(otherVersions);
            replacedDigests = List.copyOf(replacedDigests);
        }

        static LanguageMatch of(
                long digest,
                String language,
                TopicLanguages languages,
                List<PublishedDigestStore.LanguageVersion> others) {
            String own = TopicLanguages.primary(language);
            return new LanguageMatch(
                    digest,
                    languages.readers(language),
                    others.stream()
                            .map(PublishedDigestStore.LanguageVersion::number)
                            .toList(),
                    others.stream()
                            .filter(other ->
                                    !TopicLanguages.primary(other.language()).equals(own))
                            .map(PublishedDigestStore.LanguageVersion::number)
                            .toList());
        }

        String allVersions() {
            return list(Stream.concat(Stream.of(digest), otherVersions.stream()));
        }

        String replaced() {
            return list(replacedDigests.stream());
        }

        private static String list(Stream<Long> numbers) {
            return numbers.map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
        }

        /// The condition (starting with `AND`) that the digest is for subscriber `u`.
        String isReader() {
            return switch (readers) {
                case ReaderFilter.All() -> "";
                case ReaderFilter.Only(String language) -> " AND " + PRIMARY + " IN " + quoted(Set.of(language));
                case ReaderFilter.Except(Set<String> languages) -> " AND " + PRIMARY + " NOT IN " + quoted(languages);
            };
        }

        /// The language of `u` without script or region.
        private static final String PRIMARY = "substr(u.language, 1, instr(u.language || '-', '-') - 1)";

        /// The subtags consist of letters and digits only, so no escaping is needed.
        private static String quoted(Collection<String> languages) {
            return languages.stream()
                    .sorted()
                    .map(each -> "'" + each + "'")
                    .collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /// Subscribes the next subscribers to all topics to a new topic, with the schedule and length
    /// of their latest subscription; true if there may be more of them.
    boolean subscribeNext(Transaction transaction, String topic, int size) {
        Optional<Long> after = transaction
                .select("SELECT subscribe_cursor FROM topic WHERE id = ? AND subscribe_cursor IS NOT NULL", topic)
                .mapTo(Long.class)
                .findOne();
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
                        INSERT INTO subscription (subscriber, topic, thread, length, layout, at, days, created_at)
                        SELECT u.number, ?, CASE WHEN u.own_threads = 1 AND u.all_topics_thread = 0 THEN -1 ELSE u.all_topics_thread END,
                               coalesce(o.length, 'full'),
                               coalesce(o.layout, 'stacked'), o.at, coalesce(o.days, 127), u.all_topics_since
                        FROM subscriber u
                        LEFT JOIN subscription o ON o.number = (SELECT max(number + 0) FROM subscription
                                                                WHERE subscriber = u.number AND topic IS NOT NULL)
                        WHERE u.all_topics_since IS NOT NULL AND u.number > ? AND u.number <= ?
                        ON CONFLICT (subscriber, topic) DO NOTHING
                        """, topic, range.after(), range.to());
        transaction.execute("UPDATE topic SET subscribe_cursor = ? WHERE id = ?", range.end(), topic);
    }
}
