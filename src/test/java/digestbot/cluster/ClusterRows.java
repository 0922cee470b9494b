package digestbot.cluster;

import digestbot.database.Transaction;
import java.time.Instant;

/// Rows of nodes and seats, for tests that only read them.
public final class ClusterRows {

    private ClusterRows() {}

    /// Adds a node in its first term, which is alive for some seconds.
    public static void liveNode(Transaction transaction, String name) {
        node(transaction, name, transaction.databaseTime().plusSeconds(5).toEpochMilli());
    }

    public static void stoppedNode(Transaction transaction, String name) {
        node(transaction, name, 0);
    }

    private static void node(Transaction transaction, String name, long until) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO node (name, term, version, configuration, preferred, started_at, until)"
                                + " VALUES (?, 1, '', '', '', 0, ?)",
                        name,
                        until);
    }

    /// Adds a seat that was given back.
    ///
    /// @param since when it was given back
    public static void freeSeat(Transaction transaction, String name, Instant since) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO seat (name, term, node, node_term, since) VALUES (?, 1, NULL, 1, ?)",
                        name,
                        since.toEpochMilli());
    }

    /// Adds a seat that a node holds in its first term.
    ///
    /// @param term the term of the seat
    public static void heldSeat(Transaction transaction, String name, long term, String node) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO seat (name, term, node, node_term, since) VALUES (?, ?, ?, 1, 0)",
                        name,
                        term,
                        node);
    }
}
