package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.DeliveryScheduleColumns;
import digestbot.audience.Platform;
import digestbot.audience.QuietHours;
import digestbot.audience.QuietHoursColumns;
import digestbot.audience.ReadingOptions;
import digestbot.button.Press;
import digestbot.content.Reader;
import digestbot.content.views.CombinedKind;
import digestbot.database.SqlResource;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.CombinedDeliveryStore;
import digestbot.delivery.outbox.CombinedReader;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Delivery.Matter;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.QuietHoursDecision;
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
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;

/// Finds deliveries that may go.
final class DueDeliveryStore {

    /// No other delivery of the chat and lane is on its way, and none is owed from before.
    private static final String FIRST_IN_ITS_CHAT = DeliverySql.of("""
            NOT EXISTS (SELECT 1 FROM delivery e
                        WHERE e.subscriber = d.subscriber AND e.priority = d.priority AND e.state IN {open}
                          AND e.number <> d.number
                          AND (e.state = {in_flight} OR e.due_at < d.due_at
                               OR (e.due_at = d.due_at AND e.number < d.number))
                          AND (e.shared IS NULL OR e.state = {in_flight}
                               OR NOT EXISTS (SELECT 1 FROM shared_content c WHERE c.number = e.shared AND c.paused = 1)))
            """);

    /// A correction waits until the delivery that it corrects has arrived, as far as it ever will.
    private static final String NOTHING_TO_WAIT_FOR = DeliverySql.of("""
            (d.corrects IS NULL
             OR NOT EXISTS (SELECT 1 FROM delivery o WHERE o.number = d.corrects AND o.state IN {open}))
            """);

    /// The limit on deliveries that are looked at during planning, which takes seconds: most of
    /// them may have to wait.
    private static final String LOOKED_AT_WHILE_PLANNING = DeliverySql.of("""
            (SELECT * FROM delivery WHERE platform = :platform AND priority = :priority AND state = {queued} AND next_at <= :now
             ORDER BY next_at, number LIMIT 4000)""");

    /// A delivery that was never claimed waits until digests of other days of its topic are planned
    /// too, so that nobody gets one day alone and then the others: after a time without the bot,
    /// all come at once. A single digest waits for nothing.
    private static final String NOTHING_TO_COME_WITH = DeliverySql.of("""
            (d.cause <> {digest} OR d.claim > 0
             OR NOT EXISTS (SELECT 1 FROM planning p JOIN digest o ON o.number = p.digest
                            WHERE p.task = 'publish' AND o.published_at IS NOT NULL
                              AND o.topic = g.topic AND o.day <> g.day))
            """);

    private static final String DUE = statement("delivery", "d.priority = :priority", "");

    private static final String DUE_WHILE_PLANNING =
            statement(LOOKED_AT_WHILE_PLANNING, "d.priority = :priority", "AND " + NOTHING_TO_COME_WITH);

    /// Of one fan-out, whose index is the one to use.
    private static final String DUE_OF_ONE = statement("delivery", "+d.priority = :priority", "AND d.shared = :fanOut");

    /// Those that have something due in the lane, which is the same for all that a fan-out owes.
    private static final String FAN_OUTS = DeliverySql.of("""
            SELECT c.number FROM shared_content c
            WHERE c.paused = 0
              AND (SELECT d.priority FROM delivery d
                   WHERE d.platform = ? AND d.shared = c.number AND d.state = {queued} AND d.next_at <= ?
                   ORDER BY d.next_at LIMIT 1) = ?
            ORDER BY c.number
            """);

    /// @param source the deliveries to look at
    /// @param priority the condition that they are of the priority
    /// @param narrowed a further condition
    private static String statement(String source, String priority, String narrowed) {
        return DeliverySql.of(
                SqlResource.load("due-deliveries"),
                Map.of(
                        "source", source,
                        "priority", priority,
                        "narrowed", narrowed,
                        "is_round_up", DeliveryScheduleColumns.isRoundUp("s"),
                        "has_a_time", CombinedDeliveryStore.hasATime("d", "s", "g"),
                        "other_has_a_time", CombinedDeliveryStore.hasATime("m", "o", "og"),
                        "shows_any", CombinedDeliveryStore.showsAny("d"),
                        "nothing_to_wait_for", NOTHING_TO_WAIT_FOR,
                        "first_in_its_chat", FIRST_IN_ITS_CHAT));
    }

    private final Platform platform;
    private final CombinedDeliveryStore gatherings = new CombinedDeliveryStore();

    DueDeliveryStore(Platform platform) {
        this.platform = platform;
    }

    /// The deliveries that may be sent now, in order. Broadcasts go one after the other, and paused
    /// ones not at all.
    List<Delivery> due(Transaction transaction, int lane, Instant now, int most) {
        if (lane != Priority.BROADCASTS) {
            String sql = lane == Priority.EDITIONS && isPlanning(transaction) ? DUE_WHILE_PLANNING : DUE;
            return due(transaction, sql, lane, now, OptionalLong.empty(), most);
        }
        List<Delivery> due = new ArrayList<>();
        for (long fanOut : fanOuts(transaction, now)) {
            if (due.size() < most) {
                due.addAll(due(transaction, DUE_OF_ONE, lane, now, OptionalLong.of(fanOut), most - due.size()));
            }
        }
        return due;
    }

