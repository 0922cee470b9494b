package digestbot.digest.parser;

import digestbot.digest.Perspective;
import digestbot.digest.PointMark;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Says what a written mark means in its section, or what is wrong with it.
final class PointMarkMeaning {

    private static final String PAIR = "pair";
    private static final String ONLY = "only";
    private static final Pattern PAIR_ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._-]{0,63}");

    private final List<Perspective> perspectives;

    PointMarkMeaning(List<FrontMatter.NamedPerspective> perspectives) {
        this.perspectives = perspectives.stream()
                .map(FrontMatter.NamedPerspective::perspective)
                .toList();
    }

    /// A mark as it is read.
    sealed interface Reading {

        /// A mark.
        record Meant(PointMark mark) implements Reading {}

        /// Something else than a mark.
        ///
        /// @param mistake the continuation of a sentence that begins with the mark
        record Mistaken(String mistake) implements Reading {}
    }

    static boolean isKnown(String name) {
        return name.equals(PAIR) || name.equals(ONLY);
    }

    /// @param section the perspective in whose section the mark is
    Reading of(WrittenMark mark, OptionalInt section) {
        return switch (mark.name()) {
            case PAIR -> pair(mark, section);
            case ONLY -> only(mark, section);
            default ->
                new Reading.Mistaken(
                        "is no mark of a point and is shown as text: write {pair: id} or {only: perspective},"
                                + " or put a backslash before the brace");
        };
    }

    private static Reading pair(WrittenMark mark, OptionalInt section) {
        if (section.isEmpty()) {
            return new Reading.Mistaken("is outside the sections of the perspectives and is shown as text: remove it");
        }
        return PAIR_ID.matcher(mark.value()).matches()
                ? new Reading.Meant(new PointMark.Pair(mark.value().toLowerCase(Locale.ROOT)))
                : new Reading.Mistaken("has no id of letters, digits, `-`, `_` and `.` and is shown as text: write one"
                        + " such as {pair: tariffs}");
    }

    private Reading only(WrittenMark mark, OptionalInt section) {
        if (mark.value().isEmpty()) {
            return section.isPresent()
                    ? only(section.getAsInt())
                    : new Reading.Mistaken(
                            "names no perspective and is shown as text: write {only: id} with one of " + ids());
        }
        for (int i = 0; i < perspectives.size(); i++) {
            if (perspectives.get(i).id().equalsIgnoreCase(mark.value())) {
                return section.orElse(i) == i ? only(i) : new Reading.Mistaken(contradiction(section.getAsInt()));
            }
        }
        return new Reading.Mistaken("names no perspective of this digest and is shown as text: write one of " + ids());
    }

    private Reading only(int ordinal) {
        return new Reading.Meant(new PointMark.Only(perspectives.get(ordinal).id()));
    }

    private String contradiction(int section) {
        return "is in the section of “" + perspectives.get(section).name()
                + "” and is shown as text: write {only}, or move the point";
    }

    private String ids() {
        return perspectives.stream().map(Perspective::id).collect(Collectors.joining(", "));
    }
}
