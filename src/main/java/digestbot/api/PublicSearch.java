package digestbot.api;

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
import digestbot.site.SiteAddress;
import digestbot.site.SiteLibrary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Searches the published digests for the API. Thread-safe.
public final class PublicSearch {

    /// The maximum length of the text of a hit.
    public static final int MAX_TEXT_LENGTH = 400;

    /// The maximum length of the text before the first word that was looked for.
    private static final int MAX_LEAD_LENGTH = 100;

    private static final String LEFT_OUT = "…";

    private final Library library;
    private final SiteLibrary site;

    public PublicSearch(Library library) {
        this.library = library;
        site = new SiteLibrary(library);
    }

    /// What a search found.
    ///
    /// @param total the number of digests that match
    public record PublicHits(List<PublicHit> hits, int total) {
        public PublicHits {
            hits = List.copyOf(hits);
        }
    }

    /// A digest that a search found.
    ///
    /// @param text the passage that shows it best, in plain text
    /// @param perspective the perspective that says it; empty if the passage is of the whole digest
    public record PublicHit(Digest digest, SiteAddress.OfDay address, String text, Optional<Perspective> perspective) {}

    /// The digests that a search finds, the latest day first.
    ///
    /// @param limit the maximum number of hits
    public PublicHits search(Transaction transaction, SearchQuery query, int limit) {
        SearchResult found = library.search(transaction, query, limit, 0);
        List<PublicHit> hits = found.hits().stream()
                .flatMap(hit -> library.digest(transaction, hit.number()).stream())
                .map(stored -> hit(transaction, stored, query))
                .toList();
        return new PublicHits(hits, found.total());
    }

    private PublicHit hit(Transaction transaction, StoredDigest stored, SearchQuery query) {
        Digest digest = stored.digest();
        Snippet snippet = library.snippet(stored, query);
        Optional<Perspective> said = snippet.place() instanceof SearchScope.PerspectiveScope(int ordinal)
                ? Optional.of(digest.perspectives().get(ordinal))
                : Optional.empty();
        return new PublicHit(digest, site.address(transaction, digest.key()), passage(snippet.pieces()), said);
    }

    /// The text around the first word that was looked for.
    static String passage(List<Piece> pieces) {
        String text = pieces.stream().map(Piece::text).collect(Collectors.joining());
        int first = pieces.stream()
                .takeWhile(piece -> !piece.marked())
                .mapToInt(piece -> piece.text().length())
                .sum();
        int start = text.length() <= MAX_TEXT_LENGTH || first <= MAX_LEAD_LENGTH || first == text.length()
                ? 0
                : first - MAX_LEAD_LENGTH;
        return cut(start == 0 ? text : LEFT_OUT + text.substring(whole(text, start)));
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT_LENGTH
                ? text
                : text.substring(0, whole(text, MAX_TEXT_LENGTH - LEFT_OUT.length())) + LEFT_OUT;
    }

    /// The same place, or the one before it if a character of two parts is there.
    private static int whole(String text, int place) {
        return Character.isLowSurrogate(text.charAt(place)) ? place - 1 : place;
    }
}
