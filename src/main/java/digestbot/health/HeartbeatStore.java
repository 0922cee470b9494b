package digestbot.health;

import digestbot.database.Transaction;
import java.time.Instant;
import java.util.List;

/// The time at which each part of the running bot last reported.
final class HeartbeatStore {

    void save(Transaction transaction, Heartbeat heartbeat) {
        transaction
                .handle()
                .execute(
                        """
                INSERT INTO heartbeat (part, at, healthy, detail) VALUES (?, ?, ?, ?)
                ON CONFLICT (part) DO UPDATE SET at = excluded.at, healthy = excluded.healthy, detail = excluded.detail
                """,
                        heartbeat.part(),
                        heartbeat.at().toEpochMilli(),
                        heartbeat.state().healthy() ? 1 : 0,
                        heartbeat.state().detail());
    }

    /// Removes all heartbeats, because no bot is running.
    void clear(Transaction transaction) {
        transaction.handle().execute("DELETE FROM heartbeat");
    }

    /// All heartbeats; none if the bot is not running or was shut down.
    List<Heartbeat> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT part, at, healthy, detail FROM heartbeat ORDER BY part")
                .map((row, _) -> new Heartbeat(
                        row.getString("part"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        new Heartbeat.HealthState(row.getInt("healthy") != 0, row.getString("detail"))))
                .list();
    }
}
