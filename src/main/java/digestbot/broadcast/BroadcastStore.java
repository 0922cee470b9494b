package digestbot.broadcast;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/// Creates and reads broadcasts; [BroadcastTransitionStore] changes them.
final class BroadcastStore {

    private static final String ALL = """
            SELECT b.number, b.by_platform, b.by_user, b.text, b.to_platform, b.to_topic, b.to_perspective, b.to_language,
                   b.active_days, b.important, b.state, b.send_at, b.shared_content, b.expected_recipients, b.plan_cursor,
                   b.planned, b.retry_cursor, b.withdrawal_content, b.withdrawal_cursor, b.created_at, b.started_at,
                   b.ended_at, b.first_ended_at, b.sent, b.failed
            FROM broadcast b
            """;

    long add(Transaction transaction, Optional<Person> author, String text, Instant now) {
        return transaction
                .handle()
                .createQuery("INSERT INTO broadcast (by_platform, by_user, text, created_at) VALUES (?, ?, ?, ?)"
                        + " RETURNING number")
                .bind(0, author.map(person -> person.platform().id()))
                .bind(1, author.map(Person::userId))
                .bind(2, text)
                .bind(3, now.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    Optional<Broadcast> find(Transaction transaction, long number) {
        return transaction
                .handle()
                .createQuery(ALL + "WHERE b.number = ?")
                .bind(0, number)
                .map(BroadcastStore::of)
                .findOne();
    }

    /// The broadcasts with lower numbers, newest first.
    List<Broadcast> beforeNumber(Transaction transaction, long number, int limit) {
        return transaction
                .handle()
                .createQuery(ALL + "WHERE b.number < ? ORDER BY b.number DESC LIMIT ?")
                .bind(0, number)
                .bind(1, limit)
                .map(BroadcastStore::of)
                .list();
    }

    /// The broadcasts that are being sent, oldest first.
    List<Broadcast> inProgress(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(ALL + "WHERE b.started_at IS NOT NULL AND b.ended_at IS NULL ORDER BY b.number")
                .map(BroadcastStore::of)
                .list();
    }

    /// The broadcasts scheduled for that time or earlier, earliest first.
    List<Broadcast> scheduled(Transaction transaction, Instant until) {
        return transaction
                .handle()
                .createQuery(ALL + "WHERE b.state = 'scheduled' AND b.send_at <= ? ORDER BY b.send_at, b.number")
                .bind(0, until.toEpochMilli())
                .map(BroadcastStore::of)
                .list();
    }

    /// The last other broadcast with the same text that was confirmed since then.
    Optional<Broadcast> recentDuplicate(Transaction transaction, Broadcast broadcast, Instant since) {
        return transaction
                .handle()
                .createQuery(ALL
                        + "WHERE b.started_at >= ? AND b.text = ? AND b.number <> ? ORDER BY b.started_at DESC LIMIT 1")
                .bind(0, since.toEpochMilli())
                .bind(1, broadcast.text())
                .bind(2, broadcast.number())
                .map(BroadcastStore::of)
                .findOne();
    }

    private static Broadcast of(ResultSet row, StatementContext context) throws SQLException {
        long user = row.getLong("by_user");
        return new Broadcast(
                row.getLong("number"),
                Optional.ofNullable(row.getString("by_platform"))
                        .map(platform -> new Person(Platform.of(platform), user, "")),
                row.getString("text"),
                recipients(row),
                BroadcastState.of(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                NullableColumns.instant(row, "send_at"),
                run(row));
    }

    private static RecipientFilter recipients(ResultSet row) throws SQLException {
        return new RecipientFilter(
                Optional.ofNullable(row.getString("to_platform")).map(Platform::of),
                Optional.ofNullable(row.getString("to_topic")),
                Optional.ofNullable(row.getString("to_perspective")),
                Optional.ofNullable(row.getString("to_language")),
                NullableColumns.integer(row, "active_days"),
                row.getBoolean("important"));
    }

    private static Optional<SendState> run(ResultSet row) throws SQLException {
        Optional<Instant> startedAt = NullableColumns.instant(row, "started_at");
        return startedAt.isEmpty()
                ? Optional.empty()
                : Optional.of(new SendState(
                        row.getLong("shared_content"),
                        row.getLong("expected_recipients"),
                        row.getLong("plan_cursor"),
                        row.getBoolean("planned"),
                        NullableColumns.number(row, "retry_cursor"),
                        NullableColumns.number(row, "withdrawal_content"),
                        NullableColumns.number(row, "withdrawal_cursor"),
                        startedAt.orElseThrow(),
                        NullableColumns.instant(row, "ended_at"),
                        NullableColumns.instant(row, "first_ended_at"),
                        row.getLong("sent"),
                        row.getLong("failed")));
    }
}
