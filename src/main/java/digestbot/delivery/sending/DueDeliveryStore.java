package digestbot.delivery.sending;

import digestbot.action.Action;
import digestbot.action.ReadAction;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.DeliverySchedule;
import digestbot.audience.Platform;
import digestbot.audience.QuietHours;
import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.content.views.CombinedKind;
import digestbot.database.NullableColumns;
import digestbot.database.SqlResource;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.CombinedDeliveryStore;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.CombinedView.CombinedReader;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Delivery.Payload;
import digestbot.delivery.outbox.Delivery.QuietHoursDecision;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.Priority;
import digestbot.digest.DigestView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;

/// Finds due deliveries that can be sent now, and reads them with all that making their messages
/// needs.
final class DueDeliveryStore {

    /// The first due deliveries. Only these are checked while planning runs, because most
    /// deliveries may have to wait.
    private static final String FIRST_DUE_DELIVERIES = DeliverySql.of("""
            (SELECT * FROM delivery WHERE platform = :platform AND priority = :priority AND state = {queued} AND next_at <= :now
             ORDER BY next_at, number LIMIT 4000)""");

    /// The condition that a delivery need not wait for planning. An unclaimed delivery waits while
    /// digests of other days of its topic are still being planned, so that readers receive all days
    /// together after a downtime. A single digest does not wait.
    private static final String NOT_WAITING_FOR_PLANNING = DeliverySql.of("""
            (d.cause <> {digest} OR d.claim > 0
             OR NOT EXISTS (SELECT 1 FROM planning p JOIN digest o ON o.number = p.digest
                            WHERE p.task = 'publish' AND o.published_at IS NOT NULL
                              AND o.topic = g.topic AND o.day <> g.day {each_row}))
            """);

    private static final String DUE = statement("delivery", "d.priority = :priority");

    private static final String DUE_WHILE_PLANNING =
            statement(FIRST_DUE_DELIVERIES, "d.priority = :priority AND " + NOT_WAITING_FOR_PLANNING);

    /// The statement for one fan-out (uses its own index).
    private static final String DUE_OF_FAN_OUT =
            statement("delivery", "+d.priority = :priority AND d.shared_content = :fanOut");

    /// The fan-outs with due deliveries of the priority; all deliveries of a fan-out have the same
    /// one. Each is claimed by itself: a paused one with a million deliveries delays nothing.
    private static final String FAN_OUTS = DeliverySql.of("""
            SELECT c.number FROM shared_content c
            WHERE c.paused = 0
              AND (SELECT d.priority FROM delivery d
                   WHERE d.platform = ? AND d.shared_content = c.number AND d.state = {computed_queued}
                     AND d.next_at <= ?
                   ORDER BY d.next_at LIMIT 1) = ?
            ORDER BY c.number
            """);

    private static final String TO_PREPARE = DeliverySql.of(
            SqlResource.load("deliveries-to-prepare"), Map.of("is_round_up", DeliverySchedule.isRoundUp("s")));

    private static final String NEXT_DUE = DeliverySql.of(
            "SELECT min(next_at) FROM delivery WHERE platform = ? AND priority = ? AND state = {queued} AND next_at > ?");

    private static String statement(String source, String condition) {
        return DeliverySql.of(
                SqlResource.load("due-deliveries"),
                Map.of(
                        "source", source,
                        "condition", condition,
                        "shows_any", CombinedDeliveryStore.showsAny("d")));
    }

    private final Platform platform;
    private final CombinedDeliveryStore combinedDeliveries = new CombinedDeliveryStore();

    DueDeliveryStore(Platform platform) {
        this.platform = platform;
    }

    /// The deliveries that may be sent now, in order. Broadcasts are sent one after another;
    /// paused ones are skipped.
    List<Delivery> due(Transaction transaction, int priority, Instant now, int limit) {
        if (priority != Priority.BROADCASTS) {
            String sql = priority == Priority.DIGESTS && isPlanning(transaction) ? DUE_WHILE_PLANNING : DUE;
            return due(transaction, sql, priority, now, OptionalLong.empty(), limit);
        }
        List<Delivery> due = new ArrayList<>();
        for (long fanOut : fanOuts(transaction, now)) {
            if (due.size() < limit) {
                due.addAll(
                        due(transaction, DUE_OF_FAN_OUT, priority, now, OptionalLong.of(fanOut), limit - due.size()));
            }
        }
        return due;
    }

    private static boolean isPlanning(Transaction transaction) {
        return transaction.isTrue("SELECT EXISTS (SELECT 1 FROM planning WHERE task = 'publish')");
    }

    private List<Long> fanOuts(Transaction transaction, Instant now) {
        return transaction.numbers(FAN_OUTS, platform.id(), now.toEpochMilli(), Priority.BROADCASTS);
    }

    private List<Delivery> due(
            Transaction transaction, String sql, int priority, Instant now, OptionalLong fanOut, int limit) {
        Query query = transaction
                .select(sql)
                .bind("platform", platform.id())
                .bind("priority", priority)
                .bind("now", now.toEpochMilli())
                .bind("most", limit);
        fanOut.ifPresent(shared -> query.bind("fanOut", shared));
        return read(transaction, query.mapTo(Long.class).list(), now);
    }

