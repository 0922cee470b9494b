package digestbot.subscription;

import java.util.List;

/// How somebody reads a topic: whose reports, how much of each, and how they stand to each other.
///
/// @param sides the wanted sides' ids, in order; empty means all, the first one rotating by day
public record Reading(List<String> sides, Length length, Layout layout) {

    /// What holds until something else is chosen.
    public static final Reading DEFAULT = new Reading(List.of(), Length.FULL, Layout.STACKED);

    public Reading {
        sides = List.copyOf(sides);
    }

    /// As the columns `sides`, `length` and `layout` say.
    public static Reading of(String sides, String length, String layout) {
        return new Reading(sides(sides), Length.of(length), Layout.of(layout));
    }

    static List<String> sides(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split(",", -1));
    }

    /// The column `sides`: ids by commas.
    public String joinedSides() {
        return String.join(",", sides);
    }

    /// The same with other sides.
    public Reading withSides(List<String> others) {
        return new Reading(others, length, layout);
    }

    /// The same with another length.
    public Reading withLength(Length other) {
        return new Reading(sides, other, layout);
    }

    /// The same with another layout.
    public Reading withLayout(Layout other) {
        return new Reading(sides, length, other);
    }
}
