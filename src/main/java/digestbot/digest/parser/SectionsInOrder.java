package digestbot.digest.parser;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The last resort where no heading names a perspective, because the language inflects the names
/// beyond recognition: if there are as many sections as perspectives, they are taken in their order.
final class SectionsInOrder {

    private SectionsInOrder() {}

    /// Gives the perspectives their sections.
    ///
    /// @param highlightsEnd the first part that is not of the highlights
    /// @param perspectives the perspective of each part, all -1, which this completes
    /// @param doubts receives a doubt for each section
    static void assign(
            Headings headings,
            int highlightsEnd,
            BitSet sourceParts,
            int[] perspectives,
            List<String> names,
            List<HeadingDoubt> doubts) {
        List<Integer> sections = sections(headings, highlightsEnd, sourceParts);
        if (sections.size() != names.size()) {
            return;
        }
        for (int i = 0; i < sections.size(); i++) {
            int part = sections.get(i);
            perspectives[part] = i;
            String heading = headings.text(part);
            doubts.add(new HeadingDoubt(
                    part,
                    "“" + heading + "” names no perspective and is taken for “" + names.get(i)
                            + "”, because it is section " + (i + 1) + " of " + names.size() + ": add `heading: "
                            + heading + "` to the right perspective"));
        }
    }

    private static List<Integer> sections(Headings headings, int highlightsEnd, BitSet sourceParts) {
        List<Integer> sections = new ArrayList<>();
        int open = Integer.MAX_VALUE;
        for (int i = highlightsEnd; i < headings.count(); i++) {
            if (sourceParts.get(i)) {
                open = Integer.MAX_VALUE;
            } else if (headings.isHeading(i) && headings.level(i) <= open && !headings.isContainer(i)) {
                sections.add(i);
                open = headings.level(i);
            }
        }
        return sections;
    }
}
