package digestbot.broadcast;

import digestbot.database.Transaction;

/// Is notified when a broadcast has ended, in the transaction that records its end.
@FunctionalInterface
public interface BroadcastEndListener {

    /// A broadcast has ended.
    ///
    /// @param ended the broadcast with its final counts; it ends again after a retry or a withdrawal
    void ended(Transaction transaction, Broadcast ended);
}
