package digestbot.digest.parser;

import digestbot.digest.Perspective;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Takes the marks of points ([PointMark]) out of the text. A mark stands at the end of the first
/// paragraph of a list item; whatever else looks like one remains text, with a warning.
final class PointMarkReader {

    private final PointMarkMeaning meaning;
    private final DiagnosticCollector warnings;
    private final Map<String, PairUse> pairs = new HashMap<>();

    /// The line is that of the first point of the pair.
    private record PairUse(int line, Set<Integer> perspectives) {}

    PointMarkReader(List<Perspective> perspectives, DiagnosticCollector warnings) {
        this.meaning = new PointMarkMeaning(perspectives);
        this.warnings = warnings;
    }

    /// The blocks, with the marks as attributes of the points. Their text, as it is written, is
    /// `markdown`, which starts on `firstLine` of the file.
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

    /// The meaning of a written mark in its section, or its mistake.
    private static final class PointMarkMeaning {

        private static final String PAIR = "pair";
        private static final String ONLY = "only";
        private static final Pattern PAIR_ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._-]{0,63}");

        private final List<Perspective> perspectives;

        PointMarkMeaning(List<Perspective> perspectives) {
            this.perspectives = List.copyOf(perspectives);
        }

        sealed interface Reading {

            record Meant(PointMark mark) implements Reading {}

            /// The mistake continues a sentence that begins with the mark.
            record Mistaken(String mistake) implements Reading {}
        }

        static boolean isKnown(String name) {
            return name.equals(PAIR) || name.equals(ONLY);
        }

        /// `section` is the perspective in whose section the mark is.
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
                return new Reading.Mistaken(
                        "is outside the sections of the perspectives and is shown as text: remove it");
            }
            return PAIR_ID.matcher(mark.value()).matches()
                    ? new Reading.Meant(new PointMark.Pair(mark.value().toLowerCase(Locale.ROOT)))
                    : new Reading.Mistaken(
                            "has no id of letters, digits, `-`, `_` and `.` and is shown as text: write one"
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
            return new Reading.Mistaken(
                    "names no perspective of this digest and is shown as text: write one of " + ids());
        }

        private Reading only(int ordinal) {
            return new Reading.Meant(
                    new PointMark.Only(perspectives.get(ordinal).id()));
        }

        private String contradiction(int section) {
            return "is in the section of “" + perspectives.get(section).name()
                    + "” and is shown as text: write {only}, or move the point";
        }

        private String ids() {
            return perspectives.stream().map(Perspective::id).collect(Collectors.joining(", "));
        }
    }

    /// Something at the end of a line that has the form of a mark: `{name}` or `{name: value}`.
    ///
    /// @param text the whole of it, as it is read
    /// @param isEscaped true if a backslash makes it text
    /// @param value empty if there is none
    private record WrittenMark(String text, boolean isEscaped, String name, String value, int line) {

        private static final Pattern MARK = Pattern.compile(
                "\\{[ \\t]*(\\p{L}[\\p{L}\\p{N}_-]{0,39})[ \\t]*(?::([^{}\\\\]{0,100}))?\\\\?}(?=[ \\t]*$)");

        static List<WrittenMark> in(String markdown, int firstLine) {
            if (markdown.indexOf('}') < 0) {
                return List.of();
            }
            List<WrittenMark> marks = new ArrayList<>();
            int line = firstLine;
            for (String written : markdown.split("\n", -1)) {
                int open = written.stripTrailing().endsWith("}") ? written.lastIndexOf('{') : -1;
                Matcher mark = MARK.matcher(written);
                if (open >= 0 && mark.find(open)) {
                    String value = mark.group(2) == null ? "" : mark.group(2).strip();
                    String text = mark.group();
                    boolean escaped = text.endsWith("\\}") || (open > 0 && written.charAt(open - 1) == '\\');
                    marks.add(new WrittenMark(text.replace("\\}", "}"), escaped, mark.group(1), value, line));
                }
                line++;
            }
            return marks;
        }
    }
}
