package digestbot.trial;

import digestbot.database.Transaction;

/// The progress of the first scan of the digest folder.
final class FolderScanStore {

    private FolderScanStore() {}

    /// Tells whether all files that were in the folder at the start have been imported, or cannot be.
    static boolean isFinished(Transaction transaction) {
        return transaction.select("""
                        SELECT EXISTS (SELECT 1 FROM first_scan)
                           AND NOT EXISTS (SELECT 1 FROM file WHERE predates_first_start = 1 AND problem IS NULL)
                        """).mapTo(Boolean.class).one();
    }
}
