package digestbot.digest;

import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemAttribute;
import digestbot.markdown.Block.ItemList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An author's statement about a point, by a mark at its end. The list item keeps it as an
/// attribute, so that no message and no index contains it.
public sealed interface PointMark {

    /// `{pair: tariffs}`: points of different perspectives with the same id are about the same.
    record Pair(String id) implements PointMark {}

    /// `{only: china}`: no other perspective than the one with that id reports it.
    record Only(String perspective) implements PointMark {}

    static Optional<PointMark> of(Item point) {
        return point.attribute().flatMap(attribute -> switch (attribute.name()) {
            case "pair" -> Optional.of(new Pair(attribute.value()));
            case "only" -> Optional.of(new Only(attribute.value()));
            default -> Optional.empty();
        });
    }

    static List<PointMark> in(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block -> block instanceof ItemList list ? list.items().stream() : Stream.of())
                .flatMap(item -> of(item).stream())
                .toList();
    }

    default ItemAttribute attribute() {
        return switch (this) {
            case Pair(String id) -> new ItemAttribute("pair", id);
            case Only(String perspective) -> new ItemAttribute("only", perspective);
        };
    }
}
