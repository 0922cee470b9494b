package digestbot.library.search;

import digestbot.database.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// PostgreSQL's full-text index: columns of the type `tsvector` with the words into which
/// [SearchTokenizer] splits a text, so that no dictionary or locale of the server affects results;
/// see <https://www.postgresql.org/docs/current/datatype-textsearch.html>.
final class TsvectorWordStore implements WordIndex {

    /// The largest number of positions per word that PostgreSQL stores.
    private static final int MAX_PLACES = 255;

    /// The highest position that PostgreSQL stores.
    private static final int LAST_PLACE = 16_383;

    /// The longest indexed word in code points, at four bytes each below PostgreSQL's limit of 2,046
    /// bytes. Longer words are cut, in texts and in queries.
    private static final int MAX_WORD = 500;

    @Override
    public void put(Transaction transaction, long digest, String title, String body) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO digest_words (digest, words) VALUES (?, CAST(? AS tsvector))"
                                + " ON CONFLICT (digest) DO UPDATE SET words = excluded.words",
                        digest,
                        vector(List.of(SearchTokenizer.words(title), SearchTokenizer.words(body))));
    }

    @Override
    public void deletePerspectives(Transaction transaction, long digest) {
        transaction.handle().execute("DELETE FROM perspective_words WHERE digest = ?", digest);
    }

    @Override
    public void putPerspective(Transaction transaction, long digest, int place, String perspective, String body) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO perspective_words (digest, place, perspective, words)"
                                + " VALUES (?, ?, ?, CAST(? AS tsvector))",
                        digest,
                        place,
                        perspective,
                        perspectiveVector(perspective, body));
    }

    /// The perspective is the first word, so that one query can search for it and for words.
    private static String perspectiveVector(String perspective, String body) {
        return vector(List.of(List.of(perspective(perspective)), SearchTokenizer.words(body)));
    }

    /// A word that cannot occur in a text, because of the sign `=`.
    private static String perspective(String id) {
        return "perspective=" + id;
    }

    /// A literal of the type `tsvector`: the words of several texts with their positions. There is a gap
    /// between two texts, so that no phrase matches across them.
    private static String vector(List<List<String>> texts) {
        Map<String, List<Integer>> places = new HashMap<>();
        int place = 0;
        for (List<String> words : texts) {
            for (String word : words) {
                place = Math.min(place + 1, LAST_PLACE);
                List<Integer> known = places.computeIfAbsent(cut(word), _ -> new ArrayList<>());
                if (known.size() < MAX_PLACES) {
                    known.add(place);
                }
            }
            place = Math.min(place + 1, LAST_PLACE);
        }
        return places.entrySet().stream()
                .map(word -> quoted(word.getKey())
                        + word.getValue().stream().map(String::valueOf).collect(Collectors.joining(",", ":", "")))
                .collect(Collectors.joining(" "));
    }

    private static String cut(String word) {
        return word.codePointCount(0, word.length()) <= MAX_WORD
                ? word
                : word.substring(0, word.offsetByCodePoints(0, MAX_WORD));
    }

    /// Words consist of letters and digits, so nothing has to be escaped.
    private static String quoted(String word) {
        return "'" + word + "'";
    }

    /// Permits bitmap scans, which the session forbids. PostgreSQL has no other way to read an index of
    /// words.
    @Override
    public void prepareSearch(Transaction transaction) {
        transaction.handle().execute("SET LOCAL enable_bitmapscan = on");
    }

    @Override
    public String condition(boolean ofPerspective) {
        return "IN (SELECT digest FROM " + (ofPerspective ? "perspective_words" : "digest_words")
                + " WHERE words @@ CAST(:words AS tsquery))";
    }

    @Override
    public Optional<String> query(String typed) {
        String query = SearchTokenizer.typed(typed)
                .map(TsvectorWordStore::phrase)
                .filter(phrase -> !phrase.isEmpty())
                .collect(Collectors.joining(" & "));
        return query.isEmpty() ? Optional.empty() : Optional.of(query);
    }

    private static String phrase(String typed) {
        String words = SearchTokenizer.words(typed).stream()
                .map(word -> quoted(cut(word)))
                .collect(Collectors.joining(" <-> "));
        return words.isEmpty() ? "" : "(" + words + (SearchTokenizer.isBeginning(typed) ? ":*)" : ")");
    }

    @Override
    public String perspectiveQuery(String perspective, Optional<String> words) {
        return quoted(perspective(perspective))
                + words.map(each -> " & " + each).orElse("");
    }
}
