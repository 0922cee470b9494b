package digestbot.site;

import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.library.archive.DigestFileStore;
import digestbot.library.archive.Library;
import digestbot.library.archive.ListedDigestStore.ListedDigest;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.TopicLanguages;
import digestbot.site.SiteEdition.LanguageAddress;
import digestbot.site.SiteEdition.SiteCorrection;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads what the site publishes from the library: published digests only.
///
/// A digest has an address without a language if it is in the main language that its topic had on
/// its day; of several such digests (`zh-CN` and `zh-TW`), the first by tag has it.
public final class SiteLibrary {

    private final Library library;
    private final DigestFileStore files = new DigestFileStore();

    public SiteLibrary(Library library) {
        this.library = library;
    }

    /// The published digests.
    public Library library() {
        return library;
    }

    /// The digest, if it is published.
    public Optional<SiteEdition> edition(Transaction transaction, long number) {
        return library.digest(transaction, number).map(stored -> edition(transaction, stored));
    }

    private SiteEdition edition(Transaction transaction, StoredDigest stored) {
        Digest digest = stored.digest();
        DigestKey key = digest.key();
        List<ListedDigest> day = library.listed(transaction, key.topic(), key.day(), key.day());
        List<LocalDate> adjacent = library.adjacentDays(transaction, key.topic(), key.day());
        return new SiteEdition(
                stored.number(),
                stored.revision(),
                digest,
                address(transaction, key),
                stored.publishedAt().orElseThrow(),
                corrections(transaction, stored),
                day.stream()
                        .filter(each -> each.key().edition().equals(key.edition()))
                        .map(each -> new LanguageAddress(
                                each.key().language(), each.number(), address(transaction, each.key())))
                        .toList(),
                day.stream()
                        .map(ListedDigest::key)
                        .filter(each -> each.language().equals(key.language())
                                && !each.edition().equals(key.edition()))
                        .map(each -> address(transaction, each))
                        .toList(),
                neighbour(transaction, key, adjacent, other -> other.isBefore(key.day())),
                neighbour(transaction, key, adjacent, other -> other.isAfter(key.day())));
    }

    private Optional<SiteAddress.OfDay> neighbour(
            Transaction transaction, DigestKey key, List<LocalDate> adjacent, Predicate<LocalDate> isWanted) {
        return adjacent.stream()
                .filter(isWanted)
                .findFirst()
                .flatMap(day -> library.on(transaction, key.topic(), day, key.language()))
                .map(found -> address(transaction, found.digest().key()));
    }

    private List<SiteCorrection> corrections(Transaction transaction, StoredDigest stored) {
        return files.revisions(transaction, stored.number()).stream()
                .filter(each -> each.number() <= stored.revision())
                .flatMap(each -> each.changes().stream()
                        .map(changes -> new SiteCorrection(each.number(), each.receivedAt(), changes)))
                .toList();
    }

    /// The address of a published digest.
    public SiteAddress.OfDay address(Transaction transaction, DigestKey key) {
        return SiteAddress.OfDay.of(key, isMain(transaction, key));
    }

    private boolean isMain(Transaction transaction, DigestKey key) {
        Optional<String> main = library.languages(transaction, key.topic(), key.day()).all().stream()
                .findFirst();
        if (main.isEmpty() || !main.get().equals(TopicLanguages.primary(key.language()))) {
            return false;
        }
        return library.listed(transaction, key.topic(), key.day(), key.day()).stream()
                .map(ListedDigest::key)
                .filter(each -> each.edition().equals(key.edition())
                        && TopicLanguages.primary(each.language()).equals(main.get()))
                .map(DigestKey::language)
                .min(Comparator.naturalOrder())
                .filter(key.language()::equals)
                .isPresent();
    }
}
