package digestbot.digest;

import digestbot.digest.RevisionChanges.Place.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The changes of a revision that readers can see.
public sealed interface RevisionChanges {

    /// The author's own words about the changes.
    record Told(String text) implements RevisionChanges {}

    /// The places of the changes, in reading order; never empty.
    record Found(List<Place> places) implements RevisionChanges {
        public Found {
            places = List.copyOf(places);
        }
    }

    /// A changed part of a digest.
    ///
    /// @param name the section's heading; empty for other kinds
    record Place(Kind kind, String name) {

        /// The kind of a place.
        public enum Kind {
            TITLE,
            HIGHLIGHTS,
            /// The text of a perspective, or the text under another heading.
            SECTION,
            SOURCES,
            /// Numbers, or the order of things.
            DETAILS
        }
    }

    /// Compares two digests as readers see them; empty if they look the same.
    static Optional<RevisionChanges> between(Digest before, Digest after) {
        List<Place> places = new DigestComparison(before, after).places();
        Optional<RevisionChanges> told = after.correction().map(Correction::what);
        if (places.isEmpty() && told.equals(before.correction().map(Correction::what))) {
            return Optional.empty();
        }
        return places.isEmpty() ? told.or(() -> details()) : told.or(() -> Optional.of(new Found(places)));
    }

    private static Optional<RevisionChanges> details() {
        return Optional.of(new Found(List.of(new Place(Kind.DETAILS, ""))));
    }

    /// Encodes the changes as a string for [#decode].
    default String encode() {
        return switch (this) {
            case Told(String text) -> "told:" + text;
            case Found(List<Place> places) ->
                places.stream()
                        .map(place -> place.kind().name().toLowerCase(Locale.ROOT) + ":" + place.name())
                        .collect(Collectors.joining("\n"));
        };
    }

    /// Decodes the changes.
    ///
    /// @throws IllegalArgumentException if the string is not valid
    static RevisionChanges decode(String text) {
        return text.startsWith("told:")
                ? new Told(text.substring("told:".length()))
                : new Found(text.lines().map(RevisionChanges::place).toList());
    }

    private static Place place(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("no place of a digest is written " + line);
        }
        return new Place(Kind.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT)), line.substring(colon + 1));
    }
}
