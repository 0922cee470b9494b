package digestbot.library.archive;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.library.archive.FileRecord.FileStamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

public final class FileStore {

    public boolean started(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT EXISTS (SELECT 1 FROM first_scan)")
                .mapTo(Boolean.class)
                .one();
    }

    public void start(Transaction transaction, Collection<String> paths, Instant now) {
        transaction.handle().execute("INSERT INTO first_scan (at) VALUES (?)", now.toEpochMilli());
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch(
                        "INSERT INTO file (path, size, modified, predates_first_start) VALUES (:path, -1, -1, 1)");
        paths.forEach(path -> batch.bind("path", path).add());
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    public List<FileRecord> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM file")
                .map(FileStore::toRow)
                .list();
    }

    public Optional<FileRecord> row(Transaction transaction, String path) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM file WHERE path = :path")
                .bind("path", path)
                .map(FileStore::toRow)
                .findOne();
    }

    public void put(Transaction transaction, FileRecord row) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO file (path, size, modified, hash, digest, problem, predates_first_start)
                        VALUES (:path, :size, :modified, :hash, :digest, :problem, :predatesFirstStart)
                        ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified,
                            hash = excluded.hash, digest = excluded.digest, problem = excluded.problem,
                            predates_first_start = excluded.predates_first_start""")
                .bind("path", row.path())
                .bind("size", row.stamp().size())
                .bind("modified", row.stamp().modified())
                .bind("hash", row.hash().map(ContentHash::bytes).orElse(null))
                .bind("digest", row.digest().isPresent() ? (Long) row.digest().getAsLong() : null)
                .bind("problem", row.problem().orElse(null))
                .bind("predatesFirstStart", row.predatesFirstStart() ? 1 : 0)
                .execute();
    }

    int countInvalidFiles(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT count(*) FROM file WHERE problem IS NOT NULL")
                .mapTo(Integer.class)
                .one();
    }

    public List<String> others(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT path FROM file WHERE hash IS NOT NULL AND digest IS NULL AND problem IS NULL"
                        + " ORDER BY path")
                .mapTo(String.class)
                .list();
    }

    private static FileRecord toRow(ResultSet row, StatementContext context) throws SQLException {
        return new FileRecord(
                row.getString("path"),
                new FileStamp(row.getLong("size"), row.getLong("modified")),
                Optional.ofNullable(row.getBytes("hash")).map(ContentHash::stored),
                NullableColumns.number(row, "digest"),
                Optional.ofNullable(row.getString("problem")),
                row.getBoolean("predates_first_start"));
    }
}
