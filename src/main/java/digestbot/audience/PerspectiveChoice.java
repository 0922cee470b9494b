package digestbot.audience;

import java.util.List;
import java.util.stream.Stream;

/// The perspectives of a topic that a subscriber reads, and their order. Ids are compared without
/// regard to case.
///
/// @param ids the chosen perspectives in order; if empty, all are read in rotating order
/// @param includesOthers true if all other perspectives follow, including future ones; always true
///     if none is chosen
public record PerspectiveChoice(List<String> ids, boolean includesOthers) {

    /// All perspectives, the first one rotating by day.
    public static final PerspectiveChoice ALL = new PerspectiveChoice(List.of(), true);

    /// Stands for all other perspectives in the column; it is not a valid perspective id.
    private static final String OTHERS = "*";

    public PerspectiveChoice {
        ids = List.copyOf(ids);
        includesOthers = includesOthers || ids.isEmpty();
    }

    /// Chooses only these perspectives, in order; all if there are none.
    public static PerspectiveChoice only(List<String> ids) {
        return new PerspectiveChoice(ids, false);
    }

    /// Parses the column `perspectives`: ids separated by commas, with `*` at the end if all others
    /// follow; empty for all.
    public static PerspectiveChoice of(String column) {
        List<String> ids = column.isEmpty() ? List.of() : List.of(column.split(",", -1));
        return ids.isEmpty() || !ids.getLast().equals(OTHERS)
                ? only(ids)
                : new PerspectiveChoice(ids.subList(0, ids.size() - 1), true);
    }

    public String column() {
        return ids.isEmpty() || !includesOthers ? String.join(",", ids) : String.join(",", ids) + "," + OTHERS;
    }

    public boolean isAll() {
        return ids.isEmpty();
    }

    private boolean includes(String id) {
        return ids.stream().anyMatch(id::equalsIgnoreCase);
    }

    /// Appends the perspective; if none was chosen, it becomes the only one.
    public PerspectiveChoice with(String id) {
        return includes(id) ? this : new PerspectiveChoice(joined(ids, List.of(id)), includesOthers && !isAll());
    }

    /// Removes the perspective and excludes future ones, so that none takes its place. `known` has
    /// the topic's current perspectives.
    public PerspectiveChoice without(String id, List<String> known) {
        return only(except(includesOthers && !isAll() ? joined(ids, unplaced(known)) : ids, id));
    }

    /// Moves a perspective to the front. If all others follow, the known ones are chosen
    /// explicitly, so that a new perspective comes last.
    public PerspectiveChoice first(String id, List<String> known) {
        List<String> order = includesOthers ? joined(ids, unplaced(known)) : ids;
        return new PerspectiveChoice(joined(List.of(id), except(order, id)), includesOthers);
    }

    private List<String> unplaced(List<String> known) {
        return known.stream().filter(id -> !includes(id)).toList();
    }

    private static List<String> except(List<String> ids, String id) {
        return ids.stream().filter(other -> !id.equalsIgnoreCase(other)).toList();
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
