package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Stores the warnings of revisions, as found when these were received.
public final class WarningStore {

    public void add(Transaction transaction, long digest, int revision, List<Diagnostic> warnings) {
        if (warnings.isEmpty()) {
            return;
        }
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch("INSERT INTO warning (digest, revision, ordinal, line, message) VALUES (?, ?, ?, ?, ?)");
        for (int i = 0; i < warnings.size(); i++) {
            batch.bind(0, digest)
                    .bind(1, revision)
                    .bind(2, i)
                    .bind(3, warnings.get(i).line())
                    .bind(4, warnings.get(i).message())
                    .add();
        }
        batch.execute();
    }

    public List<Diagnostic> of(Transaction transaction, long digest, int revision) {
        return transaction
                .handle()
                .createQuery("SELECT line, message FROM warning WHERE digest = ? AND revision = ? ORDER BY ordinal")
                .bind(0, digest)
                .bind(1, revision)
                .map((row, _) -> new Diagnostic(row.getInt("line"), row.getString("message")))
                .list();
    }
}
