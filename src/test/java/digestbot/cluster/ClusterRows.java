package digestbot.cluster;

import digestbot.database.Transaction;
import java.time.Instant;

/// Rows of nodes and seats, for tests that only read them.
public final class ClusterRows {

    private ClusterRows() {}

    /// In its first term, and alive for some seconds.
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

    /// A seat that was given back then.
    public static void freeSeat(Transaction transaction, String name, Instant since) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO seat (name, term, node, node_term, since) VALUES (?, 1, NULL, 1, ?)",
                        name,
                        since.toEpochMilli());
    }

    /// The node is in its first term; `term` is that of the seat.
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
