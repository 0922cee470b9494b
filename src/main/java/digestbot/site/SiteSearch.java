package digestbot.site;

import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.search.HitHighlighter.Snippet;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.library.search.SearchScope;
import java.util.List;
import java.util.Optional;

/// Searches the published digests for the site's own search page.
public final class SiteSearch {

    /// The number of hits on a page.
    public static final int HITS_OF_PAGE = 20;

    private final SiteLibrary site;
    private final Library library;

    public SiteSearch(SiteLibrary site) {
        this.site = site;
        library = site.library();
    }

    /// A page of hits, the latest day first.
    ///
    /// @param page the number of the page, from 1
    /// @param total the number of all hits; unknown if this page has none
    public record SiteHits(List<SiteHit> hits, int page, int total) {
        public SiteHits {
            hits = List.copyOf(hits);
        }

        /// Tells whether there is another page.
        boolean hasMore() {
            return (long) page * HITS_OF_PAGE < total;
        }
    }

    /// A digest that was found.
    ///
    /// @param said the perspective that says it; empty if the passage is of the whole digest
    /// @param passage the line that shows it best
    public record SiteHit(Digest digest, SiteAddress.OfDay address, Optional<Perspective> said, List<Piece> passage) {
        public SiteHit {
            passage = List.copyOf(passage);
        }
    }

    /// The digests with all of the words.
    ///
    /// @param page the number of the page, from 1
    public SiteHits find(Transaction transaction, String words, int page) {
        SearchQuery query = SearchQuery.of(words);
        SearchResult found = library.search(transaction, query, HITS_OF_PAGE, (page - 1) * HITS_OF_PAGE);
        return new SiteHits(
                found.hits().stream()
                        .flatMap(hit -> library.digest(transaction, hit.number()).stream())
                        .map(stored -> hit(transaction, stored, query))
                        .toList(),
                page,
                found.total());
    }

    private SiteHit hit(Transaction transaction, StoredDigest stored, SearchQuery query) {
        Digest digest = stored.digest();
        Snippet snippet = library.snippet(stored, query);
        Optional<Perspective> said = snippet.place() instanceof SearchScope.PerspectiveScope(int ordinal)
                ? Optional.of(digest.perspectives().get(ordinal))
                : Optional.empty();
        return new SiteHit(digest, site.address(transaction, digest.key()), said, snippet.pieces());
    }
}
