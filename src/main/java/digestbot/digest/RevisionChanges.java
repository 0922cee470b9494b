package digestbot.digest;

import digestbot.digest.RevisionChanges.ChangedPart.PartKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The changes of a revision that readers can see.
public sealed interface RevisionChanges {

    /// The author's own words about the changes.
    record AuthorNote(String text) implements RevisionChanges {}

    /// The places of the changes, in reading order; never empty.
    record DetectedChanges(List<ChangedPart> parts) implements RevisionChanges {
        public DetectedChanges {
            parts = List.copyOf(parts);
        }
    }

    /// A changed part of a digest.
    ///
    /// @param name the section's heading; empty for other kinds
    record ChangedPart(PartKind kind, String name) {

        /// The kind of a part.
        public enum PartKind {
            TITLE,
            HIGHLIGHTS,
            /// The section of a perspective or under another heading.
            SECTION,
            SOURCES,
            /// Counts, or the order of parts.
            DETAILS
        }
    }

    /// Compares two digests as readers see them; empty if they look the same.
    static Optional<RevisionChanges> between(Digest before, Digest after) {
        List<ChangedPart> places = new DigestComparison(before, after).changedParts();
        Optional<RevisionChanges> told = after.correction().map(Correction::changes);
        if (places.isEmpty() && told.equals(before.correction().map(Correction::changes))) {
            return Optional.empty();
        }
        return places.isEmpty() ? told.or(() -> details()) : told.or(() -> Optional.of(new DetectedChanges(places)));
    }

    private static Optional<RevisionChanges> details() {
        return Optional.of(new DetectedChanges(List.of(new ChangedPart(PartKind.DETAILS, ""))));
    }

    /// Encodes the changes as a string for [#decode].
    default String encode() {
        return switch (this) {
            case AuthorNote(String text) -> "told:" + text;
            case DetectedChanges(List<ChangedPart> places) ->
                places.stream()
                        .map(part -> part.kind().name().toLowerCase(Locale.ROOT) + ":" + part.name())
                        .collect(Collectors.joining("\n"));
        };
    }

    /// Decodes the changes.
    ///
    /// @throws IllegalArgumentException if the string is not valid
    static RevisionChanges decode(String text) {
        return text.startsWith("told:")
                ? new AuthorNote(text.substring("told:".length()))
                : new DetectedChanges(
                        text.lines().map(RevisionChanges::changedPart).toList());
    }

    private static ChangedPart changedPart(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("no place of a digest is written " + line);
        }
        return new ChangedPart(
                PartKind.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT)), line.substring(colon + 1));
    }
}
