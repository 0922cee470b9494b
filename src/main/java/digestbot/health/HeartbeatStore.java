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
                INSERT INTO heartbeat (node, part, at, healthy, since, detail) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (node, part) DO UPDATE SET
                    at = excluded.at, healthy = excluded.healthy, since = excluded.since, detail = excluded.detail
                """,
                        heartbeat.node(),
                        heartbeat.part(),
                        heartbeat.at().toEpochMilli(),
                        heartbeat.state().healthy() ? 1 : 0,
                        heartbeat.since().toEpochMilli(),
                        heartbeat.state().detail());
    }

    /// Removes the heartbeats of the node, because it has stopped.
    void clear(Transaction transaction, String node) {
        transaction.handle().execute("DELETE FROM heartbeat WHERE node = ?", node);
    }

    /// Removes the heartbeats of nodes that have been silent since that time.
    void prune(Transaction transaction, Instant before) {
        transaction.handle().execute("DELETE FROM heartbeat WHERE at < ?", before.toEpochMilli());
    }

    /// All heartbeats; none if the bot is not running or was shut down.
    List<Heartbeat> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT node, part, at, healthy, since, detail FROM heartbeat ORDER BY node, part")
                .map((row, _) -> new Heartbeat(
                        row.getString("node"),
                        row.getString("part"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        new Heartbeat.HealthState(row.getInt("healthy") != 0, row.getString("detail")),
                        Instant.ofEpochMilli(row.getLong("since"))))
                .list();
    }
}
