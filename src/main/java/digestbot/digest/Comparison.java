package digestbot.digest;

import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import digestbot.markdown.PointMark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// The points of several perspectives: those that are about the same, and the rest.
///
/// Only the digest says which points are about the same.
///
/// @param rows in the order in which the perspectives have them
/// @param rests the blocks of each perspective without the points of the rows, by its place in the
///     digest
public record Comparison(List<Row> rows, SequencedMap<Integer, List<Block>> rests) {

    /// What two or more points are about, with each perspective's points by its place in the digest.
    ///
    /// @param pair the id in the points' marks
    /// @param words its heading, as the author wrote it on one of the points
    public record Row(String pair, Optional<String> words, SequencedMap<Integer, List<List<Block>>> points) {

        /// A point of the row below the row's words.
        public List<Block> headed(List<Block> point) {
            List<Block> headed = new ArrayList<>(point);
            words.ifPresent(text -> headed.addFirst(new Block.Heading(HEADING, List.of(new Inline.Text(text)))));
            return headed;
        }
    }

    private static final int HEADING = 6;

    /// Compares the perspectives at these places in the digest.
    public static Comparison of(Digest digest, List<Integer> perspectives) {
        SequencedMap<String, Set<Integer>> uses = new LinkedHashMap<>();
        for (int ordinal : perspectives) {
            pairs(digest.perspective(ordinal))
                    .forEach(pair -> uses.computeIfAbsent(pair.id(), _ -> new HashSet<>())
                            .add(ordinal));
        }
        Map<String, String> words = new HashMap<>();
        digest.sections().stream()
                .flatMap(section -> pairs(section.blocks()))
                .forEach(pair -> pair.words().ifPresent(text -> words.putIfAbsent(pair.id(), text)));
        SequencedMap<String, Row> rows = new LinkedHashMap<>();
        uses.forEach((id, users) -> {
            if (users.size() > 1) {
                rows.put(id, new Row(id, Optional.ofNullable(words.get(id)), new LinkedHashMap<>()));
            }
        });
        SequencedMap<Integer, List<Block>> rests = new LinkedHashMap<>();
        for (int ordinal : perspectives) {
            rests.put(ordinal, rest(digest.perspective(ordinal), ordinal, rows));
        }
        return new Comparison(List.copyOf(rows.values()), rests);
    }

    private static Stream<PointMark.Pair> pairs(List<Block> blocks) {
        return PointMark.in(blocks).stream()
                .flatMap(mark -> mark instanceof PointMark.Pair pair ? Stream.of(pair) : Stream.of());
    }

    /// The blocks without the points of the rows, to which they are added. Blocks before a point,
    /// such as a heading, come with it.
    private static List<Block> rest(List<Block> blocks, int ordinal, Map<String, Row> rows) {
        List<Block> rest = new ArrayList<>();
        List<Block> before = new ArrayList<>();
        for (Block block : blocks) {
            if (!(block instanceof ItemList list)) {
                before.add(block);
                continue;
            }
            List<Item> others = new ArrayList<>();
            for (Item item : list.items()) {
                Row row = item.mark().orElse(null) instanceof PointMark.Pair(String id, var _) ? rows.get(id) : null;
                if (row != null) {
                    before.removeIf(Block.HorizontalRule.class::isInstance);
                    before.addAll(item.blocks());
                    row.points()
                            .computeIfAbsent(ordinal, _ -> new ArrayList<>())
                            .add(List.copyOf(before));
                } else {
                    rest.addAll(before);
                    others.add(item);
                }
                before.clear();
            }
            if (!others.isEmpty()) {
                rest.add(list.with(others));
            }
        }
        rest.addAll(before);
        return rest;
    }
}
