package digestbot.digest;

import digestbot.digest.RevisionChanges.ChangedPart.PartKind;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The changes of a revision that readers can see.
public sealed interface RevisionChanges {

    record AuthorNote(String text) implements RevisionChanges {}

    /// The places are in reading order and never empty.
    record DetectedChanges(List<ChangedPart> parts) implements RevisionChanges {
        public DetectedChanges {
            parts = List.copyOf(parts);
        }
    }

    /// The name is a section's heading; it is empty for other kinds.
    record ChangedPart(PartKind kind, String name) {

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
        boolean isToldAgain = told.equals(before.correction().map(Correction::changes));
        return places.isEmpty()
                ? told.filter(_ -> !isToldAgain)
                : told.or(() -> Optional.of(new DetectedChanges(places)));
    }

    default String encode() {
        return switch (this) {
            case AuthorNote(String text) -> "told:" + text;
            case DetectedChanges(List<ChangedPart> places) ->
                places.stream()
                        .map(part -> part.kind().name().toLowerCase(Locale.ROOT) + ":" + part.name())
                        .collect(Collectors.joining("\n"));
        };
    }

    /// Throws an IllegalArgumentException if [#encode] cannot have written the text.
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

    /// Compares two digests, without the front matter that readers do not see.
    final class DigestComparison {

        private final Digest before;
        private final Digest after;
        private final Set<ChangedPart> changedParts = new LinkedHashSet<>();

        DigestComparison(Digest before, Digest after) {
            this.before = before;
            this.after = after;
        }

        List<ChangedPart> changedParts() {
            compareHeads();
            comparePerspectives();
            compareOthers();
            note(!before.sources().equals(after.sources()), PartKind.SOURCES, "");
            if (changedParts.isEmpty()) {
                note(
                        !details(before).equals(details(after))
                                || !order(before).equals(order(after)),
                        PartKind.DETAILS,
                        "");
            }
            return List.copyOf(changedParts);
        }

        private void compareHeads() {
            boolean named = before.title().equals(after.title())
                    && before.topic().name().equals(after.topic().name());
            note(!named, PartKind.TITLE, "");
            note(!before.highlights().equals(after.highlights()), PartKind.HIGHLIGHTS, "");
        }

        private void comparePerspectives() {
            for (int i = 0; i < after.perspectives().size(); i++) {
                Perspective perspective = after.perspectives().get(i);
                int was = before.ordinal(perspective.id()).orElse(-1);
                boolean same = was >= 0
                        && before.perspectives().get(was).name().equals(perspective.name())
                        && before.perspective(was).equals(after.perspective(i));
                note(!same, PartKind.SECTION, perspective.name());
            }
            before.perspectives().stream()
                    .filter(perspective -> after.ordinal(perspective.id()).isEmpty())
                    .forEach(perspective -> note(true, PartKind.SECTION, perspective.name()));
        }

        private void compareOthers() {
            List<Section.OtherSection> old = others(before);
            List<Section.OtherSection> now = others(after);
            now.stream().filter(section -> !old.contains(section)).forEach(this::note);
            old.stream()
                    .filter(section ->
                            now.stream().noneMatch(other -> other.heading().equals(section.heading())))
                    .forEach(this::note);
        }

        private static List<Section.OtherSection> others(Digest digest) {
            return digest.sections().stream()
                    .filter(Section.OtherSection.class::isInstance)
                    .map(Section.OtherSection.class::cast)
                    .toList();
        }

        private void note(Section.OtherSection section) {
            note(true, PartKind.SECTION, section.heading());
        }

        private void note(boolean differs, PartKind kind, String name) {
            if (differs) {
                changedParts.add(
                        new ChangedPart(kind, name.replaceAll("\\s+", " ").strip()));
            }
        }

        private static List<Object> details(Digest digest) {
            return List.of(digest.perspectives(), digest.articleCount(), digest.outlets());
        }

        private static List<Object> order(Digest digest) {
            List<Object> order = new ArrayList<>();
            for (Section section : digest.sections()) {
                Optional<List<Block>> blocks = switch (section) {
                    case Section.PerspectiveSection perspective -> Optional.of(perspective.blocks());
                    case Section.OtherSection other -> Optional.of(other.blocks());
                    case Section.SourceListPlaceholder _ -> Optional.empty();
                };
                blocks.ifPresent(order::add);
            }
            return order;
        }
    }
}