    /// Tells whether a digest is not owed to all of its readers yet.
    private static boolean isPlanning(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT EXISTS (SELECT 1 FROM planning WHERE task = 'publish')")
                .mapTo(Boolean.class)
                .one();
    }

    private List<Long> fanOuts(Transaction transaction, Instant now) {
        return transaction
                .handle()
                .createQuery(FAN_OUTS)
                .bind(0, platform.id())
                .bind(1, now.toEpochMilli())
                .bind(2, Priority.BROADCASTS)
                .mapTo(Long.class)
                .list();
    }

    private List<Delivery> due(
            Transaction transaction, String sql, int lane, Instant now, OptionalLong fanOut, int most) {
        Query query = transaction
                .handle()
                .createQuery(sql)
                .bind("platform", platform.id())
                .bind("priority", lane)
                .bind("now", now.toEpochMilli())
                .bind("most", most);
        fanOut.ifPresent(shared -> query.bind("fanOut", shared));
        return query.map((row, _) -> due(transaction, row, now)).list();
    }

    /// The time at which the next delivery after now is due.
    Optional<Instant> nextDue(Transaction transaction, int lane, Instant now) {
        return transaction
                .handle()
                .createQuery(DeliverySql.of("SELECT min(next_at) FROM delivery"
                        + " WHERE platform = ? AND priority = ? AND state = {queued} AND next_at > ?"))
                .bind(0, platform.id())
                .bind(1, lane)
                .bind(2, now.toEpochMilli())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    private Delivery due(Transaction transaction, ResultSet row, Instant now) throws SQLException {
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
                matter(transaction, row, now),
                Optional.ofNullable(row.getString("edits")),
                gathers(row),
                hush(row, now));
    }

    /// Nobody gets a heap: the digests of more than two days come as one, and those of several topics that are
    /// due at one time.
    private static Optional<CombinedKind> gathers(ResultSet row) throws SQLException {
        if (row.getInt("rounds_up") != 0) {
            return Optional.of(CombinedKind.ROUND_UP);
        }
        if (row.getInt("missed") >= 2) {
            return Optional.of(CombinedKind.CATCH_UP);
        }
        return row.getInt("together") > 0 ? Optional.of(CombinedKind.BUNDLE) : Optional.empty();
    }

    private static QuietHoursDecision hush(ResultSet row, Instant now) throws SQLException {
        Optional<QuietHours> quiet = QuietHoursColumns.quiet(
                row.getString("quiet_from"), row.getString("quiet_to"), row.getString("quiet_mode"));
        return quiet.isEmpty()
                ? QuietHoursDecision.NONE
                : QuietHoursDecision.of(quiet.get(), ZoneId.of(row.getString("zone")), cause(row), now);
    }

    private Matter matter(Transaction transaction, ResultSet row, Instant now) throws SQLException {
        long shared = row.getLong("shared");
        if (!row.wasNull()) {
            long takesBack = row.getLong("corrects");
            return row.wasNull()
                    ? new Matter.Shared(shared, number(row, "renderer"))
                    : new Matter.TakenBack(takesBack, now);
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

    private Matter several(Transaction transaction, CombinedKind why, ResultSet row, Instant now) throws SQLException {
        List<Matter.Revised> digests = gatherings.fixed(transaction, row.getLong("number"));
        boolean corrected = digests.stream().anyMatch(each -> each.revision() > 1);
        var reader = new CombinedReader(
                reader(row, now, corrected), gatherings.readings(transaction, row.getLong("number")));
        return new Matter.Several(new CombinedView(why, digests), reader, number(row, "renderer"));
    }

    private Matter correction(Transaction transaction, ResultSet row, long corrects, Instant now) throws SQLException {
        boolean out = !row.getString("digest_state").equals("draft");
        return new Matter.Correction(
                row.getLong("digest"),
                row.getInt("revision"),
                !out || cause(row) == DeliveryCause.WITHDRAWAL,
                out,
                corrects,
                DeliveryCause.of(row.getString("corrected_cause"))
                        .combines()
                        .map(why -> new CombinedView(why, gatherings.newest(transaction, corrects))),
                now);
    }

    private static Matter own(ResultSet row) throws SQLException {
        return new Matter.Own(row.getString("content"), number(row, "page"), number(row, "renderer"));
    }

    private static Matter edition(ResultSet row, Instant now) throws SQLException {
        long digest = row.getLong("digest");
        int revision = row.getInt("revision");
        String view = row.getString("view");
        return new Matter.Edition(
                digest,
                revision,
                view == null ? new Press.Show(digest, new DigestView.Overview(), 0).encode() : view,
                reader(row, now, revision > 1),
                number(row, "renderer"));
    }

    /// @param corrected whether it says when something was corrected; if not, readers of all zones get the same
    private static Reader reader(ResultSet row, Instant now, boolean corrected) throws SQLException {
        String language = row.getString("language");
        String today = row.getString("today");
        ZoneId zone = ZoneId.of(row.getString("zone"));
        return new Reader(
                language == null ? row.getString("wanted_language") : language,
                ReadingOptions.of(row.getString("perspectives"), row.getString("length"), row.getString("layout")),
                today == null ? now.atZone(zone).toLocalDate() : LocalDate.parse(today),
                corrected ? zone : ZoneOffset.UTC,
                Set.of());
    }

    private static DeliveryCause cause(ResultSet row) throws SQLException {
        return DeliveryCause.of(row.getString("cause"));
    }

    private static OptionalInt number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
