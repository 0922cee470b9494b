package digestbot.markdown;

import digestbot.markdown.Block.ItemList;
import java.util.List;
import java.util.stream.Stream;

/// An author's statement about a point, by a mark at its end, which is not part of its text.
public sealed interface PointMark {

    /// `{pair: tariffs}`: points of different perspectives with the same id are about the same.
    record Pair(String id) implements PointMark {}

    /// `{only: china}`: no other perspective than the one with that id reports it.
    record Only(String perspective) implements PointMark {}

    /// `{story: pact}`: points with the same id, also of other days of the topic, tell one story.
    record Story(String id) implements PointMark {}

    static List<PointMark> in(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block -> block instanceof ItemList list ? list.items().stream() : Stream.of())
                .flatMap(item -> Stream.concat(item.mark().stream(), item.story().stream()))
                .toList();
    }
}
