package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

public final class WithdrawnDigestStore {

    public record WithdrawnDigest(DigestKey key, Instant at) {}

    public List<WithdrawnDigest> latest(Transaction transaction, String topic, int limit) {
        return transaction
                .select(
                        "SELECT day, language, edition, withdrawn_at FROM digest"
                                + " WHERE topic = ? AND withdrawn_at IS NOT NULL"
                                + " ORDER BY withdrawn_at DESC, number DESC LIMIT ?",
                        topic,
                        limit)
                .map((row, _) -> new WithdrawnDigest(
                        new DigestKey(
                                topic,
                                LocalDate.parse(row.getString("day")),
                                row.getString("language"),
                                row.getString("edition")),
                        Instant.ofEpochMilli(row.getLong("withdrawn_at"))))
                .list();
    }
}
