package digestbot.chat.search;

import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.library.search.HitHighlighter.Snippet;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchScope;
import java.util.List;

public final class HitView {

    private HitView() {}

    /// The perspective of the filter, or the only part with a hit, or else the overview.
    public static DigestView of(Digest digest, SearchQuery query, Snippet hit) {
        List<Perspective> perspectives = digest.perspectives();
        for (int i = 0; i < perspectives.size(); i++) {
            if (query.perspective()
                    .filter(perspectives.get(i).id()::equalsIgnoreCase)
                    .isPresent()) {
                return new DigestView.OnePerspective(i);
            }
        }
        return hit.parts().size() == 1 ? view(hit.parts().getFirst()) : new DigestView.Overview();
    }

    private static DigestView view(SearchScope place) {
        return switch (place) {
            case SearchScope.WholeScope() -> new DigestView.Overview();
            case SearchScope.PerspectiveScope(int ordinal) -> new DigestView.OnePerspective(ordinal);
            case SearchScope.SourcesScope() -> new DigestView.Sources();
        };
    }
}
