package digestbot.digest;

import digestbot.digest.RevisionChanges.Place;
import digestbot.digest.RevisionChanges.Place.Kind;
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
    private final Set<Place> places = new LinkedHashSet<>();

    DigestComparison(Digest before, Digest after) {
        this.before = before;
        this.after = after;
    }

    /// The changed places in reading order, without duplicates.
    List<Place> places() {
        compareHeads();
        comparePerspectives();
        compareOthers();
        note(!before.sources().equals(after.sources()), Kind.SOURCES, "");
        if (places.isEmpty()) {
            note(!details(before).equals(details(after)) || !order(before).equals(order(after)), Kind.DETAILS, "");
        }
        return List.copyOf(places);
    }

    private void compareHeads() {
        boolean named = before.title().equals(after.title())
                && before.topic().name().equals(after.topic().name());
        note(!named, Kind.TITLE, "");
        note(!before.highlights().equals(after.highlights()), Kind.HIGHLIGHTS, "");
    }

    private void comparePerspectives() {
        for (int i = 0; i < after.perspectives().size(); i++) {
            Perspective perspective = after.perspectives().get(i);
            int was = ordinal(before, perspective);
            boolean same = was >= 0
                    && before.perspectives().get(was).name().equals(perspective.name())
                    && before.perspective(was).equals(after.perspective(i));
            note(!same, Kind.SECTION, perspective.name());
        }
        before.perspectives().stream()
                .filter(perspective -> ordinal(after, perspective) < 0)
                .forEach(perspective -> note(true, Kind.SECTION, perspective.name()));
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
        List<Section.Other> old = others(before);
        List<Section.Other> now = others(after);
        now.stream().filter(section -> !old.contains(section)).forEach(this::note);
        old.stream()
                .filter(section ->
                        now.stream().noneMatch(other -> other.heading().equals(section.heading())))
                .forEach(this::note);
    }

    private static List<Section.Other> others(Digest digest) {
        return digest.sections().stream()
                .filter(Section.Other.class::isInstance)
                .map(Section.Other.class::cast)
                .toList();
    }

    private void note(Section.Other section) {
        note(true, Kind.SECTION, section.heading());
    }

    private void note(boolean differs, Kind kind, String name) {
        if (differs) {
            places.add(new Place(kind, name.replaceAll("\\s+", " ").strip()));
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
                case Section.Perspective perspective -> Optional.of(perspective.blocks());
                case Section.Other other -> Optional.of(other.blocks());
                case Section.SourceList _ -> Optional.empty();
            };
            blocks.ifPresent(order::add);
        }
        return order;
    }
}
