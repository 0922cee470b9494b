package digestbot.broadcast;

import digestbot.broadcast.Broadcast.Run;
import digestbot.broadcast.Broadcast.State;
import digestbot.database.Transaction;
import digestbot.subscription.Person;
import digestbot.subscription.Platform;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The announcements' rows.
final class BroadcastStore {

    /// The message that tells the writer how far it is.
    ///
    /// @param delivery its number in the outbox
    /// @param said what it says now
    record Report(long delivery, String said) {}

    private static final String ALL = """
            SELECT b.number, b.by_platform, b.by_user, b.text, b.to_platform, b.to_topic, b.state,
                   b.shared, b.expected, b.after, b.planned, b.started_at, b.ended_at
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
                .map((row, _) -> broadcast(row))
                .findOne();
    }

    /// Those that were confirmed and are not over, oldest first.
    List<Broadcast> atWork(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(ALL + "WHERE b.started_at IS NOT NULL AND b.ended_at IS NULL ORDER BY b.number")
                .map((row, _) -> broadcast(row))
                .list();
    }

    /// Another one with the same text, the last that was confirmed since then.
    Optional<Broadcast> twin(Transaction transaction, Broadcast broadcast, Instant since) {
        return transaction
                .handle()
                .createQuery(ALL
                        + "WHERE b.started_at >= ? AND b.text = ? AND b.number <> ? ORDER BY b.started_at DESC LIMIT 1")
                .bind(0, since.toEpochMilli())
                .bind(1, broadcast.text())
                .bind(2, broadcast.number())
                .map((row, _) -> broadcast(row))
                .findOne();
    }

    void setRecipients(Transaction transaction, long number, Recipients to) {
        transaction
                .handle()
                .createUpdate("UPDATE broadcast SET to_platform = ?, to_topic = ? WHERE number = ? AND state = 'draft'")
                .bind(0, to.platform().map(Platform::id))
                .bind(1, to.topic())
                .bind(2, number)
                .execute();
    }

    void start(Transaction transaction, long number, long shared, long expected, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE broadcast SET state = 'running', shared = ?, expected = ?, started_at = ?"
                                + " WHERE number = ? AND state = 'draft'",
                        shared,
                        expected,
                        now.toEpochMilli(),
                        number);
    }

    /// Everybody up to that subscriber was looked at, or simply everybody.
    void advance(Transaction transaction, long number, OptionalLong after) {
        if (after.isPresent()) {
            transaction.handle().execute("UPDATE broadcast SET after = ? WHERE number = ?", after.getAsLong(), number);
        } else {
            transaction.handle().execute("UPDATE broadcast SET planned = 1 WHERE number = ?", number);
        }
    }

    /// Stops it if it is running, and says whether it was.
    boolean stop(Transaction transaction, long number) {
        return transaction
                        .handle()
                        .execute(
                                "UPDATE broadcast SET state = 'stopped' WHERE number = ? AND state = 'running'", number)
                > 0;
    }

    /// Discards it if it is a draft.
    void discard(Transaction transaction, long number, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE broadcast SET state = 'discarded', ended_at = ? WHERE number = ? AND state = 'draft'",
                        now.toEpochMilli(),
                        number);
    }

    /// Nothing of it is on its way any more.
    void end(Transaction transaction, long number, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE broadcast SET state = CASE state WHEN 'running' THEN 'done' ELSE state END,"
                                + " ended_at = ? WHERE number = ?",
                        now.toEpochMilli(),
                        number);
    }

    Optional<Report> report(Transaction transaction, long number) {
        return transaction
                .handle()
                .createQuery("SELECT report, reported FROM broadcast WHERE number = ? AND report IS NOT NULL")
                .bind(0, number)
                .map((row, _) -> new Report(row.getLong("report"), row.getString("reported")))
                .findOne();
    }

    void setReport(Transaction transaction, long number, Report report) {
        transaction
                .handle()
                .execute(
                        "UPDATE broadcast SET report = ?, reported = ? WHERE number = ?",
                        report.delivery(),
                        report.said(),
                        number);
    }

    private static Broadcast broadcast(ResultSet row) throws SQLException {
        long user = row.getLong("by_user");
        return new Broadcast(
                row.getLong("number"),
                Optional.ofNullable(row.getString("by_platform"))
                        .map(platform -> new Person(Platform.of(platform), user, "")),
                row.getString("text"),
                new Recipients(
                        Optional.ofNullable(row.getString("to_platform")).map(Platform::of),
                        Optional.ofNullable(row.getString("to_topic"))),
                State.of(row.getString("state")),
                run(row));
    }

    private static Optional<Run> run(ResultSet row) throws SQLException {
        long startedAt = row.getLong("started_at");
        if (row.wasNull()) {
            return Optional.empty();
        }
        long endedAt = row.getLong("ended_at");
        Optional<Instant> ended = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(endedAt));
        return Optional.of(new Run(
                row.getLong("shared"),
                row.getLong("expected"),
                row.getLong("after"),
                row.getBoolean("planned"),
                Instant.ofEpochMilli(startedAt),
                ended));
    }
}
