package digestbot.digest;

import digestbot.digest.RevisionChanges.ChangedPart.PartKind;
import digestbot.markdown.Block;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The changes between revisions that readers can see.
public sealed interface RevisionChanges {

    record AuthorNote(String text) implements RevisionChanges {}

    /// `parts` is in reading order and never empty.
    record DetectedChanges(List<ChangedPart> parts) implements RevisionChanges {
        public DetectedChanges {
            parts = List.copyOf(parts);
        }
    }

    /// `name` is a section's heading; for other kinds it is empty.
    record ChangedPart(PartKind kind, String name) {

        public enum PartKind {
            TITLE,
            HIGHLIGHTS,
            /// The section of a perspective, or one under another heading.
            SECTION,
            SOURCES,
            /// Counts or the order of parts.
            DETAILS
        }
    }

    /// Compares two digests as readers see them; empty if they look the same.
    static Optional<RevisionChanges> between(Digest before, Digest after) {
        List<ChangedPart> places = differences(before, after);
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

    /// Decodes the text that [#encode] wrote; throws an IllegalArgumentException for any other.
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

    /// The parts that differ, ignoring front matter that readers do not see.
    private static List<ChangedPart> differences(Digest before, Digest after) {
        Set<ChangedPart> parts = new LinkedHashSet<>();
        if (!before.title().equals(after.title())
                || !before.topic().name().equals(after.topic().name())) {
            parts.add(new ChangedPart(PartKind.TITLE, ""));
        }
        if (!before.highlights().equals(after.highlights())) {
            parts.add(new ChangedPart(PartKind.HIGHLIGHTS, ""));
        }
        Stream.concat(changedPerspectives(before, after), changedSections(before, after))
                .map(name -> new ChangedPart(
                        PartKind.SECTION, name.replaceAll("\\s+", " ").strip()))
                .forEach(parts::add);
        if (!before.sources().equals(after.sources())) {
            parts.add(new ChangedPart(PartKind.SOURCES, ""));
        }
        if (parts.isEmpty() && !details(before).equals(details(after))) {
            parts.add(new ChangedPart(PartKind.DETAILS, ""));
        }
        return List.copyOf(parts);
    }

    private static Stream<String> changedPerspectives(Digest before, Digest after) {
        Stream<Perspective> changed = IntStream.range(0, after.perspectives().size())
                .filter(i -> {
                    Perspective perspective = after.perspectives().get(i);
                    int was = before.ordinal(perspective.id()).orElse(-1);
                    return was < 0
                            || !before.perspectives().get(was).name().equals(perspective.name())
                            || !before.perspective(was).equals(after.perspective(i));
                })
                .mapToObj(after.perspectives()::get);
        Stream<Perspective> removed = before.perspectives().stream()
                .filter(perspective -> after.ordinal(perspective.id()).isEmpty());
        return Stream.concat(changed, removed).map(Perspective::name);
    }

    private static Stream<String> changedSections(Digest before, Digest after) {
        List<Section.OtherSection> old = others(before);
        List<Section.OtherSection> now = others(after);
        return Stream.concat(
                        now.stream().filter(section -> !old.contains(section)),
                        old.stream()
                                .filter(section -> now.stream()
                                        .noneMatch(other -> other.heading().equals(section.heading()))))
                .map(Section.OtherSection::heading);
    }

    private static List<Section.OtherSection> others(Digest digest) {
        return digest.sections().stream()
                .filter(Section.OtherSection.class::isInstance)
                .map(Section.OtherSection.class::cast)
                .toList();
    }

    /// The counts and the order of the sections.
    private static List<Object> details(Digest digest) {
        List<List<Block>> order = digest.sections().stream()
                .filter(section -> !(section instanceof Section.SourceListPlaceholder))
                .map(Section::blocks)
                .toList();
        return List.of(digest.perspectives(), digest.articleCount(), digest.outlets(), order);
    }
}
