package digestbot.digest.parser;

import digestbot.digest.PointMark;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Takes the marks of points ([PointMark]) out of the text. A mark stands at the end of the first
/// paragraph of a list item; whatever else looks like one remains text, with a warning.
final class PointMarkReader {

    private final PointMarkMeaning meaning;
    private final DiagnosticCollector warnings;
    private final Map<String, PairUse> pairs = new HashMap<>();

    /// @param line the line of the first point of a pair
    private record PairUse(int line, Set<Integer> perspectives) {}

    PointMarkReader(List<FrontMatter.NamedPerspective> perspectives, DiagnosticCollector warnings) {
        this.meaning = new PointMarkMeaning(perspectives);
        this.warnings = warnings;
    }

    /// The blocks of a text, with the marks as attributes of the points.
    ///
    /// @param markdown the text as it is written
    /// @param firstLine its first line
    /// @param perspective the perspective in whose section it is
    List<Block> read(List<Block> blocks, String markdown, int firstLine, OptionalInt perspective) {
        List<WrittenMark> written = WrittenMark.in(markdown, firstLine);
        if (written.isEmpty()) {
            return blocks;
        }
        var section = new MarkedText(new ArrayList<>(written), perspective);
        List<Block> read = blocks.stream()
                .map(block -> block instanceof ItemList(boolean ordered, int start, List<Item> items)
                        ? new ItemList(
                                ordered,
                                start,
                                items.stream().map(section::read).toList())
                        : block)
                .toList();
        section.unread.forEach(this::warnOfMisplaced);
        return read;
    }

    /// Warns about pairs of which only one perspective has a point.
    void checkPairs() {
        pairs.forEach((id, use) -> {
            if (use.perspectives().size() == 1) {
                warnings.add(
                        use.line(),
                        "{pair: " + id + "} is in the section of one perspective only: mark the points of another"
                                + " perspective that belong to it, or write {only}");
            }
        });
    }

    private void warnOfMisplaced(WrittenMark mark) {
        if (PointMarkMeaning.isKnown(mark.name()) && !mark.isEscaped()) {
            warnings.add(
                    mark.line(),
                    "“" + mark.text() + "” is not at the end of a point and is shown as text: put it at the end of a"
                            + " list item");
        }
    }

    /// The marks of one text and the section in which it is.
    private final class MarkedText {

        private final List<WrittenMark> unread;
        private final OptionalInt perspective;

        private MarkedText(List<WrittenMark> written, OptionalInt perspective) {
            this.unread = written;
            this.perspective = perspective;
        }

        private Item read(Item item) {
            if (!(item.blocks().getFirst() instanceof Paragraph(List<Inline> content))
                    || !(content.getLast() instanceof Inline.Text(String last))
                    || !last.endsWith("}")) {
                return item;
            }
            Optional<WrittenMark> mark = unread.stream()
                    .filter(written -> last.endsWith(written.text()))
                    .findFirst();
            if (mark.isEmpty()) {
                return item;
            }
            List<Inline> text = without(content, last, mark.get());
            if (text.isEmpty()) {
                return item;
            }
            unread.remove(mark.get());
            return mark.get().isEscaped() ? item : read(item, mark.get(), text);
        }

        private Item read(Item item, WrittenMark written, List<Inline> text) {
            PointMarkMeaning.Reading reading = meaning.of(written, perspective);
            return switch (reading) {
                case PointMarkMeaning.Reading.Meant(PointMark mark) -> {
                    note(mark, written.line());
                    List<Block> blocks = new ArrayList<>(item.blocks());
                    blocks.set(0, new Paragraph(text));
                    yield new Item(blocks, Optional.of(mark.attribute()));
                }
                case PointMarkMeaning.Reading.Mistaken(String mistake) -> {
                    warnings.add(written.line(), "“" + written.text() + "” " + mistake);
                    yield item;
                }
            };
        }

        private void note(PointMark mark, int line) {
            if (mark instanceof PointMark.Pair(String id)) {
                pairs.computeIfAbsent(id, _ -> new PairUse(line, new HashSet<>()))
                        .perspectives()
                        .add(perspective.orElseThrow());
            }
        }

        /// The text of a point without its mark; empty if nothing remains.
        private static List<Inline> without(List<Inline> content, String last, WrittenMark mark) {
            List<Inline> text = new ArrayList<>(content.subList(0, content.size() - 1));
            String rest =
                    last.substring(0, last.length() - mark.text().length()).stripTrailing();
            if (!rest.isEmpty()) {
                text.add(new Inline.Text(rest));
            }
            while (!text.isEmpty() && text.getLast() instanceof Inline.LineBreak) {
                text.removeLast();
            }
            return text;
        }
    }
}
