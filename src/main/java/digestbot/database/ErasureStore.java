package digestbot.database;

import java.time.Instant;

/// The progress of the removal of deleted data from the file.
public final class ErasureStore {

    /// Counts of deletions.
    ///
    /// @param requested the total number
    /// @param requestedAt the time of the first deletion since the last rewrite
    /// @param emptied the count up to which the write-ahead log is empty
    /// @param rewritten the count up to which the file is rewritten
    record Progress(long requested, Instant requestedAt, long emptied, long rewritten) {}

    /// Records that this transaction deletes data that must not remain in the file.
    public void recordDeletion(Transaction transaction, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE erasure SET requested_at = CASE requested WHEN rewritten THEN ? ELSE requested_at END,"
                                + " requested = requested + 1",
                        now.toEpochMilli());
    }

    Progress progress(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT requested, requested_at, emptied, rewritten FROM erasure")
                .map((row, _) -> new Progress(
                        row.getLong("requested"),
                        Instant.ofEpochMilli(row.getLong("requested_at")),
                        row.getLong("emptied"),
                        row.getLong("rewritten")))
                .one();
    }

    void emptied(Transaction transaction, long requested) {
        transaction.handle().execute("UPDATE erasure SET emptied = ?", requested);
    }

    /// Records that the file was rewritten; the log contains the new pages and is to be emptied
    /// into the file.
    ///
    /// @param now the time from which later deletions count
    void rewritten(Transaction transaction, long requested, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE erasure SET rewritten = ?, requested_at = ?, emptied = 0",
                        requested,
                        now.toEpochMilli());
    }
}
