package digestbot.broadcast;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOutProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Creates, reads and changes broadcasts. Every action of an operator passes [#apply].
final class BroadcastStore {

    private static final String ALL = """
            SELECT b.number, b.by_platform, b.by_user, b.text, b.to_platform, b.to_topic, b.to_perspective, b.to_language,
                   b.active_days, b.important, b.state, b.send_at, b.shared_content, b.expected_recipients, b.plan_cursor,
                   b.planned, b.retry_cursor, b.withdrawal_content, b.withdrawal_cursor, b.created_at, b.started_at,
                   b.ended_at, b.first_ended_at, b.sent, b.failed,
                   EXISTS (SELECT 1 FROM broadcast_picture p WHERE p.broadcast = b.number) AS has_picture
            FROM broadcast b
            """;
    private static final String COMMAND_LINE = "command-line";
    private static final String CONSOLE = "console";
    private static final String APPROVALS = "SELECT number, state, approved_by, approved_user FROM broadcast ";

    private final AuditLog auditLog;

    BroadcastStore(InstantSource clock) {
        auditLog = new AuditLog(clock);
    }

    long add(Transaction transaction, Optional<Person> author, String text, Instant now) {
        return transaction
                .select(
                        "INSERT INTO broadcast (by_platform, by_user, text, created_at) VALUES (?, ?, ?, ?)"
                                + " RETURNING number",
                        author.map(person -> person.platform().id()),
                        author.map(Person::userId),
                        text,
                        now.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    Optional<Broadcast> find(Transaction transaction, long number) {
        return transaction
                .select(ALL + "WHERE b.number = ?", number)
                .map(BroadcastStore::of)
                .findOne();
    }

    List<Broadcast> beforeNumber(Transaction transaction, long number, int limit) {
        return transaction
                .select(ALL + "WHERE b.number < ? ORDER BY b.number DESC LIMIT ?", number, limit)
                .map(BroadcastStore::of)
                .list();
    }

    List<Broadcast> inProgress(Transaction transaction) {
        return transaction
                .select(ALL + "WHERE b.started_at IS NOT NULL AND b.ended_at IS NULL ORDER BY b.number")
                .map(BroadcastStore::of)
                .list();
    }

    List<Broadcast> scheduled(Transaction transaction, Instant until) {
        return transaction
                .select(
                        ALL + "WHERE b.state = 'scheduled' AND b.send_at <= ? ORDER BY b.send_at, b.number",
                        until.toEpochMilli())
                .map(BroadcastStore::of)
                .list();
    }

    Optional<Broadcast> recentDuplicate(Transaction transaction, Broadcast broadcast, Instant since) {
        return transaction
                .select(
                        ALL
                                + "WHERE b.started_at >= ? AND b.text = ? AND b.number <> ? ORDER BY b.started_at DESC LIMIT 1",
                        since.toEpochMilli(),
                        broadcast.text(),
                        broadcast.number())
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
                row.getBoolean("has_picture"),
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

    /// A broadcast with the operator who approved it; empty if that person's data has been deleted.
    record Approval(long number, BroadcastState state, Optional<Actor> approver) {}

    private static void approve(Transaction transaction, long number, Actor by) {
        transaction.execute(
                "UPDATE broadcast SET approved_by = ?, approved_user = ? WHERE number = ?",
                column(by),
                by instanceof Actor.ChatUser(Platform _, long userId) ? (Long) userId : null,
                number);
    }

    Optional<Approval> approval(Transaction transaction, long number) {
        return transaction
                .select(APPROVALS + "WHERE number = ?", number)
                .map(BroadcastStore::toApproval)
                .findOne();
    }

    List<Approval> scheduledAndRunning(Transaction transaction) {
        return transaction
                .select(APPROVALS + "WHERE state = 'scheduled' UNION ALL " + APPROVALS
                        + "WHERE started_at IS NOT NULL AND ended_at IS NULL AND state = 'running'")
                .map(BroadcastStore::toApproval)
                .list();
    }

    private static @Nullable String column(Actor by) {
        return switch (by) {
            case Actor.ChatUser(Platform platform, long _) -> platform.id();
            case Actor.CommandLineUser() -> COMMAND_LINE;
            case Actor.ConsoleUser _ -> CONSOLE;
            case Actor.BotItself() -> null;
        };
    }

    private static Approval toApproval(ResultSet row, StatementContext context) throws SQLException {
        String by = row.getString("approved_by");
        long user = row.getLong("approved_user");
        return new Approval(
                row.getLong("number"),
                BroadcastState.of(row.getString("state")),
                Optional.ofNullable(by).map(known -> switch (known) {
                    case COMMAND_LINE -> new Actor.CommandLineUser();
                    case CONSOLE -> new Actor.ConsoleUser(Optional.empty());
                    default -> new Actor.ChatUser(Platform.of(known), user);
                }));
    }

    /// The progress report that the author receives.
    record Report(long delivery, String text) {}

    /// Stores the planning cursor; an empty cursor means that planning is complete.
    void setPlanCursor(Transaction transaction, long number, OptionalLong cursor) {
        if (cursor.isPresent()) {
            transaction.execute("UPDATE broadcast SET plan_cursor = ? WHERE number = ?", cursor.getAsLong(), number);
        } else {
            transaction.execute("UPDATE broadcast SET planned = 1 WHERE number = ?", number);
        }
    }

    /// Stores the retry cursor; empty once all failures were handled.
    void setRetryCursor(Transaction transaction, long number, OptionalLong cursor) {
        set(transaction, "retry_cursor", number, cursor);
    }

    void setWithdrawal(Transaction transaction, long number, long withdrawalFanOut) {
        set(transaction, "withdrawal_content", number, OptionalLong.of(withdrawalFanOut));
    }

    /// Stores the withdrawal cursor; empty once all messages were handled.
    void setWithdrawalCursor(Transaction transaction, long number, OptionalLong cursor) {
        set(transaction, "withdrawal_cursor", number, cursor);
    }

    private static void set(Transaction transaction, String column, long number, OptionalLong value) {
        transaction.execute("UPDATE broadcast SET " + column + " = ? WHERE number = ?", value, number);
    }

    void end(Transaction transaction, long number, FanOutProgress deliveries, Instant now) {
        transaction.execute(
                "UPDATE broadcast SET state = CASE WHEN state IN ('running', 'paused') THEN 'done' ELSE state END,"
                        + " ended_at = ?, first_ended_at = coalesce(first_ended_at, ?), expected_recipients = CASE planned WHEN 1 THEN ? ELSE expected_recipients END,"
                        + " sent = ?, failed = ? WHERE number = ?",
                now.toEpochMilli(),
                now.toEpochMilli(),
                deliveries.all(),
                deliveries.sent(),
                deliveries.allFailed(),
                number);
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

    record Change(BroadcastAction action, long number, Actor by) {}

    /// Applies the action if the broadcast's state allows it, and returns whether it did. An
    /// effective action is recorded in the audit log, and the operator who sends becomes the
    /// approver.
    ///
    /// @param assignments SQL, with a `?` for each value
    boolean apply(Transaction transaction, Change change, String assignments, Object... values) {
        String states = change.action().allowedIn().stream()
                .map(BroadcastState::id)
                .collect(Collectors.joining("', '", "('", "')"));
        var update = transaction.update("UPDATE broadcast SET %s WHERE number = %d AND state IN %s"
                .formatted(assignments, change.number(), states));
        for (int position = 0; position < values.length; position++) {
            update.bind(position, values[position]);
        }
        boolean applied = update.execute() > 0;
        if (applied) {
            record(transaction, change);
        }
        return applied;
    }

    private void record(Transaction transaction, Change change) {
        boolean sends = change.action().isApproval() && !(change.by() instanceof Actor.BotItself);
        if (sends) {
            approve(transaction, change.number(), change.by());
        }
        change.action()
                .recordedAs()
                .ifPresent(action -> auditLog.record(
                        transaction, change.by(), action, new AuditSubject.BroadcastSubject(change.number())));
    }
}
