package digestbot.content.views;

import digestbot.digest.PointMark;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The points of two perspectives: those that the digest says belong together, and the rest.
///
/// @param pairs in the order of the first perspective
/// @param restOfFirst the blocks of the first perspective without its paired points
record PointPairs(List<Pair> pairs, List<Block> restOfFirst, List<Block> restOfSecond) {

    /// The points of each of the two perspectives; several if they have the same mark.
    record Pair(List<List<Block>> first, List<List<Block>> second) {}

    static PointPairs of(List<Block> first, List<Block> second) {
        Set<String> common = new HashSet<>(ids(first));
        common.retainAll(ids(second));
        var one = new PairedPoints(first, common);
        var other = new PairedPoints(second, common);
        List<Pair> pairs = one.points.entrySet().stream()
                .map(entry -> new Pair(entry.getValue(), other.points.getOrDefault(entry.getKey(), List.of())))
                .toList();
        return new PointPairs(pairs, one.rest, other.rest);
    }

    private static Set<String> ids(List<Block> blocks) {
        return PointMark.in(blocks).stream().flatMap(mark -> id(mark).stream()).collect(Collectors.toSet());
    }

    private static Optional<String> id(PointMark mark) {
        return mark instanceof PointMark.Pair(String id) ? Optional.of(id) : Optional.empty();
    }

    /// The paired points of one perspective, by the ids of their pairs. Blocks before a point, such as
    /// a heading, come with it.
    private static final class PairedPoints {

        private final Map<String, List<List<Block>>> points = new LinkedHashMap<>();
        private final List<Block> rest = new ArrayList<>();
        private final List<Block> before = new ArrayList<>();

        private PairedPoints(List<Block> blocks, Set<String> ids) {
            for (Block block : blocks) {
                if (block instanceof ItemList list) {
                    add(list, ids);
                } else {
                    before.add(block);
                }
            }
            rest.addAll(before);
        }

        private void add(ItemList list, Set<String> ids) {
            List<Item> others = new ArrayList<>();
            for (Item item : list.items()) {
                Optional<String> id = PointMark.of(item).flatMap(PointPairs::id).filter(ids::contains);
                if (id.isPresent()) {
                    List<Block> point = new ArrayList<>(before);
                    point.removeIf(Block.HorizontalRule.class::isInstance);
                    before.clear();
                    point.addAll(item.blocks());
                    points.computeIfAbsent(id.get(), _ -> new ArrayList<>()).add(point);
                } else {
                    rest.addAll(before);
                    before.clear();
                    others.add(item);
                }
            }
            if (!others.isEmpty()) {
                rest.add(new ItemList(list.ordered(), list.start(), others));
            }
        }
    }
}
