package digestbot.library.archive;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.digest.Correction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Perspective;
import digestbot.digest.RevisionChanges;
import digestbot.library.archive.FileContent.ContentHash;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;

/// All digests with their revisions and warnings, and every change of them. For the intake and
/// operators: readers see what [PublishedDigestStore] has.
public final class DigestStore {

    private static final String COLOUR_SEPARATOR = ",";

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

    /// The path is relative to the digest folder. `withdrawnAt` is empty unless the digest is
    /// withdrawn now.
    public record DigestFile(
            String path, Instant receivedAt, Optional<Instant> publishedAt, Optional<Instant> withdrawnAt) {}

    /// The changes are those that readers were told; they are empty if the revision is not a
    /// correction.
    public record RevisionDates(int number, Instant receivedAt, Optional<RevisionChanges> changes) {}

    /// Reads the content of a revision.
    @FunctionalInterface
    interface RevisionReader {
        Digest read(long digest, int revision, ContentHash hash);
    }

    /// `until` is the time of automatic publication.
    record Held(long digest, Instant until) {}

    public Optional<DigestRow> entry(Transaction transaction, DigestKey key) {
        return transaction
                .select("""
                        SELECT digest.number, path, state, withdrawn_state, revision.number AS latest, hash
                        FROM digest JOIN revision ON revision.digest = digest.number
                        WHERE topic = ? AND day = ? AND language = ? AND edition = ?
                        ORDER BY revision.number DESC LIMIT 1""", key.topic(), key.day(), key.language(), key.edition())
                .map((row, _) -> new DigestRow(
                        row.getLong("number"),
                        row.getString("path"),
                        DigestState.of(row.getString("state")),
                        Optional.ofNullable(row.getString("withdrawn_state")).map(DigestState::of),
                        row.getInt("latest"),
                        ContentHash.stored(row.getBytes("hash"))))
                .findOne();
    }

    public String path(Transaction transaction, long number) {
        return transaction
                .findString("SELECT path FROM digest WHERE number = ?", number)
                .orElseThrow();
    }

