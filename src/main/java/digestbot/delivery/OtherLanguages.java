package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.edition.Editions;
import digestbot.library.LanguageStore;
import digestbot.library.Library;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What there is of digests in other languages. Many deliveries of one transaction ask for the same, which is read once
/// for all of them.
final class OtherLanguages {

    private final Library library;
    private final Map<Long, List<LanguageStore.Other>> known = new HashMap<>();
    private @Nullable Transaction readIn;

    OtherLanguages(Library library) {
        this.library = library;
    }

    synchronized List<LanguageStore.Other> of(Transaction transaction, long digest) {
        if (readIn != transaction) {
            readIn = transaction;
            known.clear();
        }
        return known.computeIfAbsent(digest, number -> library.others(transaction, number));
    }

    List<Editions.Numbered> read(Transaction transaction, List<LanguageStore.Other> others) {
        return others.stream()
                .map(other -> new Editions.Numbered(
                        other.number(), library.all().content(transaction, other.number(), other.revision())))
                .toList();
    }
}