    Optional<Instant> nextDue(Transaction transaction, int priority, Instant now) {
        return transaction
                .select(NEXT_DUE, platform.id(), priority, now.toEpochMilli())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /// Reads deliveries in the order of their numbers in the list.
    private List<Delivery> read(Transaction transaction, List<Long> numbers, Instant now) {
        return transaction
                .select(TO_PREPARE)
                .bind("numbers", numbers.toString())
                .bind("now", now.toEpochMilli())
                .map((row, _) -> delivery(transaction, row, now))
                .list();
    }

    private Delivery delivery(Transaction transaction, ResultSet row, Instant now) throws SQLException {
        var chat =
                new Chat(platform, row.getLong("chat_id"), ChatType.of(row.getString("kind")), row.getString("title"));
        return new Delivery(
                row.getLong("number"),
                row.getLong("subscriber"),
                new Destination(chat, row.getLong("thread")),
                cause(row),
                row.getInt("attempts"),
                row.getLong("claim"),
                row.getInt("sent"),
                payload(transaction, row, now),
                Optional.ofNullable(row.getString("edits")),
                row.getBoolean("combinable"),
                quietHours(row, now));
    }

    private static QuietHoursDecision quietHours(ResultSet row, Instant now) throws SQLException {
        Optional<QuietHours> quiet =
                QuietHours.quiet(row.getString("quiet_from"), row.getString("quiet_to"), row.getString("quiet_mode"));
        return quiet.isEmpty()
                ? QuietHoursDecision.NONE
                : QuietHoursDecision.of(quiet.get(), ZoneId.of(row.getString("zone")), cause(row), now);
    }

    private Payload payload(Transaction transaction, ResultSet row, Instant now) throws SQLException {
        long shared = row.getLong("shared_content");
        if (!row.wasNull()) {
            long withdraws = row.getLong("corrects");
            return row.wasNull()
                    ? new Payload.SharedContent(shared, NullableColumns.integer(row, "renderer"))
                    : new Payload.SharedWithdrawal(withdraws, now);
        }
        if (row.getString("content") != null) {
            return own(row);
        }
        long corrects = row.getLong("corrects");
        if (!row.wasNull()) {
            return correction(transaction, row, corrects, now);
        }
        Optional<CombinedKind> why = cause(row).combines();
        return why.isPresent() ? several(transaction, why.orElseThrow(), row, now) : edition(row, now);
    }

    private Payload several(Transaction transaction, CombinedKind kind, ResultSet row, Instant now)
            throws SQLException {
        List<Payload.DigestRevision> digests = combinedDeliveries.fixedRevisions(transaction, row.getLong("number"));
        boolean corrected = digests.stream().anyMatch(each -> each.revision() > 1);
        var reader = new CombinedReader(
                reader(row, now, corrected), combinedDeliveries.readingOptions(transaction, row.getLong("number")));
        return new Payload.CombinedDigests(
                new CombinedView(kind, digests), reader, NullableColumns.integer(row, "renderer"));
    }

    private Payload correction(Transaction transaction, ResultSet row, long corrects, Instant now) throws SQLException {
        boolean out = !row.getString("digest_state").equals("draft");
        return new Payload.MessageCorrection(
                row.getLong("digest"),
                row.getInt("revision"),
                !out || cause(row) == DeliveryCause.WITHDRAWAL,
                out,
                corrects,
                DeliveryCause.of(row.getString("corrected_cause"))
                        .combines()
                        .map(kind -> new CombinedView(kind, combinedDeliveries.newestRevisions(transaction, corrects))),
                now);
    }

    private static Payload own(ResultSet row) throws SQLException {
        return new Payload.OwnContent(
                row.getString("content"),
                NullableColumns.integer(row, "page"),
                NullableColumns.integer(row, "renderer"));
    }

    private static Payload edition(ResultSet row, Instant now) throws SQLException {
        long digest = row.getLong("digest");
        int revision = row.getInt("revision");
        String stored = row.getString("view");
        Optional<ReadAction.Show> view = stored == null
                ? Optional.of(new ReadAction.Show(digest, new DigestView.Overview(), 0))
                : Action.decode(stored)
                        .filter(ReadAction.Show.class::isInstance)
                        .map(ReadAction.Show.class::cast);
        return new Payload.SingleDigest(
                digest, revision, view, reader(row, now, revision > 1), NullableColumns.integer(row, "renderer"));
    }

    /// The reader; in UTC unless the digest was corrected, because no other message shows a time.
    private static Reader reader(ResultSet row, Instant now, boolean corrected) throws SQLException {
        String language = row.getString("language");
        String today = row.getString("today");
        ZoneId zone = ZoneId.of(row.getString("zone"));
        return new Reader(
                language == null ? row.getString("wanted_language") : language,
                ReadingOptions.of(row.getString("perspectives"), row.getString("length"), row.getString("layout")),
                today == null ? now.atZone(zone).toLocalDate() : LocalDate.parse(today),
                corrected ? zone : ZoneOffset.UTC,
                Set.of(),
                today == null
                        ? ReaderWords.of(row.getString("followed_words"), row.getString("muted_words"))
                        : ReaderWords.of(row.getString("words")));
    }

    private static DeliveryCause cause(ResultSet row) throws SQLException {
        return DeliveryCause.of(row.getString("cause"));
    }
}
