package digestbot.library.search;

import digestbot.database.Transaction;
import java.util.Optional;

/// A full-text index of digests and of each of their perspectives.
sealed interface WordIndex permits Fts5WordStore, TsvectorWordStore {

    /// The index of the transaction's database.
    static WordIndex of(Transaction transaction) {
        return switch (transaction.dialect()) {
            case SQLITE -> new Fts5WordStore();
            case POSTGRESQL -> new TsvectorWordStore();
        };
    }

    /// Indexes the digest, instead of what was indexed before.
    void put(Transaction transaction, long digest, String title, String body);

    /// Removes the digest's perspectives from the index.
    void deletePerspectives(Transaction transaction, long digest);

    /// Indexes one perspective.
    ///
    /// @param place the position of the perspective in the digest, from 0
    /// @param perspective the perspective's id as one word; see [FullTextIndexStore]
    void putPerspective(Transaction transaction, long digest, int place, String perspective, String body);

    /// Prepares the transaction for statements with [#condition].
    void prepareSearch(Transaction transaction);

    /// The SQL condition that follows the column with a digest's number; `:words` is the query.
    ///
    /// @param ofPerspective true to search single perspectives
    String condition(boolean ofPerspective);

    /// The query that matches texts with every typed word; empty if there is no word.
    Optional<String> query(String typed);

    /// The query for a perspective.
    ///
    /// @param perspective the perspective's id as one word
    /// @param words the query for its text; empty to match any text
    String perspectiveQuery(String perspective, Optional<String> words);
}
