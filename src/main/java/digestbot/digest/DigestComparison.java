package digestbot.digest;

import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.digest.RevisionChanges.ChangedPart.PartKind;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The differences between two digests for their readers. Front matter that readers do not see is
/// ignored.
final class DigestComparison {

    private final Digest before;
    private final Digest after;
    private final Set<ChangedPart> changedParts = new LinkedHashSet<>();

    DigestComparison(Digest before, Digest after) {
        this.before = before;
        this.after = after;
    }

    /// The changed places in reading order, without duplicates.
    List<ChangedPart> changedParts() {
        compareHeads();
        comparePerspectives();
        compareOthers();
        note(!before.sources().equals(after.sources()), PartKind.SOURCES, "");
        if (changedParts.isEmpty()) {
            note(!details(before).equals(details(after)) || !order(before).equals(order(after)), PartKind.DETAILS, "");
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
            int was = ordinal(before, perspective);
            boolean same = was >= 0
                    && before.perspectives().get(was).name().equals(perspective.name())
                    && before.perspective(was).equals(after.perspective(i));
            note(!same, PartKind.SECTION, perspective.name());
        }
        before.perspectives().stream()
                .filter(perspective -> ordinal(after, perspective) < 0)
                .forEach(perspective -> note(true, PartKind.SECTION, perspective.name()));
    }

    private static int ordinal(Digest digest, Perspective wanted) {
        List<Perspective> perspectives = digest.perspectives();
        for (int i = 0; i < perspectives.size(); i++) {
            if (perspectives.get(i).id().equalsIgnoreCase(wanted.id())) {
                return i;
            }
        }
        return -1;
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
            changedParts.add(new ChangedPart(kind, name.replaceAll("\\s+", " ").strip()));
        }
    }

    /// The article counts and outlets.
    private static List<Object> details(Digest digest) {
        return List.of(digest.perspectives(), digest.articleCount(), digest.outlets());
    }

    /// The order of the parts.
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
