package digestbot.content.views;

import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.markdown.Block;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.PlainText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The points of a perspective that an earlier digest did not have. Points are compared by their
/// text without spaces and formatting.
final class NewPoints {

    private NewPoints() {}

    /// The perspective's new points, in order; blocks that are not points are omitted.
    ///
    /// @param ordinal the perspective's place in the later digest
    static List<Block> of(Digest before, Digest after, int ordinal) {
        Perspective perspective = after.perspectives().get(ordinal);
        Set<String> known = IntStream.range(0, before.perspectives().size())
                .filter(i -> before.perspectives().get(i).id().equalsIgnoreCase(perspective.id()))
                .boxed()
                .flatMap(i -> texts(before.perspective(i)))
                .collect(Collectors.toSet());
        List<Block> fresh = new ArrayList<>();
        for (Block block : after.perspective(ordinal)) {
            if (block instanceof ItemList list) {
                List<Block.Item> items = list.items().stream()
                        .filter(item -> isNew(text(item.blocks()), known))
                        .toList();
                if (!items.isEmpty()) {
                    fresh.add(ItemList.bullets(items));
                }
            } else if (PerspectivePoints.isPoint(block) && isNew(text(List.of(block)), known)) {
                fresh.add(block);
            }
        }
        return fresh;
    }

    private static boolean isNew(String text, Set<String> known) {
        return !text.isEmpty() && !known.contains(text);
    }

    private static Stream<String> texts(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block -> block instanceof ItemList list
                        ? list.items().stream().map(item -> text(item.blocks()))
                        : Stream.of(text(List.of(block))));
    }

    private static String text(List<Block> blocks) {
        return Normalizer.normalize(PlainText.of(blocks), Normalizer.Form.NFKC).replaceAll("[\\s\\p{Z}]+", "");
    }
}
