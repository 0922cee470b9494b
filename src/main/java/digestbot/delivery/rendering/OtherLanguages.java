package digestbot.delivery.rendering;

import digestbot.content.views.DigestViews;
import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import digestbot.library.archive.TopicLanguageStore;
import java.util.List;

/// The versions of digests in other languages. Results are cached for the duration of a
/// transaction.
public final class OtherLanguages {

    private final Library library;
    private final PerTransaction<List<TopicLanguageStore.LanguageVersion>> known = new PerTransaction<>();

    public OtherLanguages(Library library) {
        this.library = library;
    }

    public List<TopicLanguageStore.LanguageVersion> of(Transaction transaction, long digest) {
        return known.get(transaction, digest, number -> library.otherLanguages(transaction, number));
    }

    public List<DigestViews.NumberedDigest> read(
            Transaction transaction, List<TopicLanguageStore.LanguageVersion> others) {
        return others.stream()
                .map(other -> new DigestViews.NumberedDigest(
                        other.number(), library.all().content(transaction, other.number(), other.revision())))
                .toList();
    }
}
