package digestbot.audience.audit;

import digestbot.audience.Platform;
import digestbot.audience.StoredEnum;
import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/// The audit log: the actions of operators, with their subjects.
public record AuditStore(InstantSource clock) {

    /// An entry, whose number grows with time.
    public record AuditEntry(long number, Instant at, Actor by, AuditAction action, AuditSubject subject) {}

    public sealed interface AuditSubject {

        record DigestSubject(long number) implements AuditSubject {}

        record BroadcastSubject(long number) implements AuditSubject {}

        record PersonSubject(Platform platform, long userId) implements AuditSubject {}

        /// The reason for which deliveries failed.
        record FailureReason(String name) implements AuditSubject {}

        record NoSubject() implements AuditSubject {}
    }

    private record SubjectColumns(String kind, String subject) {}

    /// Records the action in the transaction that performs it, so that either both are committed or
    /// neither is.
    public void record(Transaction transaction, Actor by, AuditAction action, AuditSubject subject) {
        SubjectColumns columns = columns(subject);
        transaction.execute(
                "INSERT INTO audit (at, by, user_id, name, action, about, subject) VALUES (?, ?, ?, ?, ?, ?, ?)",
                clock.millis(),
                by.id(),
                by.chatUserId(),
                by instanceof Actor.ConsoleUser(Optional<String> name) ? name : Optional.empty(),
                action.id(),
                columns.kind(),
                columns.subject());
    }

    /// A page of the entries, the newest first.
    public static List<AuditEntry> page(Transaction transaction, int limit, int offset) {
        return transaction
                .select("SELECT * FROM audit ORDER BY number DESC LIMIT ? OFFSET ?", limit, offset)
                .map(AuditStore::toEntry)
                .list();
    }

    public static List<AuditEntry> about(Transaction transaction, AuditSubject subject, Instant since) {
        SubjectColumns columns = columns(subject);
        return transaction
                .select(
                        "SELECT * FROM audit WHERE about = ? AND subject = ? AND at >= ? ORDER BY number DESC",
                        columns.kind(),
                        columns.subject(),
                        since)
                .map(AuditStore::toEntry)
                .list();
    }

    public static int count(Transaction transaction) {
        return transaction
                .select("SELECT count(*) FROM audit")
                .mapTo(Integer.class)
                .one();
    }

    private static SubjectColumns columns(AuditSubject subject) {
        return switch (subject) {
            case AuditSubject.DigestSubject(long number) -> new SubjectColumns("digest", Long.toString(number));
            case AuditSubject.BroadcastSubject(long number) -> new SubjectColumns("broadcast", Long.toString(number));
            case AuditSubject.PersonSubject(Platform platform, long userId) ->
                new SubjectColumns("person", platform.id() + ":" + userId);
            case AuditSubject.FailureReason(String name) -> new SubjectColumns("cause", name);
            case AuditSubject.NoSubject() -> new SubjectColumns("", "");
        };
    }

    private static AuditEntry toEntry(ResultSet row, StatementContext context) throws SQLException {
        Actor by = Actor.of(row.getString("by"), row.getLong("user_id"), Optional.ofNullable(row.getString("name")));
        return new AuditEntry(
                row.getLong("number"),
                Instant.ofEpochMilli(row.getLong("at")),
                by,
                StoredEnum.of(AuditAction.class, row.getString("action")),
                subject(row.getString("about"), row.getString("subject")));
    }

    private static AuditSubject subject(String kind, String subject) {
        return switch (kind) {
            case "digest" -> new AuditSubject.DigestSubject(Long.parseLong(subject));
            case "broadcast" -> new AuditSubject.BroadcastSubject(Long.parseLong(subject));
            case "person" -> {
                String[] parts = subject.split(":", 2);
                yield new AuditSubject.PersonSubject(Platform.of(parts[0]), Long.parseLong(parts[1]));
            }
            case "cause" -> new AuditSubject.FailureReason(subject);
            case "" -> new AuditSubject.NoSubject();
            default -> throw new IllegalStateException("unknown audit subject: " + kind);
        };
    }
}
