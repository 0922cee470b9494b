package digestbot.library.archive;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.digest.RevisionChanges;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

public final class DigestFileStore {

    /// The path is relative to the digest folder. `withdrawnAt` is empty unless the digest is
    /// withdrawn now.
    public record DigestFile(
            String path, Instant receivedAt, Optional<Instant> publishedAt, Optional<Instant> withdrawnAt) {}

    /// The changes are those that readers were told; they are empty if the revision is not a
    /// correction.
    public record RevisionDates(int number, Instant receivedAt, Optional<RevisionChanges> changes) {}

    public Optional<DigestFile> file(Transaction transaction, long digest) {
        return transaction
                .select("SELECT path, received_at, published_at, withdrawn_at FROM digest WHERE number = ?", digest)
                .map((row, _) -> new DigestFile(
                        row.getString("path"),
                        Instant.ofEpochMilli(row.getLong("received_at")),
                        NullableColumns.instant(row, "published_at"),
                        NullableColumns.instant(row, "withdrawn_at")))
                .findOne();
    }

    /// The newest digest by the path of its file; files without a digest are missing.
    public Map<String, Long> digests(Transaction transaction, Collection<String> paths) {
        if (paths.isEmpty()) {
            return Map.of();
        }
        return transaction
                .handle()
                .createQuery("SELECT path, max(number) AS number FROM digest WHERE path IN (<paths>) GROUP BY path")
                .bindList("paths", List.copyOf(paths))
                .map((row, _) -> Map.entry(row.getString("path"), row.getLong("number")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public List<RevisionDates> revisions(Transaction transaction, long digest) {
        return transaction
                .select(
                        "SELECT number, received_at, changed FROM revision WHERE digest = ? ORDER BY number DESC",
                        digest)
                .map((row, _) -> new RevisionDates(
                        row.getInt("number"),
                        Instant.ofEpochMilli(row.getLong("received_at")),
                        Optional.ofNullable(row.getString("changed")).map(RevisionChanges::decode)))
                .list();
    }

    public Optional<String> source(Transaction transaction, long digest, int revision) {
        return transaction
                .select("SELECT content FROM revision WHERE digest = ? AND number = ?", digest, revision)
                .map((row, _) -> new String(row.getBytes("content"), StandardCharsets.UTF_8))
                .findOne();
    }
}
