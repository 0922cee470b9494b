package digestbot.library.search;

import digestbot.database.Transaction;
import java.util.Optional;
import java.util.stream.Collectors;

/// The word index of SQLite, FTS5; see <https://sqlite.org/fts5.html>.
final class Fts5WordStore implements WordIndex {

    /// A number greater than the number of perspectives that a digest may have. The number of a
    /// perspective's row is the digest's number times this, plus the perspective's place.
    private static final int PLACES = FullTextIndexStore.MAX_PERSPECTIVES;

    @Override
    public void put(Transaction transaction, long digest, String title, String body) {
        transaction
                .handle()
                .execute(
                        "INSERT OR REPLACE INTO digest_words (rowid, title, body) VALUES (?, ?, ?)",
                        digest,
                        SearchTokenizer.spaced(title),
                        SearchTokenizer.spaced(body));
    }

    @Override
    public void deletePerspectives(Transaction transaction, long digest) {
        long first = digest * PLACES;
        transaction
                .handle()
                .execute("DELETE FROM perspective_words WHERE rowid >= ? AND rowid < ?", first, first + PLACES);
    }

    @Override
    public void putPerspective(Transaction transaction, long digest, int place, String perspective, String body) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO perspective_words (rowid, perspective, body) VALUES (?, ?, ?)",
                        digest * PLACES + place,
                        perspective,
                        SearchTokenizer.spaced(body));
    }

    @Override
    public void prepareSearch(Transaction transaction) {}

    @Override
    public String condition(boolean ofPerspective) {
        return ofPerspective
                ? "IN (SELECT rowid / " + PLACES + " FROM perspective_words WHERE perspective_words MATCH :words)"
                : "IN (SELECT rowid FROM digest_words WHERE digest_words MATCH :words)";
    }

    /// Each word is a quoted string, in which only the quote has a meaning, and a quote is not a
    /// letter.
    @Override
    public Optional<String> query(String typed) {
        String query = SearchTokenizer.typed(typed).map(Fts5WordStore::phrase).collect(Collectors.joining(" AND "));
        return query.isEmpty() ? Optional.empty() : Optional.of(query);
    }

    private static String phrase(String word) {
        return '"' + SearchTokenizer.spaced(word).strip() + (SearchTokenizer.isBeginning(word) ? "\" *" : "\"");
    }

    @Override
    public String perspectiveQuery(String perspective, Optional<String> words) {
        return "perspective : " + perspective
                + words.map(each -> " AND body : (" + each + ")").orElse("");
    }
}
