package digestbot.library.archive;

import digestbot.database.Transaction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

public final class HeldDigestStore {

    /// `until` is the time of automatic publication.
    record Held(long digest, Instant until) {}

    /// A digest that is already held keeps its time.
    public void hold(Transaction transaction, long digest, Instant until) {
        transaction
                .handle()
                .execute(
                        "UPDATE digest SET held_until = coalesce(held_until, ?) WHERE number = ?",
                        until.toEpochMilli(),
                        digest);
    }

    /// Returns true if the digest was held.
    public boolean endHold(Transaction transaction, long digest) {
        return transaction
                        .handle()
                        .execute(
                                "UPDATE digest SET held_until = NULL WHERE number = ? AND held_until IS NOT NULL",
                                digest)
                > 0;
    }

    public Optional<Instant> heldUntil(Transaction transaction, long digest) {
        return transaction
                .handle()
                .createQuery("SELECT held_until FROM digest WHERE number = ? AND held_until IS NOT NULL")
                .bind(0, digest)
                .map((row, _) -> Instant.ofEpochMilli(row.getLong("held_until")))
                .findOne();
    }

    boolean any(Transaction transaction, String topic, LocalDate day) {
        return transaction
                .handle()
                .createQuery("SELECT EXISTS (SELECT 1 FROM digest"
                        + " WHERE topic = ? AND day = ? AND held_until IS NOT NULL)")
                .bind(0, topic)
                .bind(1, day.toString())
                .mapTo(Boolean.class)
                .one();
    }

    List<Held> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT number, held_until FROM digest WHERE held_until IS NOT NULL"
                        + " ORDER BY held_until, number")
                .map((row, _) -> new Held(row.getLong("number"), Instant.ofEpochMilli(row.getLong("held_until"))))
                .list();
    }

    List<Long> due(Transaction transaction, Instant now) {
        return transaction
                .handle()
                .createQuery("SELECT number FROM digest WHERE held_until <= ? ORDER BY held_until, number")
                .bind(0, now.toEpochMilli())
                .mapTo(Long.class)
                .list();
    }
}