    /// The newest digest by the path of its file; files without a digest are missing.
    public Map<String, Long> digests(Transaction transaction, Collection<String> paths) {
        if (paths.isEmpty()) {
            return Map.of();
        }
        return transaction
                .select("SELECT path, max(number) AS number FROM digest WHERE path IN (<paths>) GROUP BY path")
                .bindList("paths", List.copyOf(paths))
                .map((row, _) -> Map.entry(row.getString("path"), row.getLong("number")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

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

    /// Stores a digest without a revision and returns its number.
    public long insert(Transaction transaction, Digest digest, String path, DigestState state, Instant now) {
        DigestKey key = digest.key();
        return transaction.number(
                """
                        INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,
                                            published_at)
                        VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?) RETURNING number""",
                key.topic(),
                key.day(),
                key.language(),
                key.edition(),
                path,
                state.column(),
                digest.title(),
                now,
                state == DigestState.DRAFT ? null : now);
    }

    public void setPath(Transaction transaction, long number, String path) {
        transaction.execute("UPDATE digest SET path = ? WHERE number = ?", path, number);
    }

    public void setShownRevision(Transaction transaction, long number, int revision, String title) {
        transaction.execute("UPDATE digest SET revision = ?, title = ? WHERE number = ?", revision, title, number);
    }

    /// Gives a draft another state.
    public void leaveDraft(Transaction transaction, long number, DigestState state, Instant now) {
        transaction.execute("""
                UPDATE digest SET state = ?, published_at = ?, withdrawn_at = NULL, withdrawn_state = NULL,
                                  reviewed_at = NULL
                WHERE number = ?""", state.column(), now, number);
    }

    void withdraw(Transaction transaction, long number, Instant now) {
        transaction.execute("""
                UPDATE digest SET withdrawn_state = state, withdrawn_at = ?, state = 'draft', published_at = NULL
                WHERE number = ?""", now, number);
    }

    Optional<DigestState> state(Transaction transaction, long number) {
        return transaction
                .findString("SELECT state FROM digest WHERE number = ?", number)
                .map(DigestState::of);
    }

    List<Long> visibleOrHeldOn(Transaction transaction, String topic, LocalDate day) {
        return transaction.numbers("""
                SELECT number FROM digest WHERE topic = ? AND day = ?
                AND (state <> 'draft' OR held_until IS NOT NULL) ORDER BY language, edition, number""", topic, day);
    }

    /// The digest of the latest day of the same topic that readers see, in any language.
    Optional<Long> latestOfTopic(Transaction transaction, long digest) {
        return transaction.findNumber("""
                        SELECT number FROM digest
                        WHERE topic = (SELECT topic FROM digest WHERE number = ?) AND state <> 'draft'
                        ORDER BY day DESC, number DESC LIMIT 1""", digest);
    }

    /// A digest that is already held keeps its time.
    public void hold(Transaction transaction, long digest, Instant until) {
        transaction.execute("UPDATE digest SET held_until = coalesce(held_until, ?) WHERE number = ?", until, digest);
    }

    /// Returns true if the digest was held.
    public boolean endHold(Transaction transaction, long digest) {
        return transaction.execute(
                        "UPDATE digest SET held_until = NULL WHERE number = ? AND held_until IS NOT NULL", digest)
                > 0;
    }

    void review(Transaction transaction, long digest, Instant now) {
        transaction.execute("UPDATE digest SET reviewed_at = ? WHERE number = ?", now, digest);
    }

    List<Long> reviewed(Transaction transaction, String topic) {
        return transaction.numbers(
                "SELECT number FROM digest WHERE topic = ? AND reviewed_at IS NOT NULL ORDER BY day DESC", topic);
    }

    public Optional<Instant> heldUntil(Transaction transaction, long digest) {
        return transaction
                .findNumber("SELECT held_until FROM digest WHERE number = ? AND held_until IS NOT NULL", digest)
                .map(Instant::ofEpochMilli);
    }

    boolean isAnyHeld(Transaction transaction, String topic, LocalDate day) {
        return transaction.isTrue(
                "SELECT EXISTS (SELECT 1 FROM digest WHERE topic = ? AND day = ? AND held_until IS NOT NULL)",
                topic,
                day);
    }

    /// Sorted by the end of the hold.
    List<Held> held(Transaction transaction) {
        return transaction
                .select("SELECT number, held_until FROM digest WHERE held_until IS NOT NULL"
                        + " ORDER BY held_until, number")
                .map((row, _) -> new Held(row.getLong("number"), Instant.ofEpochMilli(row.getLong("held_until"))))
                .list();
    }

    public void addRevision(
            Transaction transaction,
            long number,
            int revision,
            FileContent content,
            List<Perspective> perspectives,
            Optional<Correction> correction,
            Instant now) {
        transaction.execute(
                """
                INSERT INTO revision (digest, number, content, hash, received_at, changed, corrected_at, colour_numbers)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                number,
                revision,
                content.bytes(),
                content.hash().bytes(),
                now,
                correction.map(Correction::changes).map(RevisionChanges::encode).orElse(null),
                correction.flatMap(Correction::at).map(Instant::toEpochMilli).orElse(null),
                colourNumbers(transaction, perspectives).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(COLOUR_SEPARATOR)));
    }

    /// The numbers of the perspectives' default colours. A number depends on the perspective's id
    /// alone, ignoring case, so that a perspective looks the same in every topic and on every day;
    /// one that is seen for the first time gets the next number. A revision contains its numbers,
    /// so that a digest is shown without a look at their table.
    private static List<Integer> colourNumbers(Transaction transaction, List<Perspective> perspectives) {
        if (perspectives.isEmpty()) {
            return List.of();
        }
        List<String> ids = perspectives.stream()
                .map(perspective -> perspective.id().toLowerCase(Locale.ROOT))
                .toList();
        Map<String, Integer> known = new HashMap<>(transaction
                .select("SELECT id, number FROM perspective_colour WHERE id IN (<ids>)")
                .bindList("ids", ids)
                .map((row, _) -> Map.entry(row.getString("id"), row.getInt("number")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
        return ids.stream()
                .map(id -> known.computeIfAbsent(id, unknown -> addColour(transaction, unknown)))
                .toList();
    }

    private static int addColour(Transaction transaction, String id) {
        return (int) transaction.number("""
                        INSERT INTO perspective_colour (id, number)
                        VALUES (?, (SELECT coalesce(max(number) + 1, 0) FROM perspective_colour)) RETURNING number""", id);
    }

    private static List<Integer> colourNumbers(String column) {
        return column.isEmpty()
                ? List.of()
                : Arrays.stream(column.split(COLOUR_SEPARATOR, -1))
                        .map(Integer::valueOf)
                        .toList();
    }

    public boolean hasRevision(Transaction transaction, long number, ContentHash hash) {
        return transaction.isTrue(
                "SELECT EXISTS (SELECT 1 FROM revision WHERE digest = ? AND hash = ?)", number, hash.bytes());
    }

    Optional<StoredDigest> shown(Transaction transaction, long digest, RevisionReader reader) {
        return revision(transaction, reader, "digest.revision", digest);
    }

    Optional<StoredDigest> revision(Transaction transaction, long digest, int revision, RevisionReader reader) {
        return revision(transaction, reader, "?", digest, revision);
    }

    private static Optional<StoredDigest> revision(
            Transaction transaction, RevisionReader reader, String which, Object... values) {
        return transaction
                .select("""
                        SELECT digest.number, revision.number AS revision, hash, published_at, changed, corrected_at,
                               colour_numbers, reviewed_at
                        FROM digest JOIN revision ON revision.digest = digest.number
                        WHERE digest.number = ? AND revision.number =
                        """ + which, values)
                .map((row, _) -> {
                    long number = row.getLong("number");
                    int revision = row.getInt("revision");
                    Digest read = reader.read(number, revision, ContentHash.stored(row.getBytes("hash")));
                    Digest digest = NullableColumns.instant(row, "reviewed_at")
                            .map(read::reviewed)
                            .orElse(read);
                    return new StoredDigest(
                            number,
                            revision,
                            digest.with(correction(row))
                                    .withColourNumbers(colourNumbers(row.getString("colour_numbers"))),
                            NullableColumns.instant(row, "published_at"));
                })
                .findOne();
    }

    private static Optional<Correction> correction(ResultSet row) throws SQLException {
        Optional<Instant> at = NullableColumns.instant(row, "corrected_at");
        return Optional.ofNullable(row.getString("changed"))
                .map(changed -> new Correction(at, RevisionChanges.decode(changed)));
    }

    /// The correction of which readers of the shown revision were told.
    public Optional<Correction> correction(Transaction transaction, long digest) {
        return transaction.select("""
                        SELECT changed, corrected_at
                        FROM digest JOIN revision ON revision.digest = digest.number AND revision.number = digest.revision
                        WHERE digest.number = ?""", digest).map((row, _) -> correction(row)).one();
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

    byte[] content(Transaction transaction, long digest, int revision) {
        return content(transaction, "number = ?", digest, revision).orElseThrow();
    }

    Optional<byte[]> shownContent(Transaction transaction, long digest) {
        return content(transaction, "number = (SELECT revision FROM digest WHERE number = revision.digest)", digest);
    }

    private static Optional<byte[]> content(Transaction transaction, String which, Object... values) {
        return transaction
                .select("SELECT content FROM revision WHERE digest = ? AND " + which, values)
                .map((row, _) -> row.getBytes("content"))
                .findOne();
    }

    public Optional<String> source(Transaction transaction, long digest, int revision) {
        return content(transaction, "number = ?", digest, revision)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /// Stores the warnings of a revision, as found when it was received.
    public void addWarnings(Transaction transaction, long digest, int revision, List<Diagnostic> warnings) {
        if (warnings.isEmpty()) {
            return;
        }
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch("INSERT INTO warning (digest, revision, ordinal, line, message) VALUES (?, ?, ?, ?, ?)");
        for (int i = 0; i < warnings.size(); i++) {
            batch.add(
                    digest, revision, i, warnings.get(i).line(), warnings.get(i).message());
        }
        batch.execute();
    }

    public List<Diagnostic> warnings(Transaction transaction, long digest, int revision) {
        return transaction
                .select(
                        "SELECT line, message FROM warning WHERE digest = ? AND revision = ? ORDER BY ordinal",
                        digest,
                        revision)
                .map((row, _) -> new Diagnostic(row.getInt("line"), row.getString("message")))
                .list();
    }

    /// The state of a digest, which decides who sees it.
    public enum DigestState {
        /// Marked as a draft by its author, held for review, or withdrawn.
        DRAFT,
        /// Readers see it, and it is delivered to subscribers.
        PUBLISHED,
        /// Readers can find it, but it was never delivered because it existed before the bot's
        /// first start.
        ARCHIVED;

        public String column() {
            return name().toLowerCase(Locale.ROOT);
        }

        static DigestState of(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }
}
