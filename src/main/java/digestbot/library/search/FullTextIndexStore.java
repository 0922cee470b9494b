package digestbot.library.search;

import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.library.search.SearchResult.SearchHit;
import digestbot.markdown.PlainText;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The full-text indexes, of whole digests and of each perspective.
public final class FullTextIndexStore {

    static final int MAX_PERSPECTIVES = 100;

    public void put(Transaction transaction, long number, Digest digest) {
        WordIndex index = WordIndex.of(transaction);
        index.put(transaction, number, digest.title(), SearchableText.of(digest));
        int perspectives = Math.min(MAX_PERSPECTIVES, digest.perspectives().size());
        for (int place = 0; place < perspectives; place++) {
            String id = perspective(digest.perspectives().get(place).id());
            index.putPerspective(transaction, number, place, id, PlainText.of(digest.perspective(place)));
        }
    }

    public List<Long> digestsAfter(Transaction transaction, long digest, int limit) {
        return transaction.numbers("SELECT number FROM digest WHERE number > ? ORDER BY number LIMIT ?", digest, limit);
    }

    /// The matching digests except drafts, the latest day first. On each day, digests in
    /// `language`, a primary subtag that may be empty, come first.
    public SearchResult find(Transaction transaction, SearchQuery query, String language, int limit, int offset) {
        WordIndex index = WordIndex.of(transaction);
        Optional<String> words = index.query(query.words());
        if (words.isEmpty() && !query.words().isBlank()) {
            return new SearchResult(List.of(), 0);
        }
        Optional<String> match = query.perspective()
                .map(id -> index.perspectiveQuery(perspective(id), words))
                .or(() -> words);
        String numbers = match.isPresent()
                ? index.condition(transaction, query.perspective().isPresent())
                : "> 0";
        List<Map.Entry<SearchHit, Integer>> rows = transaction
                .select("SELECT found.number, topic, day, title, total FROM"
                        + " (SELECT number, count(*) OVER () AS total,"
                        + " CASE WHEN replace(language, '_', '-') || '-' LIKE :language THEN 0 ELSE 1 END AS other"
                        + " FROM digest WHERE number " + numbers
                        + " AND state <> 'draft' AND (CAST(:topic AS TEXT) IS NULL OR topic = :topic)"
                        + " AND day BETWEEN :from AND :to"
                        + " ORDER BY day DESC, other, number DESC LIMIT :limit OFFSET :offset) found"
                        + " JOIN digest ON digest.number = found.number"
                        + " ORDER BY day DESC, other, found.number DESC")
                .bind("language", language + "-%")
                .bind("words", match.orElse(""))
                .bind("topic", query.topic().orElse(null))
                .bind("from", query.from().map(LocalDate::toString).orElse("0000"))
                .bind("to", query.to().map(LocalDate::toString).orElse("9999-99"))
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, _) -> Map.entry(
                        new SearchHit(
                                row.getLong("number"),
                                row.getString("topic"),
                                LocalDate.parse(row.getString("day")),
                                row.getString("title")),
                        row.getInt("total")))
                .list();
        return new SearchResult(
                rows.stream().map(Map.Entry::getKey).toList(),
                rows.stream().findFirst().map(Map.Entry::getValue).orElse(0));
    }

    /// A perspective's id as one word, whatever it contains.
    private static String perspective(String id) {
        return "s" + HexFormat.of().formatHex(id.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private sealed interface WordIndex {

        static WordIndex of(Transaction transaction) {
            return switch (transaction.dialect()) {
                case SQLITE -> new Fts5WordStore();
                case POSTGRESQL -> new TsvectorWordStore();
            };
        }

        /// Replaces the digest's earlier words, and removes its perspectives' words.
        void put(Transaction transaction, long digest, String title, String body);

        /// `place` is the perspective's ordinal in the digest, from 0. `perspective` is its id as
        /// one word.
        void putPerspective(Transaction transaction, long digest, int place, String perspective, String body);

        /// The SQL condition that follows the column with a digest's number in a statement of this
        /// transaction; `:words` is the query.
        String condition(Transaction transaction, boolean ofPerspective);

        /// Matches texts with the typed word; empty if it is none.
        String phrase(String typed);

        /// The sign between words that a text must have.
        String and();

        /// Matches texts with every typed word; empty if there are no words.
        default Optional<String> query(String typed) {
            String query = SearchTokenizer.typed(typed)
                    .map(this::phrase)
                    .filter(phrase -> !phrase.isEmpty())
                    .collect(Collectors.joining(and()));
            return Optional.of(query).filter(words -> !words.isEmpty());
        }

        /// `perspective` is the perspective's id as one word. Empty words match any text.
        String perspectiveQuery(String perspective, Optional<String> words);

        /// The word index of SQLite, FTS5; see <https://sqlite.org/fts5.html>.
        final class Fts5WordStore implements WordIndex {

            /// A number greater than the number of perspectives that a digest may have. The number
            /// of a perspective's row is the digest's number times this, plus the perspective's
            /// place.
            private static final int PLACES = FullTextIndexStore.MAX_PERSPECTIVES;

            @Override
            public void put(Transaction transaction, long digest, String title, String body) {
                transaction.execute(
                        "INSERT OR REPLACE INTO digest_words (rowid, title, body) VALUES (?, ?, ?)",
                        digest,
                        SearchTokenizer.spaced(title),
                        SearchTokenizer.spaced(body));
                long first = digest * PLACES;
                transaction.execute(
                        "DELETE FROM perspective_words WHERE rowid >= ? AND rowid < ?", first, first + PLACES);
            }

            @Override
            public void putPerspective(
                    Transaction transaction, long digest, int place, String perspective, String body) {
                transaction.execute(
                        "INSERT INTO perspective_words (rowid, perspective, body) VALUES (?, ?, ?)",
                        digest * PLACES + place,
                        perspective,
                        SearchTokenizer.spaced(body));
            }

            @Override
            public String condition(Transaction transaction, boolean ofPerspective) {
                return ofPerspective
                        ? "IN (SELECT rowid / " + PLACES
                                + " FROM perspective_words WHERE perspective_words MATCH :words)"
                        : "IN (SELECT rowid FROM digest_words WHERE digest_words MATCH :words)";
            }

            /// Each word is a quoted string, in which only the quote has a meaning, and a quote is
            /// not a letter.
            @Override
            public String phrase(String word) {
                return '"' + SearchTokenizer.spaced(word).strip() + (SearchTokenizer.isBeginning(word) ? "\" *" : "\"");
            }

            @Override
            public String and() {
                return " AND ";
            }

            @Override
            public String perspectiveQuery(String perspective, Optional<String> words) {
                return "perspective : " + perspective
                        + words.map(each -> " AND body : (" + each + ")").orElse("");
            }
        }

        /// PostgreSQL's full-text index: columns of the type `tsvector` with the words into which
        /// [SearchTokenizer] splits a text, so that no dictionary or locale of the server affects
        /// results; see <https://www.postgresql.org/docs/current/datatype-textsearch.html>.
        final class TsvectorWordStore implements WordIndex {

            /// The largest number of positions per word that PostgreSQL stores.
            private static final int MAX_PLACES = 255;

            /// The highest position that PostgreSQL stores.
            private static final int LAST_PLACE = 16_383;

            /// The longest indexed word in code points, at four bytes each below PostgreSQL's limit
            /// of 2,046 bytes. Longer words are cut, in texts and in queries.
            private static final int MAX_WORD = 500;

            @Override
            public void put(Transaction transaction, long digest, String title, String body) {
                transaction.execute(
                        """
                        INSERT INTO digest_words (digest, words) VALUES (?, CAST(? AS tsvector))
                        ON CONFLICT (digest) DO UPDATE SET words = excluded.words""", digest, vector(List.of(SearchTokenizer.words(title), SearchTokenizer.words(body))));
                transaction.execute("DELETE FROM perspective_words WHERE digest = ?", digest);
            }

            @Override
            public void putPerspective(
                    Transaction transaction, long digest, int place, String perspective, String body) {
                transaction.execute(
                        """
                        INSERT INTO perspective_words (digest, place, perspective, words)
                        VALUES (?, ?, ?, CAST(? AS tsvector))""",
                        digest,
                        place,
                        perspective,
                        // The perspective is the first word, so that one query can search for it and for words.
                        vector(List.of(List.of(perspective(perspective)), SearchTokenizer.words(body))));
            }

            /// A word that cannot occur in a text, because of the sign `=`.
            private static String perspective(String id) {
                return "perspective=" + id;
            }

            /// A literal of the type `tsvector`: the words of several texts with their positions.
            /// There is a gap between two texts, so that no phrase matches across them.
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
                                + word.getValue().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(",", ":", "")))
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

            /// Permits bitmap scans, which the session forbids. PostgreSQL has no other way to read
            /// an index of words.
            @Override
            public String condition(Transaction transaction, boolean ofPerspective) {
                transaction.execute("SET LOCAL enable_bitmapscan = on");
                return "IN (SELECT digest FROM " + (ofPerspective ? "perspective_words" : "digest_words")
                        + " WHERE words @@ CAST(:words AS tsquery))";
            }

            @Override
            public String and() {
                return " & ";
            }

            @Override
            public String phrase(String typed) {
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
    }
}
