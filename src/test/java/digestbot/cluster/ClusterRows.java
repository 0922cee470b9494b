package digestbot.cluster;

import digestbot.database.Transaction;
import java.time.Instant;

/// Rows of nodes and the leader, for tests that only read them.
public final class ClusterRows {

    private ClusterRows() {}

    /// Alive for some seconds, and started long ago.
    public static void liveNode(Transaction transaction, String name) {
        node(transaction, name, transaction.databaseTime().plusSeconds(5).toEpochMilli());
    }

    public static void lostNode(Transaction transaction, String name) {
        node(transaction, name, 0);
    }

    private static void node(Transaction transaction, String name, long until) {
        transaction.execute(
                "INSERT INTO node (name, process, version, configuration, fit, started_at, until)"
                        + " VALUES (?, 'a', '', '', 1, 0, ?)",
                name,
                until);
    }

    /// No node is the leader since then.
    public static void freeLease(Transaction transaction, Instant since) {
        transaction.execute(
                "INSERT INTO leader (id, term, node, since, until) VALUES (1, 1, NULL, ?, 0)", since.toEpochMilli());
    }

    public static void leader(Transaction transaction, long term, String node) {
        transaction.execute(
                "INSERT INTO leader (id, term, node, since, until) VALUES (1, ?, ?, 0, ?)",
                term,
                node,
                transaction.databaseTime().plusSeconds(5).toEpochMilli());
    }
}
