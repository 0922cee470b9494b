package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.RevisionChanges;
import digestbot.library.archive.FileContent.ContentHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

public final class DigestStore {

    /// A digest with its latest revision, which need not be the shown one.
    ///
    /// @param withdrawnFrom the state before the withdrawal; empty if it is not withdrawn
    /// @param latest the number of that revision
    /// @param hash the hash of that revision's bytes
    public record DigestRow(
            long number,
            String path,
            DigestState state,
            Optional<DigestState> withdrawnFrom,
            int latest,
            ContentHash hash) {}

    public Optional<DigestRow> entry(Transaction transaction, DigestKey key) {
        return transaction
                .handle()
                .createQuery("""
                        SELECT digest.number, path, state, withdrawn_state, revision.number AS latest, hash
                        FROM digest JOIN revision ON revision.digest = digest.number
                        WHERE topic = :topic AND day = :day AND language = :language AND edition = :edition
                        ORDER BY revision.number DESC LIMIT 1""")
                .bind("topic", key.topic())
                .bind("day", key.day().toString())
                .bind("language", key.language())
                .bind("edition", key.edition())
                .map(DigestStore::toEntry)
                .findOne();
    }

    public String path(Transaction transaction, long number) {
        return transaction
                .handle()
                .createQuery("SELECT path FROM digest WHERE number = :number")
                .bind("number", number)
                .mapTo(String.class)
                .one();
    }

    /// Stores a digest without a revision and returns its number.
    public long insert(Transaction transaction, Digest digest, String path, DigestState state, Instant now) {
        DigestKey key = digest.key();
        return transaction
                .handle()
                .createQuery("""
                        INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,
                                            published_at)
                        VALUES (:topic, :day, :language, :edition, :path, :state, 1, :title, :now, :published)
                        RETURNING number""")
                .bind("topic", key.topic())
                .bind("day", key.day().toString())
                .bind("language", key.language())
                .bind("edition", key.edition())
                .bind("path", path)
                .bind("state", state.column())
                .bind("title", digest.title())
                .bind("now", now.toEpochMilli())
                .bind("published", state == DigestState.DRAFT ? null : (Long) now.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    public void addRevision(
            Transaction transaction,
            long number,
            int revision,
            FileContent content,
            List<Integer> colourNumbers,
            Optional<Correction> correction,
            Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO revision (digest, number, content, hash, received_at, changed, corrected_at,
                                              colour_numbers)
                        VALUES (:digest, :number, :content, :hash, :now, :changed, :corrected, :colours)""")
                .bind("changed", correction.map(Correction::changes).map(RevisionChanges::encode))
                .bind("corrected", correction.flatMap(Correction::at).map(Instant::toEpochMilli))
                .bind("colours", PerspectiveColourStore.column(colourNumbers))
                .bind("digest", number)
                .bind("number", revision)
                .bind("content", content.bytes())
                .bind("hash", content.hash().bytes())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    public boolean hasRevision(Transaction transaction, long number, ContentHash hash) {
        return transaction
                .handle()
                .createQuery("SELECT EXISTS (SELECT 1 FROM revision WHERE digest = :digest AND hash = :hash)")
                .bind("digest", number)
                .bind("hash", hash.bytes())
                .mapTo(Boolean.class)
                .one();
    }

    public void setPath(Transaction transaction, long number, String path) {
        transaction
                .handle()
                .createUpdate("UPDATE digest SET path = :path WHERE number = :number")
                .bind("path", path)
                .bind("number", number)
                .execute();
    }

    public void setShownRevision(Transaction transaction, long number, int revision, String title) {
        transaction
                .handle()
                .createUpdate("UPDATE digest SET revision = :revision, title = :title WHERE number = :number")
                .bind("revision", revision)
                .bind("title", title)
                .bind("number", number)
                .execute();
    }

    /// Gives a draft another state.
    public void release(Transaction transaction, long number, DigestState state, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE digest SET state = :state, published_at = :now, withdrawn_at = NULL, withdrawn_state = NULL
                        WHERE number = :number""")
                .bind("state", state.column())
                .bind("now", now.toEpochMilli())
                .bind("number", number)
                .execute();
    }

    public void withdraw(Transaction transaction, long number, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE digest SET withdrawn_state = state, withdrawn_at = :now, state = :draft, published_at = NULL
                        WHERE number = :number""")
                .bind("now", now.toEpochMilli())
                .bind("draft", DigestState.DRAFT.column())
                .bind("number", number)
                .execute();
    }

    Optional<DigestState> state(Transaction transaction, long number) {
        return transaction
                .handle()
                .createQuery("SELECT state FROM digest WHERE number = :number")
                .bind("number", number)
                .map((row, _) -> DigestState.of(row.getString("state")))
                .findOne();
    }

    boolean isWithdrawn(Transaction transaction, long number) {
        return transaction
                .handle()
                .createQuery("SELECT EXISTS (SELECT 1 FROM digest WHERE number = ? AND withdrawn_at IS NOT NULL)")
                .bind(0, number)
                .mapTo(Boolean.class)
                .one();
    }

    List<Long> visibleOrHeldOn(Transaction transaction, String topic, LocalDate day) {
        return transaction
                .handle()
                .createQuery("""
                        SELECT number FROM digest WHERE topic = :topic AND day = :day AND (state <> :draft OR held_until IS NOT NULL)
                        ORDER BY language, edition, number""")
                .bind("topic", topic)
                .bind("day", day.toString())
                .bind("draft", DigestState.DRAFT.column())
                .mapTo(Long.class)
                .list();
    }

    List<Long> archived(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT number FROM digest WHERE state = :state ORDER BY day, number")
                .bind("state", DigestState.ARCHIVED.column())
                .mapTo(Long.class)
                .list();
    }

    int countArchived(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        "SELECT count(*) FROM (SELECT DISTINCT topic, day, edition FROM digest WHERE state = :state)")
                .bind("state", DigestState.ARCHIVED.column())
                .mapTo(Integer.class)
                .one();
    }

    private static DigestRow toEntry(ResultSet row, StatementContext context) throws SQLException {
        return new DigestRow(
                row.getLong("number"),
                row.getString("path"),
                DigestState.of(row.getString("state")),
                Optional.ofNullable(row.getString("withdrawn_state")).map(DigestState::of),
                row.getInt("latest"),
                ContentHash.stored(row.getBytes("hash")));
    }
}
