package digestbot.delivery.status;

import digestbot.digest.Digest;
import digestbot.digest.DigestView;

/// What a reader opened of a digest. `view_count.view` stores its id.
public sealed interface ViewedPart {

    /// A perspective alone.
    record OnePerspective(String perspective) implements ViewedPart {}

    /// Anything else.
    enum Whole implements ViewedPart {
        OVERVIEW("overview", "Overview"),
        SIDE_BY_SIDE("side-by-side", "Side by side"),
        SOURCES("sources", "Sources"),
        /// The sources with those of hidden outlets.
        ALL_SOURCES("all-sources", "All sources"),
        CARD("card", "Card");

        private final String id;
        private final String title;

        Whole(String id, String title) {
            this.id = id;
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// Before the id of a perspective, which may be any word.
    String PERSPECTIVE = "perspective:";

    static ViewedPart of(Digest digest, DigestView view) {
        return switch (view) {
            case DigestView.Overview() -> Whole.OVERVIEW;
            case DigestView.SideBySide() -> Whole.SIDE_BY_SIDE;
            case DigestView.Sources(boolean all, var _) -> all ? Whole.ALL_SOURCES : Whole.SOURCES;
            case DigestView.OnePerspective(int ordinal) ->
                // A digest that lost a perspective shows its overview instead.
                ordinal < digest.perspectives().size()
                        ? new OnePerspective(digest.perspectives().get(ordinal).id())
                        : Whole.OVERVIEW;
        };
    }

    static ViewedPart of(String id) {
        if (id.startsWith(PERSPECTIVE)) {
            return new OnePerspective(id.substring(PERSPECTIVE.length()));
        }
        for (Whole each : Whole.values()) {
            if (each.id.equals(id)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no such view: " + id);
    }

    /// The name in the database and for programs.
    default String id() {
        return switch (this) {
            case OnePerspective(String perspective) -> PERSPECTIVE + perspective;
            case Whole whole -> whole.id;
        };
    }
}
