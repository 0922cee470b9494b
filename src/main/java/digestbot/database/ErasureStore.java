package digestbot.database;

import java.time.Instant;

/// The progress of the removal of deleted data from the file.
public final class ErasureStore {

    /// Counts of what was forgotten.
    ///
    /// @param asked in all
    /// @param askedAt the time of the first deletion since the last rewrite
    /// @param emptied the count up to which the write-ahead log is empty
    /// @param rewritten as far as this the file is rewritten
    record Progress(long asked, Instant askedAt, long emptied, long rewritten) {}

    /// Notes that this transaction deletes what must not be found in the file later.
    public void recordDeletion(Transaction transaction, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE erasure SET asked_at = CASE asked WHEN rewritten THEN ? ELSE asked_at END,"
                                + " asked = asked + 1",
                        now.toEpochMilli());
    }

    Progress progress(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT asked, asked_at, emptied, rewritten FROM erasure")
                .map((row, _) -> new Progress(
                        row.getLong("asked"),
                        Instant.ofEpochMilli(row.getLong("asked_at")),
                        row.getLong("emptied"),
                        row.getLong("rewritten")))
                .one();
    }

    void emptied(Transaction transaction, long asked) {
        transaction.handle().execute("UPDATE erasure SET emptied = ?", asked);
    }

    /// The log holds what was rewritten, and is to be emptied into the file.
    ///
    /// @param now from when on the rest counts
    void rewritten(Transaction transaction, long asked, Instant now) {
        transaction
                .handle()
                .execute("UPDATE erasure SET rewritten = ?, asked_at = ?, emptied = 0", asked, now.toEpochMilli());
    }
}
