package digestbot.digest.parser;

import digestbot.digest.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/// Finds the perspective of each source. The mark of an entry wins. Otherwise it is the place in
/// the list, which is in blocks in the order of the perspectives if the digest says so, or if all
/// perspectives that have articles have equally many, which make up the list.
record SourceBlocks(FrontMatter frontMatter, boolean isOrdered, DiagnosticCollector warnings) {

    List<Source> divide(List<Source> sources, int line) {
        List<Integer> places = places(sources.size(), line);
        List<Source> divided = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            divided.add(places.isEmpty() || source.perspective().isPresent() ? source : source.of(places.get(i)));
        }
        return divided;
    }

    /// The perspective of each place in the list; empty if the list has no blocks.
    private List<Integer> places(int size, int line) {
        if (frontMatter.perspectives().size() < 2) {
            return List.of();
        }
        List<Integer> places = new ArrayList<>();
        int largest = 0;
        boolean equal = true;
        for (int i = 0; i < frontMatter.perspectives().size(); i++) {
            OptionalInt count = frontMatter.perspectives().get(i).perspective().count();
            if (count.isEmpty() || places.size() + count.getAsInt() > size) {
                return without(line);
            }
            equal &= count.getAsInt() == 0 || largest == 0 || count.getAsInt() == largest;
            largest = Math.max(largest, count.getAsInt());
            places.addAll(Collections.nCopies(count.getAsInt(), i));
        }
        return places.size() != size ? without(line) : equal || isOrdered ? places : List.of();
    }

    private List<Integer> without(int line) {
        if (isOrdered) {
            warnings.add(
                    line,
                    "the sources are in the order of the perspectives, but their counts do not say where each begins:"
                            + " give every perspective its `count`, so that they add up to the list");
        }
        return List.of();
    }
}
