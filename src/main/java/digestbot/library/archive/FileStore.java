package digestbot.library.archive;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.library.archive.FileRecord.FileStamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

public final class FileStore {

    public boolean started(Transaction transaction) {
        return transaction.isTrue("SELECT EXISTS (SELECT 1 FROM first_scan)");
    }

    public void start(Transaction transaction, Collection<String> paths, Instant now) {
        transaction.execute("INSERT INTO first_scan (at) VALUES (?)", now);
        if (!paths.isEmpty()) {
            PreparedBatch batch = transaction
                    .handle()
                    .prepareBatch(
                            "INSERT INTO file (path, size, modified, predates_first_start) VALUES (?, -1, -1, 1)");
            paths.forEach(batch::add);
            batch.execute();
        }
    }

    public List<FileRecord> all(Transaction transaction) {
        return records(transaction, "");
    }

    public Optional<FileRecord> row(Transaction transaction, String path) {
        return records(transaction, " WHERE path = ?", path).stream().findFirst();
    }

    private static List<FileRecord> records(Transaction transaction, String which, Object... values) {
        return transaction
                .select("SELECT * FROM file" + which, values)
                .map((row, _) -> new FileRecord(
                        row.getString("path"),
                        new FileStamp(row.getLong("size"), row.getLong("modified")),
                        Optional.ofNullable(row.getBytes("hash")).map(ContentHash::stored),
                        NullableColumns.number(row, "digest"),
                        Optional.ofNullable(row.getString("problem")),
                        row.getBoolean("predates_first_start")))
                .list();
    }

    public void put(Transaction transaction, FileRecord row) {
        transaction.execute(
                """
                INSERT INTO file (path, size, modified, hash, digest, problem, predates_first_start)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified,
                    hash = excluded.hash, digest = excluded.digest, problem = excluded.problem,
                    predates_first_start = excluded.predates_first_start""",
                row.path(),
                row.stamp().size(),
                row.stamp().modified(),
                row.hash().map(ContentHash::bytes).orElse(null),
                row.digest().isPresent() ? (Long) row.digest().getAsLong() : null,
                row.problem().orElse(null),
                row.predatesFirstStart() ? 1 : 0);
    }

    public List<String> others(Transaction transaction) {
        return transaction.strings("SELECT path FROM file WHERE hash IS NOT NULL AND digest IS NULL AND problem IS NULL"
                + " ORDER BY path");
    }
}
