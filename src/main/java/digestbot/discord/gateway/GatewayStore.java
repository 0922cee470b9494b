package digestbot.discord.gateway;

import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Stores what the processes that share the gateway of an account agree on: the number of shards,
/// and who may identify a shard.
final class GatewayStore {

    /// The number of all shards.
    ///
    /// @param term the term of the sending seat in which it was confirmed
    record ShardTotal(int shards, long term) {}

    /// A reservation of a bucket.
    ///
    /// @param isNew true if it was made now, false if it is in the way
    /// @param until its end, which identifies it
    /// @param left the time until then, if it is in the way
    record Reservation(boolean isNew, long until, Duration left) {}

    Optional<ShardTotal> total(Transaction transaction, String account) {
        return transaction
                .select("SELECT shards, term FROM shard_total WHERE account = ?", account)
                .map((row, _) -> new ShardTotal(row.getInt("shards"), row.getLong("term")))
                .findOne();
    }

    void setTotal(Transaction transaction, String account, ShardTotal total) {
        transaction.handle().execute("""
                        INSERT INTO shard_total (account, shards, term) VALUES (?, ?, ?)
                        ON CONFLICT (account) DO UPDATE SET shards = excluded.shards, term = excluded.term
                        """, account, total.shards(), total.term());
    }

    /// Reserves the bucket for that time, if it is free. A reservation that ends later than a new one
    /// would was made before the database's clock was set back, and counts as free.
    ///
    /// @return the new reservation, or the one that is in the way
    Reservation reserve(Transaction transaction, String account, int bucket, Duration time) {
        Instant now = transaction.databaseTime();
        long until = now.plus(time).toEpochMilli();
        int reserved = transaction.handle().execute("""
                        INSERT INTO identify_bucket (account, bucket, reserved_until) VALUES (?, ?, ?)
                        ON CONFLICT (account, bucket) DO UPDATE SET reserved_until = excluded.reserved_until
                        WHERE identify_bucket.reserved_until <= ? OR identify_bucket.reserved_until > ?
                        """, account, bucket, until, now.toEpochMilli(), until);
        return reserved > 0 ? new Reservation(true, until, Duration.ZERO) : current(transaction, account, bucket, now);
    }

    private static Reservation current(Transaction transaction, String account, int bucket, Instant now) {
        long until = transaction
                .select("SELECT reserved_until FROM identify_bucket WHERE account = ? AND bucket = ?", account, bucket)
                .mapTo(Long.class)
                .one();
        return new Reservation(false, until, Duration.ofMillis(until - now.toEpochMilli()));
    }

    /// Changes the end of a reservation, unless it has ended and the bucket is reserved again.
    ///
    /// @param time the time from now for which the bucket remains reserved
    void shorten(Transaction transaction, String account, int bucket, long reservation, Duration time) {
        transaction
                .handle()
                .execute("""
                        UPDATE identify_bucket SET reserved_until = ?
                        WHERE account = ? AND bucket = ? AND reserved_until = ?
                        """, transaction.databaseTime().plus(time).toEpochMilli(), account, bucket, reservation);
    }
}
