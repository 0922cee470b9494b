package digestbot.broadcast;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.StoredEnum;
import digestbot.audience.audit.Actor;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOutStore.FanOutProgress;
import digestbot.delivery.fanout.RecipientFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of broadcasts.
final class BroadcastStore {

    private static final String ALL =
            "SELECT b.*, EXISTS (SELECT 1 FROM broadcast_picture p WHERE p.broadcast = b.number) AS has_picture"
                    + " FROM broadcast b WHERE ";

    private static final String IN_PROGRESS = "b.started_at IS NOT NULL AND b.ended_at IS NULL";

    /// The columns of [SendState]'s cursors.
    enum Cursor {
        PLAN("plan_cursor"),
        RETRY("retry_cursor"),
        WITHDRAWAL("withdrawal_cursor");

        private final String column;

        Cursor(String column) {
            this.column = column;
        }

        OptionalLong of(SendState state) {
            return switch (this) {
                case PLAN -> state.planCursor();
                case RETRY -> state.retryCursor();
                case WITHDRAWAL -> state.withdrawalCursor();
            };
        }
    }

    /// The progress report that the author receives.
    record Report(long delivery, String text) {}

    long add(Transaction transaction, Optional<Person> author, String text, Instant now) {
        return transaction.number(
                """
                        INSERT INTO broadcast (by_platform, by_user, text, created_at) VALUES (?, ?, ?, ?)
                        RETURNING number""", author.map(person -> person.platform().id()), author.map(Person::userId), text, now);
    }

    private static ResultIterable<Broadcast> where(Transaction transaction, String condition, Object... values) {
        return transaction.select(ALL + condition, values).map(BroadcastStore::of);
    }

    Optional<Broadcast> find(Transaction transaction, long number) {
        return where(transaction, "b.number = ?", number).findOne();
    }

    List<Broadcast> beforeNumber(Transaction transaction, long number, int limit) {
        return where(transaction, "b.number < ? ORDER BY b.number DESC LIMIT ?", number, limit)
                .list();
    }

    List<Broadcast> inProgress(Transaction transaction) {
        return where(transaction, IN_PROGRESS + " ORDER BY b.number").list();
    }

    List<Broadcast> scheduled(Transaction transaction, Instant until) {
        return where(transaction, "b.state = 'scheduled' AND b.send_at <= ? ORDER BY b.send_at, b.number", until)
                .list();
    }

    List<Broadcast> scheduledAndRunning(Transaction transaction) {
        return Stream.of("b.state = 'scheduled'", IN_PROGRESS + " AND b.state = 'running'")
                .flatMap(condition -> where(transaction, condition).stream())
                .toList();
    }

    private static Broadcast of(ResultSet row, StatementContext context) throws SQLException {
        long user = row.getLong("by_user");
        long approvedUser = row.getLong("approved_user");
        return new Broadcast(
                row.getLong("number"),
                row.getLong("version"),
                Optional.ofNullable(row.getString("by_platform"))
                        .map(platform -> new Person(Platform.of(platform), user, "")),
                row.getString("text"),
                row.getBoolean("has_picture"),
                new RecipientFilter(
                        Optional.ofNullable(row.getString("to_platform")).map(Platform::of),
                        Optional.ofNullable(row.getString("to_topic"))),
                StoredEnum.of(BroadcastState.class, row.getString("state")),
                Optional.ofNullable(row.getString("approved_by"))
                        .map(by -> Actor.of(by, approvedUser, Optional.empty())),
                Instant.ofEpochMilli(row.getLong("created_at")),
                NullableColumns.instant(row, "send_at"),
                sendState(row));
    }

    private static Optional<SendState> sendState(ResultSet row) throws SQLException {
        Optional<Instant> startedAt = NullableColumns.instant(row, "started_at");
        return startedAt.isEmpty()
                ? Optional.empty()
                : Optional.of(new SendState(
                        row.getLong("shared_content"),
                        row.getLong("expected_recipients"),
                        NullableColumns.number(row, "plan_cursor"),
                        NullableColumns.number(row, "retry_cursor"),
                        NullableColumns.number(row, "withdrawal_content"),
                        NullableColumns.number(row, "withdrawal_cursor"),
                        startedAt.orElseThrow(),
                        NullableColumns.instant(row, "ended_at"),
                        NullableColumns.instant(row, "first_ended_at"),
                        row.getLong("sent"),
                        row.getLong("failed")));
    }

    /// Applies the action with these assignments (SQL, with a `?` for each value) if the
    /// broadcast's state allows it, and returns whether it did.
    boolean apply(Transaction transaction, BroadcastAction action, long number, String assignments, Object... values) {
        String states =
                action.allowedIn().stream().map(BroadcastState::id).collect(Collectors.joining("', '", "('", "')"));
        return transaction.execute(
                        "UPDATE broadcast SET version = version + 1, %s WHERE number = %d AND state IN %s"
                                .formatted(assignments, number, states),
                        values)
                > 0;
    }

    void approve(Transaction transaction, long number, Actor by) {
        transaction.execute(
                "UPDATE broadcast SET approved_by = ?, approved_user = ? WHERE number = ?",
                by.id(),
                by.chatUserId(),
                number);
    }

    void setCursor(Transaction transaction, long number, Cursor cursor, OptionalLong value) {
        transaction.execute("UPDATE broadcast SET " + cursor.column + " = ? WHERE number = ?", value, number);
    }

    void setWithdrawal(Transaction transaction, long number, long withdrawalFanOut) {
        transaction.execute("UPDATE broadcast SET withdrawal_content = ? WHERE number = ?", withdrawalFanOut, number);
    }

    void end(Transaction transaction, long number, FanOutProgress deliveries, Instant now) {
        transaction.execute("""
                UPDATE broadcast
                SET state = CASE WHEN state IN ('running', 'paused') THEN 'done' ELSE state END, ended_at = ?,
                    first_ended_at = coalesce(first_ended_at, ?),
                    expected_recipients = CASE WHEN plan_cursor IS NULL THEN ? ELSE expected_recipients END,
                    sent = ?, failed = ?
                WHERE number = ?
                """, now, now, deliveries.all(), deliveries.sent(), deliveries.allFailed(), number);
    }

    Optional<Report> report(Transaction transaction, long number) {
        return transaction
                .select("SELECT report, reported FROM broadcast WHERE number = ? AND report IS NOT NULL", number)
                .map((row, _) -> new Report(row.getLong("report"), row.getString("reported")))
                .findOne();
    }

    void setReport(Transaction transaction, long number, Report report) {
        transaction.execute(
                "UPDATE broadcast SET report = ?, reported = ? WHERE number = ?",
                report.delivery(),
                report.text(),
                number);
    }
}
