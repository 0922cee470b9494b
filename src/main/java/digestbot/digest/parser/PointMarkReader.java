package digestbot.digest.parser;

import digestbot.digest.Perspective;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.PointMark;
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
import java.util.stream.IntStream;

/// Takes the marks of points ([PointMark]) out of the text. A mark stands at the end of the first
/// paragraph of a list item; whatever else looks like one remains text, with a warning.
final class PointMarkReader {

    private static final String PAIR = "pair";
    private static final String ONLY = "only";
    private static final String STORY = "story";
    private static final Set<String> NAMES = Set.of(PAIR, ONLY, STORY);
    private static final Pattern PAIR_ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._-]{0,63}");

    private final List<Perspective> perspectives;
    private final DiagnosticCollector warnings;
    private final Map<String, PairUse> pairs = new HashMap<>();

    /// The line is that of the first point of the pair.
    private record PairUse(int line, Set<Integer> perspectives) {}

    PointMarkReader(List<Perspective> perspectives, DiagnosticCollector warnings) {
        this.perspectives = List.copyOf(perspectives);
        this.warnings = warnings;
    }

    /// The blocks, with the marks as attributes of the points. Their text, as it is written, is
    /// `markdown`, which starts on `firstLine` of the file.
    List<Block> read(List<Block> blocks, String markdown, int firstLine, OptionalInt perspective) {
        List<WrittenMark> unread = WrittenMark.in(markdown, firstLine);
        if (unread.isEmpty()) {
            return blocks;
        }
        List<Block> read = BulletPoints.withItems(blocks, item -> read(item, unread, perspective));
        for (WrittenMark mark : unread) {
            if (NAMES.contains(mark.name()) && !mark.isEscaped()) {
                warn(mark, "is not at the end of a point and is shown as text: put it at the end of a list item");
            }
        }
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

    private Item read(Item item, List<WrittenMark> unread, OptionalInt perspective) {
        if (!(item.blocks().getFirst() instanceof Paragraph(List<Inline> content))
                || !(content.getLast() instanceof Inline.Text(String last))
                || !last.endsWith("}")) {
            return item;
        }
        Optional<WrittenMark> found =
                unread.stream().filter(written -> last.endsWith(written.text())).findFirst();
        List<Inline> text = found.map(mark -> without(content, last, mark)).orElse(List.of());
        if (text.isEmpty()) {
            return item;
        }
        WrittenMark mark = found.get();
        // A story may stand beside another mark, in any order.
        boolean isSecond = mark.name().equals(STORY)
                ? item.story().isPresent()
                : item.mark().isPresent();
        if (isSecond) {
            return item;
        }
        unread.remove(mark);
        Optional<PointMark> meant = mark.isEscaped() ? Optional.empty() : meaning(mark, perspective);
        if (meant.isEmpty()) {
            return item;
        }
        List<Block> blocks = new ArrayList<>(item.blocks());
        blocks.set(0, new Paragraph(text));
        Item marked = meant.get() instanceof PointMark.Story story
                ? new Item(blocks, item.mark(), Optional.of(story))
                : new Item(blocks, meant, item.story());
        return read(marked, unread, perspective);
    }

    private static List<Inline> without(List<Inline> content, String last, WrittenMark mark) {
        List<Inline> text = new ArrayList<>(content.subList(0, content.size() - 1));
        String rest = last.substring(0, last.length() - mark.text().length()).stripTrailing();
        if (!rest.isEmpty()) {
            text.add(new Inline.Text(rest));
        }
        while (!text.isEmpty() && text.getLast() instanceof Inline.LineBreak) {
            text.removeLast();
        }
        return text;
    }

    /// The meaning of a mark in the section of that perspective; empty if it is mistaken, with a
    /// warning.
    private Optional<PointMark> meaning(WrittenMark mark, OptionalInt section) {
        return switch (mark.name()) {
            case PAIR -> pair(mark, section);
            case ONLY -> only(mark, section);
            case STORY -> story(mark);
            default ->
                warn(
                        mark,
                        "is no mark of a point and is shown as text: write {pair: id}, {only: perspective} or"
                                + " {story: id}, or put a backslash before the brace");
        };
    }

    private Optional<PointMark> pair(WrittenMark mark, OptionalInt section) {
        if (section.isEmpty()) {
            return warn(mark, "is outside the sections of the perspectives and is shown as text: remove it");
        }
        if (!PAIR_ID.matcher(mark.value()).matches()) {
            return warn(
                    mark,
                    "has no id of letters, digits, `-`, `_` and `.` and is shown as text: write one"
                            + " such as {pair: tariffs}");
        }
        String id = mark.value().toLowerCase(Locale.ROOT);
        pairs.computeIfAbsent(id, _ -> new PairUse(mark.line(), new HashSet<>()))
                .perspectives()
                .add(section.getAsInt());
        return Optional.of(new PointMark.Pair(id));
    }

    private Optional<PointMark> story(WrittenMark mark) {
        return PAIR_ID.matcher(mark.value()).matches()
                ? Optional.of(new PointMark.Story(mark.value().toLowerCase(Locale.ROOT)))
                : warn(
                        mark,
                        "has no id of letters, digits, `-`, `_` and `.` and is shown as text: write one"
                                + " such as {story: geneva-pact}");
    }

    private Optional<PointMark> only(WrittenMark mark, OptionalInt section) {
        String ids = perspectives.stream().map(Perspective::id).collect(Collectors.joining(", "));
        if (mark.value().isEmpty() && section.isEmpty()) {
            return warn(mark, "names no perspective and is shown as text: write {only: id} with one of " + ids);
        }
        OptionalInt named = mark.value().isEmpty()
                ? section
                : IntStream.range(0, perspectives.size())
                        .filter(i -> perspectives.get(i).id().equalsIgnoreCase(mark.value()))
                        .findFirst();
        if (named.isEmpty()) {
            return warn(mark, "names no perspective of this digest and is shown as text: write one of " + ids);
        }
        if (section.isPresent() && !section.equals(named)) {
            return warn(
                    mark,
                    "is in the section of “"
                            + perspectives.get(section.getAsInt()).name()
                            + "” and is shown as text: write {only}, or move the point");
        }
        return Optional.of(new PointMark.Only(perspectives.get(named.getAsInt()).id()));
    }

    /// The mistake continues a sentence that begins with the mark.
    private Optional<PointMark> warn(WrittenMark mark, String mistake) {
        warnings.add(mark.line(), "“" + mark.text() + "” " + mistake);
        return Optional.empty();
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
                int end = written.length();
                int open = open(written, end);
                Matcher mark = MARK.matcher(written);
                // Before a mark is another one, or text.
                while (open >= 0
                        && mark.region(open, end).lookingAt()
                        && (end == written.length() || NAMES.contains(mark.group(1)))) {
                    String value = mark.group(2) == null ? "" : mark.group(2).strip();
                    String text = mark.group();
                    boolean escaped = text.endsWith("\\}") || (open > 0 && written.charAt(open - 1) == '\\');
                    marks.add(new WrittenMark(text.replace("\\}", "}"), escaped, mark.group(1), value, line));
                    end = open;
                    open = open(written, end);
                }
                line++;
            }
            return marks;
        }

        /// The brace that opens the mark at the end of the beginning of a line; -1 if there is none.
        private static int open(String line, int end) {
            return line.substring(0, end).stripTrailing().endsWith("}") ? line.lastIndexOf('{', end - 1) : -1;
        }
    }
}
