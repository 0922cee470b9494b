package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.DeliverySchedule;
import digestbot.audience.Platform;
import digestbot.audience.QuietHours;
import digestbot.audience.ReadingOptions;
import digestbot.audience.StoredEnum;
import digestbot.cluster.LeaderTerm;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.database.BatchStatement;
import digestbot.database.NullableColumns;
import digestbot.database.SqlResource;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Delivery.Payload;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.DigestRevision;
import digestbot.delivery.outbox.FittedReader;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.ShownDigestStore;
import digestbot.delivery.sending.DeliveryPlan.DueDigest;
import digestbot.delivery.sending.MessageBuilder.Prepared.Ready;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/// Reads what is due on one platform with all that making its messages needs, claims it in one term
/// of the sender, and releases claims whose holder is gone.
record SendStore(Platform platform, LeaderTerm term) {

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

    private static final String DUE_AGAIN = statement("delivery", "d.priority = :priority AND d.next_at > :tried");

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
            SqlResource.load("deliveries-to-prepare"), Map.of("is_round_up", DeliverySchedule.IS_ROUND_UP));

    private static final String NEXT_DUE = DeliverySql.of(
            "SELECT min(next_at) FROM delivery WHERE platform = ? AND priority = ? AND state = {queued} AND next_at > ?");

    /// If more digests are due to a chat, the others are planned later.
    static final int MAX_PER_CHAT = 1_000;

    /// The limit on the chats whose digests are in memory at a time.
    private static final int MAX_CHATS = 250;

    private static final String DUE_OF_CHATS = DeliverySql.of(
            SqlResource.load("due-digests-of-chats"), Map.of("at", DeliverySchedule.AT, "days", DeliverySchedule.DAYS));

    /// The deliveries among which the last reply is looked for.
    private static final int NEWEST = 200;

    private static String statement(String source, String condition) {
        return DeliverySql.of(
                SqlResource.load("due-deliveries"),
                Map.of(
                        "source", source,
                        "condition", condition,
                        "shows_any", ShownDigestStore.showsAny("d")));
    }

    private record ChatQueue(boolean bundles, List<DueDigest> due) {}

    /// A message that an earlier process sent, and that the platform may still count.
    record RecentSend(Chat chat, Instant at) {}

    private record CurrentRevision(int revision, boolean out) {}

    private static final ShownDigestStore SHOWN_DIGESTS = new ShownDigestStore();
    private static final DeliveryStore DELIVERIES = new DeliveryStore();

    /// The deliveries that may be sent now, in order. Broadcasts are sent one after another;
    /// paused ones are skipped.
    List<Delivery> due(Transaction transaction, int priority, Instant now, int limit) {
        if (priority == Priority.REPLIES) {
            // Those that were put off had their turn already.
            Instant tried = now.minus(Outbox.MIN_LEAD);
            List<Delivery> due = new ArrayList<>(
                    due(transaction, DUE_AGAIN, priority, now, Map.of("tried", tried.toEpochMilli()), limit));
            due.addAll(due(transaction, DUE, priority, tried, Map.of(), limit - due.size()));
            return due;
        }
        if (priority != Priority.BROADCASTS) {
            String sql = priority == Priority.DIGESTS && isPlanning(transaction) ? DUE_WHILE_PLANNING : DUE;
            return due(transaction, sql, priority, now, Map.of(), limit);
        }
        List<Delivery> due = new ArrayList<>();
        for (Long fanOut : transaction.numbers(FAN_OUTS, platform.id(), now, Priority.BROADCASTS)) {
            if (due.size() < limit) {
                due.addAll(
                        due(transaction, DUE_OF_FAN_OUT, priority, now, Map.of("fanOut", fanOut), limit - due.size()));
            }
        }
        return due;
    }

    private static boolean isPlanning(Transaction transaction) {
        return transaction.isTrue("SELECT EXISTS (SELECT 1 FROM planning WHERE task = 'publish')");
    }

    private List<Delivery> due(
            Transaction transaction, String sql, int priority, Instant now, Map<String, Long> others, int limit) {
        Query query = transaction
                .select(sql)
                .bind("platform", platform.id())
                .bind("priority", priority)
                .bind("now", now)
                .bind("most", limit)
                .bindMap(others);
        return read(transaction, query.mapTo(Long.class).list(), now);
    }

    Optional<Instant> nextDue(Transaction transaction, int priority, Instant now) {
        return transaction.findNumber(NEXT_DUE, platform.id(), priority, now).map(Instant::ofEpochMilli);
    }

    /// Reads deliveries in the order of their numbers in the list.
    private List<Delivery> read(Transaction transaction, List<Long> numbers, Instant now) {
        return transaction
                .select(TO_PREPARE)
                .bind("numbers", numbers.toString())
                .bind("now", now)
                .map((row, _) -> delivery(transaction, row, now))
                .list();
    }

    private Delivery delivery(Transaction transaction, ResultSet row, Instant now) throws SQLException {
        var chat = new Chat(
                platform,
                row.getLong("chat_id"),
                StoredEnum.of(ChatType.class, row.getString("kind")),
                row.getString("title"));
        DeliveryCause cause = cause(row);
        ZoneId zone = ZoneId.of(row.getString("zone"));
        // The due times of digests avoid quiet hours already; this is about late ones, and about broadcasts.
        // Replies and notices are never delayed, and corrections make no sound.
        Optional<QuietHours> quiet = QuietHours.quiet(row.getString("quiet_from"), row.getString("quiet_to"))
                .filter(hours -> cause.isSubscribed() || cause == DeliveryCause.BROADCAST)
                .filter(hours -> hours.contains(now, zone));
        return new Delivery(
                row.getLong("number"),
                row.getLong("subscriber"),
                new Destination(chat, row.getLong("thread")),
                cause,
                row.getInt("priority"),
                row.getInt("attempts"),
                row.getLong("claim"),
                row.getInt("sent"),
                FittedReader.read(row.getString("reader")),
                payload(transaction, row, now),
                Optional.ofNullable(row.getString("edits")),
                row.getBoolean("combinable"),
                quiet.map(hours -> hours.endAfter(now, zone)));
    }

    private Payload payload(Transaction transaction, ResultSet row, Instant now) throws SQLException {
        long shared = row.getLong("shared_content");
        if (!row.wasNull()) {
            long withdraws = row.getLong("corrects");
            return row.wasNull() ? new Payload.SharedContent(shared) : new Payload.SharedWithdrawal(withdraws, now);
        }
        if (row.getString("content") != null) {
            return new Payload.OwnContent(row.getString("content"), NullableColumns.integer(row, "page"));
        }
        long corrects = row.getLong("corrects");
        if (!row.wasNull()) {
            return correction(transaction, row, corrects, now);
        }
        Optional<CombinedKind> why = cause(row).combines();
        return why.isPresent() ? several(transaction, why.orElseThrow(), row, now) : single(row, now);
    }

    private Payload several(Transaction transaction, CombinedKind kind, ResultSet row, Instant now)
            throws SQLException {
        List<DigestRevision> digests = SHOWN_DIGESTS.fixedRevisions(transaction, row.getLong("number"));
        boolean corrected = digests.stream().anyMatch(each -> each.revision() > 1);
        return new Payload.CombinedDigests(
                new CombinedView(kind, digests),
                reader(row, now, corrected),
                SHOWN_DIGESTS.readingOptions(transaction, row.getLong("number")));
    }

    private Payload correction(Transaction transaction, ResultSet row, long corrects, Instant now) throws SQLException {
        boolean out = !row.getString("digest_state").equals("draft");
        return new Payload.MessageCorrection(
                new DigestRevision(row.getLong("digest"), row.getInt("revision")),
                !out || cause(row) == DeliveryCause.WITHDRAWAL,
                out,
                corrects,
                DeliveryCause.of(row.getString("corrected_cause"))
                        .combines()
                        .map(kind -> new CombinedView(kind, SHOWN_DIGESTS.newestRevisions(transaction, corrects))),
                now);
    }

    private static Payload single(ResultSet row, Instant now) throws SQLException {
        var digest = new DigestRevision(row.getLong("digest"), row.getInt("revision"));
        return new Payload.SingleDigest(digest, reader(row, now, digest.revision() > 1));
    }

    /// The reader with the current settings; in UTC unless the digest was corrected, because no other message shows a
    /// time.
    private static Reader reader(ResultSet row, Instant now, boolean corrected) throws SQLException {
        ZoneId zone = ZoneId.of(row.getString("zone"));
        return new Reader(
                row.getString("language"),
                ReadingOptions.of(row.getString("perspectives"), row.getString("length"), row.getString("layout")),
                now.atZone(zone).toLocalDate(),
                corrected ? zone : ZoneOffset.UTC,
                ReaderWords.of(row.getString("followed_words"), row.getString("muted_words")));
    }

    private static DeliveryCause cause(ResultSet row) throws SQLException {
        return DeliveryCause.of(row.getString("cause"));
    }

    /// The plans of messages with several digests, each by the number of its first delivery.
    Map<Long, DeliveryPlan> plans(Transaction transaction, List<Long> subscribers, int most, Instant now) {
        Map<Long, DeliveryPlan> plans = new HashMap<>();
        for (int from = 0; from < subscribers.size(); from += MAX_CHATS) {
            List<Long> some = subscribers.subList(from, Math.min(subscribers.size(), from + MAX_CHATS));
            for (ChatQueue queue : queues(transaction, some, most, now)) {
                DeliveryPlan plan = DeliveryPlan.next(queue.due(), queue.bundles());
                if (plan.kind().isPresent()) {
                    plans.put(plan.deliveries().getFirst(), plan);
                }
            }
        }
        return plans;
    }

    private static Collection<ChatQueue> queues(
            Transaction transaction, List<Long> subscribers, int most, Instant now) {
        Map<Long, ChatQueue> queues = new LinkedHashMap<>();
        transaction
                .select(DUE_OF_CHATS)
                .bind("subscribers", subscribers.toString())
                .bind("priority", Priority.DIGESTS)
                .bind("now", now)
                .bind("most", most)
                .map((row, _) -> {
                    boolean bundles = row.getBoolean("bundles");
                    return queues.computeIfAbsent(
                                    row.getLong("subscriber"), _ -> new ChatQueue(bundles, new ArrayList<>()))
                            .due()
                            .add(digest(row));
                })
                .list();
        return queues.values();
    }

    private static DueDigest digest(ResultSet row) throws SQLException {
        return new DueDigest(
                row.getLong("number"),
                row.getLong("subscription"),
                LocalDate.parse(row.getString("day")),
                DeliverySchedule.when(row.getString("at"), row.getInt("days")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                row.getLong("thread"),
                NullableColumns.instant(row, "published_at"));
    }

    /// Combines each of these deliveries with the others of its plan: it then shows the digests
    /// of all, and the others are cancelled. The plans are computed again, because the
    /// deliveries may have changed since they were read.
    void combine(Transaction transaction, List<Delivery> firsts, Instant now) {
        List<Long> chats = firsts.stream().map(Delivery::subscriber).toList();
        Map<Long, DeliveryPlan> plans = plans(transaction, chats, MAX_PER_CHAT, now);
        for (Delivery each : firsts) {
            Optional.ofNullable(plans.get(each.number())).ifPresent(plan -> combine(transaction, plan, now));
        }
    }

    private void combine(Transaction transaction, DeliveryPlan plan, Instant now) {
        long first = plan.deliveries().getFirst();
        DELIVERIES.combine(transaction, first, plan.kind().orElseThrow());
        for (int i = 1; i < plan.deliveries().size(); i++) {
            long other = plan.deliveries().get(i);
            transaction.execute(
                    "UPDATE delivery_item SET delivery = ?, ordinal = ? WHERE delivery = ?", first, i, other);
            DELIVERIES.cancel(transaction, other, "merged into delivery " + first, now);
        }
    }

    /// Claims the deliveries and creates their parts, unless a delivery or one of its digests
    /// changed since it was read. The first claim fixes what a delivery shows.
    ///
    /// @return the numbers of the claimed ones
    /// @throws LeaderTerm.TermEndedException if another node claims the platform's deliveries now
    <M> Set<Long> claim(Transaction transaction, List<Ready<M>> all, Instant leaseUntil) {
        term.verify(transaction);
        Map<Long, CurrentRevision> known = new HashMap<>();
        List<Ready<M>> wanted = all.stream()
                .filter(each -> isUnchanged(transaction, each.due(), known))
                .toList();
        int[] counts =
                DELIVERIES.claim(transaction, wanted.stream().map(Ready::due).toList(), leaseUntil);
        List<Ready<M>> claimed = IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .mapToObj(wanted::get)
                .toList();
        storeParts(transaction, claimed.stream().filter(Ready::createsParts).toList());
        return claimed.stream().map(each -> each.due().number()).collect(Collectors.toSet());
    }

    private static <M> void storeParts(Transaction transaction, List<Ready<M>> claimed) {
        if (claimed.isEmpty()) {
            return;
        }
        claimed.stream()
                .filter(each -> each.due().claims() > 0)
                .forEach(each -> transaction.execute(
                        "DELETE FROM part WHERE delivery = ?", each.due().number()));
        var items = new BatchStatement(
                transaction, "UPDATE delivery_item SET revision = ? WHERE delivery = ? AND digest = ?");
        var parts = new BatchStatement(transaction, "INSERT INTO part (delivery, ordinal, view) VALUES (?, ?, ?)");
        for (Ready<M> each : claimed) {
            long delivery = each.due().number();
            if (each.due().payload() instanceof Payload.OfDigests digests) {
                for (DigestRevision shown : digests.shown()) {
                    items.add(shown.revision(), delivery, shown.digest());
                }
            }
            List<String> views = each.due().payload().views(each.steps().size());
            for (int ordinal = 0; ordinal < views.size(); ordinal++) {
                parts.add(delivery, ordinal, views.get(ordinal));
            }
        }
        items.execute();
        parts.execute();
    }

    /// Settles deliveries that have nothing to send, unless their digests changed meanwhile.
    void settleUnchanged(Transaction transaction, List<Delivery> idle, Instant now) {
        Map<Long, CurrentRevision> known = new HashMap<>();
        idle.stream()
                .filter(due -> isUnchanged(transaction, due, known))
                .forEach(due -> DELIVERIES.settleUnchanged(transaction, due, now));
    }

    /// Tells inside a write transaction whether the digests are unchanged since they were read. A
    /// claim with an outdated revision would never be corrected, because the planner skips
    /// unclaimed deliveries.
    private boolean isUnchanged(Transaction transaction, Delivery due, Map<Long, CurrentRevision> known) {
        boolean fixedBefore = due.claims() > 0;
        return switch (due.payload()) {
            case Payload.OfDigests digests ->
                digests.shown().stream().allMatch(shown -> {
                    CurrentRevision now = current(transaction, shown.digest(), known);
                    return now.out() && (fixedBefore || now.revision() == shown.revision());
                });
            case Payload.MessageCorrection correction ->
                current(transaction, correction.digest().digest(), known)
                                .equals(new CurrentRevision(correction.digest().revision(), correction.visible()))
                        && correction.several().stream()
                                .allMatch(read -> read.digests()
                                        .equals(SHOWN_DIGESTS.newestRevisions(transaction, correction.corrects())));
            case Payload.OwnContent _, Payload.SharedContent _, Payload.SharedWithdrawal _ -> true;
        };
    }

    private static CurrentRevision current(Transaction transaction, long digest, Map<Long, CurrentRevision> known) {
        return known.computeIfAbsent(
                digest,
                number -> transaction
                        .select("SELECT revision, state <> 'draft' AS out FROM digest WHERE number = ?", number)
                        .map((row, _) -> new CurrentRevision(row.getInt("revision"), row.getBoolean("out")))
                        .one());
    }

    List<Long> claimed(Transaction transaction) {
        return transaction.numbers(
                "SELECT number FROM delivery WHERE platform = ? AND lease_until IS NOT NULL", platform.id());
    }

    /// The claimed deliveries that show a withdrawn digest.
    Set<Long> withdrawn(Transaction transaction) {
        return Set.copyOf(transaction.numbers(DeliverySql.of("""
                SELECT d.number FROM delivery d
                WHERE d.platform = ? AND d.lease_until IS NOT NULL AND d.cause IN {subscribed}
                  AND EXISTS (SELECT 1 FROM delivery_item i JOIN digest g ON g.number = i.digest
                              WHERE i.delivery = d.number AND g.state = 'draft' {each_row})
                """), platform.id()));
    }

    /// Releases the orphaned claims. If the chat was paused in the meantime, the deliveries are
    /// paused, except replies and notices.
    ///
    /// This does not count as a failed attempt: most of them were never requested, and after
    /// several restarts the first real failure would otherwise cause a back-off of minutes.
    int release(Transaction transaction, List<Long> expired, Instant now) {
        List<Long> released = DELIVERIES.release(transaction, expired);
        released.forEach(number -> DELIVERIES.cancelUnwanted(transaction, number, now));
        return released.size();
    }

    List<RecentSend> since(Transaction transaction, Collection<Chat> chats, Instant since) {
        List<Long> ids = chats.stream()
                .filter(chat -> chat.kind() != ChatType.PRIVATE)
                .map(Chat::id)
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        return transaction
                .select("""
                        SELECT s.chat_id, s.kind, p.sent_at FROM subscriber s
                        JOIN delivery d ON d.subscriber = s.number
                        JOIN part p ON p.delivery = d.number
                        WHERE s.platform = :platform AND s.chat_id IN (<chats>) AND p.sent_at >= :since
                        ORDER BY p.sent_at
                        """)
                .bind("platform", platform.id())
                .bind("since", since)
                .bindList("chats", ids)
                .map((row, _) -> new RecentSend(chat(row), Instant.ofEpochMilli(row.getLong("sent_at"))))
                .list();
    }

    private Chat chat(ResultSet row) throws SQLException {
        return new Chat(platform, row.getLong("chat_id"), StoredEnum.of(ChatType.class, row.getString("kind")), "");
    }

    /// The chats other than private ones for which a delivery is claimed.
    List<Chat> claimedGroups(Transaction transaction) {
        return transaction.select("""
                        SELECT DISTINCT s.chat_id, s.kind FROM delivery d JOIN subscriber s ON s.number = d.subscriber
                        WHERE d.platform = ? AND d.lease_until IS NOT NULL AND s.kind <> 'private'
                        """, platform.id()).map((row, _) -> chat(row)).list();
    }

    /// The time at which anything was last sent to the platform. Replies are found only among
    /// the newest deliveries, because no index covers that.
    Optional<Instant> last(Transaction transaction) {
        return transaction
                .select("""
                        SELECT max(at) FROM (
                            SELECT at FROM last_settled WHERE platform = :platform
                            UNION ALL
                            SELECT sent_at FROM part WHERE delivery IN (
                                SELECT number FROM (
                                    SELECT number, platform FROM delivery ORDER BY number DESC LIMIT :newest) AS newest
                                WHERE platform = :platform)) AS sent
                        """)
                .bind("platform", platform.id())
                .bind("newest", NEWEST)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }
}
