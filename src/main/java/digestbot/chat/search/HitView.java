package digestbot.chat.search;

import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchScope;
import java.util.List;

/// Chooses the view of a found digest that contains what was searched for.
public record HitView(Library library) {

    /// The perspective of the filter, or the only part with a hit, or else the overview.
    public DigestView of(StoredDigest stored, SearchQuery query) {
        List<Perspective> perspectives = stored.digest().perspectives();
        for (int i = 0; i < perspectives.size(); i++) {
            if (query.perspective()
                    .filter(perspectives.get(i).id()::equalsIgnoreCase)
                    .isPresent()) {
                return new DigestView.OnePerspective(i);
            }
        }
        List<SearchScope> places = library.bestScopes(stored, query);
        return places.size() == 1 ? view(places.getFirst()) : new DigestView.Overview();
    }

    private static DigestView view(SearchScope place) {
        return switch (place) {
            case SearchScope.WholeScope() -> new DigestView.Overview();
            case SearchScope.PerspectiveScope(int ordinal) -> new DigestView.OnePerspective(ordinal);
            case SearchScope.SourcesScope() -> new DigestView.Sources();
        };
    }
}
