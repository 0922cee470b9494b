package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.delivery.Due.Matter;
import digestbot.edition.Press;
import digestbot.edition.Reader;
import digestbot.edition.View;
import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Length;
import digestbot.subscription.Platform;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Finds deliveries that may go, and claims them.
final class ClaimStore {

    /// No other delivery of the chat and lane is on its way, and none is owed from before.
    private static final String FIRST_IN_ITS_CHAT = """
            NOT EXISTS (SELECT 1 FROM delivery e
                        WHERE e.subscriber = d.subscriber AND e.lane = d.lane AND e.state IN ('owed', 'claimed')
                          AND e.number <> d.number
                          AND (e.state = 'claimed' OR e.due_at < d.due_at
                               OR (e.due_at = d.due_at AND e.number < d.number)))
            """;

    private static final String DUE = """
            SELECT d.number, d.subscriber, d.thread, d.attempts, d.claim, d.view, d.language, d.today, d.renderer,
                   d.content, d.shared, d.page, d.edits,
                   u.chat_id, u.kind, u.title, u.language AS wanted_language, u.zone,
                   i.digest, coalesce(i.revision, g.revision) AS revision,
                   coalesce(i.sides, s.sides, '') AS sides, coalesce(i.length, s.length, 'full') AS length,
                   CASE WHEN d.claim = 0 THEN 0
                        ELSE (SELECT count(p.message_id) FROM part p WHERE p.delivery = d.number) END AS sent
            FROM delivery d
            JOIN subscriber u ON u.number = d.subscriber
            LEFT JOIN delivery_item i ON i.delivery = d.number AND i.ordinal = 0
            LEFT JOIN digest g ON g.number = i.digest
            LEFT JOIN subscription s ON s.number = i.subscription
            WHERE d.platform = ? AND d.lane = ? AND d.state = 'owed' AND d.next_at <= ? AND
            """ + FIRST_IN_ITS_CHAT + " ORDER BY d.next_at, d.number LIMIT ?";

    /// A delivery that shall be claimed.
    ///
    /// @param first whether its parts and what they show are fixed by this claim
    /// @param views what each of its parts shows, as a press that shows it
    record Wanted(Due due, boolean first, List<String> views) {}

    private final Platform platform;

    ClaimStore(Platform platform) {
        this.platform = platform;
    }

    /// What may go now, in order.
    List<Due> due(Transaction transaction, int lane, Instant now, int most) {
        return transaction
                .handle()
                .createQuery(DUE)
                .bind(0, platform.id())
                .bind(1, lane)
                .bind(2, now.toEpochMilli())
                .bind(3, most)
                .map((row, _) -> due(row, now))
                .list();
    }

