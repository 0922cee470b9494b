package digestbot.broadcast;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast.State;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads broadcasts, and updates those that are still drafts or scheduled.
final class BroadcastStore {

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
                .createQuery(BroadcastRowStore.ALL + "WHERE b.number = ?")
                .bind(0, number)
                .map((row, _) -> BroadcastRowStore.of(row))
                .findOne();
    }

    /// The newest below that number, the newest first.
    List<Broadcast> below(Transaction transaction, long number, int most) {
        return transaction
                .handle()
                .createQuery(BroadcastRowStore.ALL + "WHERE b.number < ? ORDER BY b.number DESC LIMIT ?")
                .bind(0, number)
                .bind(1, most)
                .map((row, _) -> BroadcastRowStore.of(row))
                .list();
    }

    /// The broadcasts that are being sent, oldest first.
    List<Broadcast> atWork(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(BroadcastRowStore.ALL
                        + "WHERE b.started_at IS NOT NULL AND b.ended_at IS NULL ORDER BY b.number")
                .map((row, _) -> BroadcastRowStore.of(row))
                .list();
    }

    /// The broadcasts scheduled for that time or earlier, earliest first.
    List<Broadcast> scheduled(Transaction transaction, Instant until) {
        return transaction
                .handle()
                .createQuery(BroadcastRowStore.ALL
                        + "WHERE b.state = 'scheduled' AND b.send_at <= ? ORDER BY b.send_at, b.number")
                .bind(0, until.toEpochMilli())
                .map((row, _) -> BroadcastRowStore.of(row))
                .list();
    }

    /// Another one with the same text, the last that was confirmed since then.
    Optional<Broadcast> twin(Transaction transaction, Broadcast broadcast, Instant since) {
        return transaction
                .handle()
                .createQuery(BroadcastRowStore.ALL
                        + "WHERE b.started_at >= ? AND b.text = ? AND b.number <> ? ORDER BY b.started_at DESC LIMIT 1")
                .bind(0, since.toEpochMilli())
                .bind(1, broadcast.text())
                .bind(2, broadcast.number())
                .map((row, _) -> BroadcastRowStore.of(row))
                .findOne();
    }

    void setRecipients(Transaction transaction, long number, Recipients to) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE broadcast SET to_platform = ?, to_topic = ?, to_perspective = ?, to_language = ?, active_days = ?,
                                             important = ?
                        WHERE number = ? AND state IN ('draft', 'scheduled')
                        """)
                .bind(0, to.platform().map(Platform::id))
                .bind(1, to.topic())
                .bind(2, to.perspective())
                .bind(3, to.language())
                .bind(
                        4,
                        to.activeDays().isPresent()
                                ? Optional.of(to.activeDays().getAsInt())
                                : Optional.empty())
                .bind(5, to.important() ? 1 : 0)
                .bind(6, number)
                .execute();
    }

    /// Schedules the broadcast if it is a draft or scheduled.
    void schedule(Transaction transaction, long number, Instant at) {
        transaction
                .handle()
                .execute(
                        "UPDATE broadcast SET state = 'scheduled', send_at = ?"
                                + " WHERE number = ? AND state IN ('draft', 'scheduled')",
                        at.toEpochMilli(),
                        number);
    }

    /// Turns a scheduled broadcast into a draft and returns whether it was scheduled.
    boolean unschedule(Transaction transaction, long number) {
        return transaction
                        .handle()
                        .execute(
                                "UPDATE broadcast SET state = 'draft', send_at = NULL"
                                        + " WHERE number = ? AND state = 'scheduled'",
                                number)
                > 0;
    }

    /// Marks the broadcast as running.
    void start(Transaction transaction, long number, long shared, long expected, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE broadcast SET state = '" + State.RUNNING.id()
                                + "', send_at = NULL, shared = ?, expected = ?, started_at = ?"
                                + " WHERE number = ? AND state IN ('draft', 'scheduled')",
                        shared,
                        expected,
                        now.toEpochMilli(),
                        number);
    }

    /// Discards it as long as it can be changed.
    void discard(Transaction transaction, long number, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE broadcast SET state = 'discarded', send_at = NULL, ended_at = ?"
                                + " WHERE number = ? AND state IN ('draft', 'scheduled')",
                        now.toEpochMilli(),
                        number);
    }
}
