package digestbot.digest.parser;

import digestbot.digest.Perspective;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.Inline.Citations;
import digestbot.markdown.Inline.Citations.Citation;
import digestbot.markdown.PointMark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

/// Takes the marks of points ([PointMark]) and the numbers of their sources ([Citations]) out of
/// the text. They stand at the end of the first paragraph of a list item. Anything else that looks
/// like a mark remains text, with a warning, as does the number of a missing source.
final class PointMarkReader {

    private static final String PAIR = "pair";
    private static final String ONLY = "only";
    private static final Set<String> NAMES = Set.of(PAIR, ONLY);
    private static final String ID = "[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._-]{0,63}";
    private static final Pattern PAIR_VALUE = Pattern.compile("(" + ID + ")(?:[ \\t]*[\"“”„«「](.{1,80})[\"“”»」])?");
    private static final Pattern COMMA = Pattern.compile("[,，、]");
    private static final Pattern DASH = Pattern.compile("[-–]");
    private static final int MAX_RANGE = 100;

    /// The maximum of cited source numbers in a digest. Twenty ranges at the end of each point
    /// would add up to millions.
    private static final int MAX_CITED = 10_000;

    private final List<Perspective> perspectives;
    private final DiagnosticCollector warnings;
    private final Map<Integer, Citation> sources;
    private final Map<String, PairUse> pairs = new HashMap<>();
    private final Map<String, PairWords> words = new HashMap<>();
    private int allCited;

    /// `line` is the line of the pair's first point.
    private record PairUse(int line, Set<Integer> perspectives) {}

    private record PairWords(String text, int line) {}

    PointMarkReader(List<Perspective> perspectives, List<Source> sources, DiagnosticCollector warnings) {
        this.perspectives = List.copyOf(perspectives);
        this.warnings = warnings;
        this.sources = sources.stream()
                .map(source -> new Citation(source.number(), source.link()))
                .collect(Collectors.toMap(Citation::number, source -> source, (first, _) -> first));
    }