    /// When the next delivery after now is due.
    Optional<Instant> nextDue(Transaction transaction, int lane, Instant now) {
        return transaction
                .handle()
                .createQuery("SELECT min(next_at) FROM delivery"
                        + " WHERE platform = ? AND lane = ? AND state = 'owed' AND next_at > ?")
                .bind(0, platform.id())
                .bind(1, lane)
                .bind(2, now.toEpochMilli())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /// Claims those that are still owed as they were read, and makes their parts.
    ///
    /// @return the numbers of those that were claimed
    Set<Long> claim(Transaction transaction, List<Wanted> wanted, int renderer, Instant leaseUntil) {
        Handle handle = transaction.handle();
        var update = handle.prepareBatch("""
                UPDATE delivery SET state = 'claimed', claim = claim + 1, attempts = attempts + 1, lease_until = ?,
                                    view = ?, language = ?, today = ?, renderer = ?
                WHERE number = ? AND state = 'owed' AND claim = ? AND subscriber = ?
                """);
        for (Wanted each : wanted) {
            Due due = each.due();
            Optional<Matter.Edition> edition = edition(due);
            update.bind(0, leaseUntil.toEpochMilli())
                    .bind(1, edition.map(Matter.Edition::view))
                    .bind(2, edition.map(shown -> shown.reader().language()))
                    .bind(3, edition.map(shown -> shown.reader().today().toString()))
                    .bind(4, renderer)
                    .bind(5, due.number())
                    .bind(6, due.claims())
                    .bind(7, due.subscriber())
                    .add();
        }
        int[] counts = update.execute();
        List<Wanted> claimed = new ArrayList<>(counts.length);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                claimed.add(wanted.get(i));
            }
        }
        fix(handle, claimed.stream().filter(Wanted::first).toList());
        return claimed.stream().map(each -> each.due().number()).collect(Collectors.toSet());
    }

    private static void fix(Handle handle, List<Wanted> claimed) {
        if (claimed.isEmpty()) {
            return;
        }
        var again = claimed.stream().filter(each -> each.due().claims() > 0).toList();
        again.forEach(each ->
                handle.execute("DELETE FROM part WHERE delivery = ?", each.due().number()));
        var items = handle.prepareBatch(
                "UPDATE delivery_item SET revision = ?, sides = ?, length = ? WHERE delivery = ? AND ordinal = 0");
        var parts = handle.prepareBatch("INSERT INTO part (delivery, ordinal, item, view) VALUES (?, ?, 0, ?)");
        for (Wanted each : claimed) {
            Optional<Matter.Edition> edition = edition(each.due());
            edition.ifPresent(shown -> items.add(
                    shown.revision(),
                    String.join(",", shown.reader().sides()),
                    shown.reader().length().id(),
                    each.due().number()));
            for (int ordinal = 0; ordinal < each.views().size(); ordinal++) {
                parts.add(each.due().number(), ordinal, each.views().get(ordinal));
            }
        }
        if (items.size() > 0) {
            items.execute();
        }
        parts.execute();
    }

    /// These can never be sent.
    void fail(Transaction transaction, Due due, String why, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE delivery SET state = 'failed', reason = ?, settled_at = ?"
                                + " WHERE number = ? AND state = 'owed' AND claim = ?",
                        why,
                        now.toEpochMilli(),
                        due.number(),
                        due.claims());
    }

    /// Whether a claim's lease is over.
    boolean anyOver(Transaction transaction, Instant now) {
        return transaction
                .handle()
                .createQuery("SELECT EXISTS (SELECT 1 FROM delivery"
                        + " WHERE platform = ? AND state = 'claimed' AND lease_until < ?)")
                .bind(0, platform.id())
                .bind(1, now.toEpochMilli())
                .mapTo(Boolean.class)
                .one();
    }

    /// Takes claims back whose lease is over.
    ///
    /// @return how many
    int release(Transaction transaction, Instant leaseBefore) {
        return transaction
                .handle()
                .execute(
                        "UPDATE delivery SET state = 'owed', lease_until = NULL"
                                + " WHERE platform = ? AND state = 'claimed' AND lease_until < ?",
                        platform.id(),
                        leaseBefore.toEpochMilli());
    }

    private static Optional<Matter.Edition> edition(Due due) {
        return switch (due.matter()) {
            case Matter.Edition edition -> Optional.of(edition);
            case Matter.Own _, Matter.Shared _ -> Optional.empty();
        };
    }

    private Due due(ResultSet row, Instant now) throws SQLException {
        var chat =
                new Chat(platform, row.getLong("chat_id"), ChatKind.of(row.getString("kind")), row.getString("title"));
        return new Due(
                row.getLong("number"),
                row.getLong("subscriber"),
                new Destination(chat, row.getLong("thread")),
                row.getInt("attempts"),
                row.getLong("claim"),
                row.getInt("sent"),
                matter(row, now),
                Optional.ofNullable(row.getString("edits")));
    }

    private static Matter matter(ResultSet row, Instant now) throws SQLException {
        long shared = row.getLong("shared");
        if (!row.wasNull()) {
            return new Matter.Shared(shared, number(row, "renderer"));
        }
        return row.getString("content") == null ? edition(row, now) : own(row);
    }

    private static Matter own(ResultSet row) throws SQLException {
        return new Matter.Own(row.getString("content"), number(row, "page"), number(row, "renderer"));
    }

    private static Matter edition(ResultSet row, Instant now) throws SQLException {
        long digest = row.getLong("digest");
        String view = row.getString("view");
        String language = row.getString("language");
        String today = row.getString("today");
        String sides = row.getString("sides");
        var reader = new Reader(
                language == null ? row.getString("wanted_language") : language,
                sides.isEmpty() ? List.of() : List.of(sides.split(",", -1)),
                Length.of(row.getString("length")),
                today == null ? now.atZone(ZoneId.of(row.getString("zone"))).toLocalDate() : LocalDate.parse(today));
        return new Matter.Edition(
                digest,
                row.getInt("revision"),
                view == null ? new Press.Show(digest, new View.Overview(), 0).encode() : view,
                reader,
                number(row, "renderer"));
    }

    private static OptionalInt number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
