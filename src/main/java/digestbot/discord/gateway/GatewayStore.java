package digestbot.discord.gateway;

import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Stores what the processes that share the gateway of an account agree on: the number of shards,
/// and who may identify a shard.
final class GatewayStore {

    /// The number of all shards.
    ///
    /// @param term the term of the sending seat in which it was confirmed
    record ShardTotal(int shards, long term) {}

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
    /// @return the end of the reservation, which identifies it; empty if the bucket is not free
    OptionalLong reserve(Transaction transaction, String account, int bucket, Duration time) {
        Instant now = transaction.databaseTime();
        long until = now.plus(time).toEpochMilli();
        int reserved = transaction.handle().execute("""
                        INSERT INTO identify_bucket (account, bucket, reserved_until) VALUES (?, ?, ?)
                        ON CONFLICT (account, bucket) DO UPDATE SET reserved_until = excluded.reserved_until
                        WHERE identify_bucket.reserved_until <= ? OR identify_bucket.reserved_until > ?
                        """, account, bucket, until, now.toEpochMilli(), until);
        return reserved > 0 ? OptionalLong.of(until) : OptionalLong.empty();
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