    /// Returns the blocks with the marks as attributes of the points. `markdown` is their text as
    /// written; it starts on line `firstLine` of the file.
    List<Block> read(List<Block> blocks, String markdown, int firstLine, OptionalInt perspective) {
        Map<String, Deque<WrittenMark>> unread = new LinkedHashMap<>();
        WrittenMark.in(markdown, firstLine)
                .forEach(mark -> unread.computeIfAbsent(mark.text(), _ -> new ArrayDeque<>())
                        .add(mark));
        if (unread.isEmpty()) {
            return blocks;
        }
        List<Block> read = BulletPoints.withItems(blocks, item -> read(item, unread, perspective));
        unread.values().stream()
                .flatMap(Deque::stream)
                .filter(mark -> NAMES.contains(mark.name()) && !mark.isEscaped())
                .forEach(mark -> warn(
                        mark, "is not at the end of a point and is shown as text: put it at the end of a list item"));
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

    private Item read(Item item, Map<String, Deque<WrittenMark>> unread, OptionalInt perspective) {
        if (!(item.blocks().getFirst() instanceof Paragraph(List<Inline> content))) {
            return item;
        }
        List<Inline> text = content;
        Optional<PointMark> meant = item.mark();
        List<Citation> cited = new ArrayList<>();
        String unknown = "";
        for (Optional<Deque<WrittenMark>> last = last(text, unread); last.isPresent(); last = last(text, unread)) {
            WrittenMark mark = last.get().element();
            List<Inline> before = without(text, mark.text());
            boolean isSecond = !mark.isCitation() && meant.isPresent();
            if (before.isEmpty() || isSecond) {
                break;
            }
            last.get().remove();
            if (mark.isEscaped()) {
                break;
            }
            if (mark.isCitation()) {
                List<Citation> known = citations(mark);
                cited.addAll(0, known);
                unknown = (known.isEmpty() ? " " + mark.text() : "") + unknown;
            } else {
                Optional<PointMark> read = meaning(mark, perspective);
                if (read.isEmpty()) {
                    break;
                }
                meant = read;
            }
            text = before;
        }
        if (text.equals(content)) {
            return item;
        }
        List<Inline> read = new ArrayList<>(text);
        if (!unknown.isEmpty()) {
            read.add(new Inline.Text(unknown));
        }
        if (!cited.isEmpty()) {
            read.add(new Citations(cited));
        }
        List<Block> blocks = new ArrayList<>(item.blocks());
        blocks.set(0, new Paragraph(read));
        return new Item(blocks, meant);
    }

    /// Finds the written marks equal to the one at the end of the text; the first of them is that
    /// one.
    private static Optional<Deque<WrittenMark>> last(List<Inline> text, Map<String, Deque<WrittenMark>> unread) {
        if (!(text.getLast() instanceof Inline.Text(String last))) {
            return Optional.empty();
        }
        int open = WrittenMark.start(last);
        return Optional.ofNullable(open < 0 ? null : unread.get(last.substring(open)))
                .filter(marks -> !marks.isEmpty());
    }

    /// Removes `end` and the spaces before it.
    private static List<Inline> without(List<Inline> content, String end) {
        List<Inline> text = new ArrayList<>(content);
        String last = text.removeLast().text();
        String rest = last.substring(0, last.length() - end.length()).stripTrailing();
        if (!rest.isEmpty()) {
            text.add(new Inline.Text(rest));
        }
        while (!text.isEmpty() && text.getLast() instanceof Inline.LineBreak) {
            text.removeLast();
        }
        return text;
    }

    /// The sources that the mark numbers; empty, with a warning, if the list lacks one of them.
    private List<Citation> citations(WrittenMark mark) {
        List<Citation> cited = new ArrayList<>();
        for (String part : COMMA.split(mark.value(), -1)) {
            int[] ends = DASH.splitAsStream(part)
                    .mapToInt(number -> Integer.parseInt(number.strip()))
                    .toArray();
            for (int number = ends[0]; number <= Math.min(ends[ends.length - 1], ends[0] + MAX_RANGE); number++) {
                Citation source = sources.get(number);
                if (source == null || allCited + cited.size() == MAX_CITED) {
                    String reason = source == null
                            ? "the source list has no number %d, so correct it or remove the brackets".formatted(number)
                            : "the file names sources %,d times before, so remove some".formatted(allCited);
                    warnings.add(mark.line(), "“" + mark.text() + "” is shown as text: " + reason);
                    return List.of();
                }
                cited.add(source);
            }
        }
        allCited += cited.size();
        return cited;
    }

    /// The meaning of a mark in the perspective's section; empty, with a warning, if the mark is
    /// wrong.
    private Optional<PointMark> meaning(WrittenMark mark, OptionalInt section) {
        return switch (mark.name()) {
            case PAIR -> pair(mark, section);
            case ONLY -> only(mark, section);
            default ->
                warn(
                        mark,
                        "is no mark of a point and is shown as text: write {pair: id} or {only: perspective},"
                                + " or put a backslash before the brace");
        };
    }

    private Optional<PointMark> pair(WrittenMark mark, OptionalInt section) {
        if (section.isEmpty()) {
            return warn(mark, "is outside the sections of the perspectives and is shown as text: remove it");
        }
        Matcher value = PAIR_VALUE.matcher(mark.value());
        if (!value.matches()) {
            return warn(
                    mark,
                    "has no id of letters, digits, `-`, `_` and `.` and is shown as text: write one"
                            + " such as {pair: tariffs}");
        }
        String id = value.group(1).toLowerCase(Locale.ROOT);
        Optional<String> heading = Optional.ofNullable(value.group(2)).map(String::strip);
        pairs.computeIfAbsent(id, _ -> new PairUse(mark.line(), new HashSet<>()))
                .perspectives()
                .add(section.getAsInt());
        PairWords first = heading.map(text -> words.computeIfAbsent(id, _ -> new PairWords(text, mark.line())))
                .orElse(null);
        if (first != null && !heading.equals(Optional.of(first.text()))) {
            warnings.add(
                    mark.line(),
                    "the pair “" + id + "” is called “" + first.text() + "” on line " + first.line()
                            + ": write its words once");
        }
        return Optional.of(new PointMark.Pair(id, heading));
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

    /// `mistake` continues a sentence that begins with the mark.
    private Optional<PointMark> warn(WrittenMark mark, String mistake) {
        warnings.add(mark.line(), "“" + mark.text() + "” " + mistake);
        return Optional.empty();
    }

    /// Text at the end of a line that has the form of a mark, `{name}` or `{name: value}`, or of
    /// source numbers, `[1]`, `[1, 4]` or `[1-3]`.
    ///
    /// @param text the whole mark, as parsed from Markdown
    /// @param isEscaped true if a backslash turns it into text
    /// @param name empty for source numbers
    /// @param value empty if the mark has none
    /// @param before the line's text before the mark
    private record WrittenMark(String text, boolean isEscaped, String name, String value, int line, String before) {

        private static final Pattern MARK =
                Pattern.compile("\\{[ \\t]*(\\p{L}[\\p{L}\\p{N}_-]{0,39})[ \\t]*(?::([^{}\\\\]{0,180}))?\\\\?}");
        private static final String RANGE = "[ \\t]*\\d{1,6}[ \\t]*(?:[-–][ \\t]*\\d{1,6}[ \\t]*)?";
        private static final Pattern NUMBERS =
                Pattern.compile("()\\[(" + RANGE + "(?:[,，、]" + RANGE + "){0,20})\\\\?]");
        private static final int MAX_IN_LINE = 20;

        boolean isCitation() {
            return name.isEmpty();
        }

        static List<WrittenMark> in(String markdown, int firstLine) {
            if (markdown.indexOf('}') < 0 && markdown.indexOf(']') < 0) {
                return List.of();
            }
            List<WrittenMark> marks = new ArrayList<>();
            int line = firstLine;
            for (String written : markdown.split("\n", -1)) {
                Deque<WrittenMark> ofLine = new ArrayDeque<>();
                Optional<WrittenMark> last = last(written.stripTrailing(), line);
                while (last.isPresent() && ofLine.size() < MAX_IN_LINE) {
                    ofLine.addFirst(last.get());
                    last = last(last.get().before(), line);
                }
                marks.addAll(ofLine);
                line++;
            }
            return marks;
        }

        /// The index of the opening bracket or brace that the end of the text closes; -1 if there
        /// is none.
        static int start(String text) {
            return text.endsWith("}") ? text.lastIndexOf('{') : text.endsWith("]") ? text.lastIndexOf('[') : -1;
        }

        private static Optional<WrittenMark> last(String written, int line) {
            int open = start(written);
            Matcher found = (written.endsWith("}") ? MARK : NUMBERS).matcher(written);
            if (open < 0 || !found.region(open, written.length()).matches()) {
                return Optional.empty();
            }
            String text = found.group();
            String before = written.substring(0, open);
            return Optional.of(new WrittenMark(
                    text.replace("\\", ""),
                    text.endsWith("\\}") || text.endsWith("\\]") || before.endsWith("\\"),
                    found.group(1),
                    found.group(2) == null ? "" : found.group(2).strip(),
                    line,
                    before.stripTrailing()));
        }
    }
}
