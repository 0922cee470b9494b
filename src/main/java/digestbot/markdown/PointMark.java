package digestbot.markdown;

import digestbot.markdown.Block.ItemList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An author's statement about a point, by a mark at its end, which is not part of its text.
public sealed interface PointMark {

    /// `{pair: tariffs}` or `{pair: tariffs "Steel tariffs"}`: points of different perspectives with
    /// the same id are about the same. One of them may have words for it.
    record Pair(String id, Optional<String> words) implements PointMark {}

    /// `{only: china}`: no perspective except the one with that id reports the point.
    record Only(String perspective) implements PointMark {}

    static List<PointMark> in(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block -> block instanceof ItemList list ? list.items().stream() : Stream.of())
                .flatMap(item -> item.mark().stream())
                .toList();
    }
}
