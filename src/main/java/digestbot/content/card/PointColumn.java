package digestbot.content.card;

import digestbot.content.card.DisplayList.DisplayItem;
import digestbot.content.card.StyledText.TextRun;
import digestbot.content.card.StyledText.TextStyle;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Sets points below each other in a column, each after a dot.
final class PointColumn {

    static final double LEADING = 1.42;

    private static final double BETWEEN = 0.6;
    private static final double INDENT = 0.95;
    private static final double DOT = 0.3;
    static final int MAX_POINTS = 40;

    private final List<PointParagraphs> points;
    private final int count;
    private final LineBreaker breaking;
    private final double size;
    private final double width;
    private final Map<Integer, List<List<ColumnLine>>> known = new HashMap<>();

    private record ColumnLine(double indent, List<TextRun> spans, boolean wide) {}

    PointColumn(List<List<Block>> points, Locale locale, double size, double width) {
        this.points = points.stream().limit(MAX_POINTS).map(PointParagraphs::of).toList();
        this.count = points.size();
        this.breaking = new LineBreaker(locale, size);
        this.size = size;
        this.width = width;
    }

    int count() {
        return count;
    }

    int shown(PointLimit cut) {
        return Math.min(cut.shown(count), points.size());
    }

    double height(PointLimit cut) {
        int shown = shown(cut);
        int rows = IntStream.range(0, shown)
                .map(i -> rows(cut.lines()).get(i).size())
                .sum();
        return rows * size * LEADING + Math.max(0, shown - 1) * size * BETWEEN;
    }

    /// `dots` is the colour of the dots.
    void draw(List<DisplayItem> marks, double x, double y, PointLimit cut, int dots, int ground) {
        double top = y;
        for (List<ColumnLine> point : rows(cut.lines()).subList(0, shown(cut))) {
            double middle = top + size * LEADING * 0.5;
            marks.add(new DisplayItem.RoundedBox(x, middle - size * DOT / 2, size * DOT, size * DOT, size * DOT, dots));
            for (ColumnLine row : point) {
                double baseline = top + size * (LEADING / 2 + 0.36);
                marks.add(new DisplayItem.TextItem(
                        x + row.indent(), baseline, size, CardColours.INK, ground, row.spans(), row.wide()));
                top += size * LEADING;
            }
            top += size * BETWEEN;
        }
    }

    private List<List<ColumnLine>> rows(int lines) {
        return known.computeIfAbsent(
                lines, most -> points.stream().map(point -> rows(point, most)).toList());
    }

    private List<ColumnLine> rows(PointParagraphs point, int most) {
        List<ColumnLine> rows = new ArrayList<>();
        List<PointParagraphs.Indented> passages = point.passages();
        for (int i = 0; i < passages.size() && rows.size() < most; i++) {
            StyledText passage = passages.get(i).passage();
            double indent = size * INDENT * (1 + passages.get(i).depth());
            boolean last = i == passages.size() - 1;
            int room = most - rows.size();
            List<List<TextRun>> set = breaking.lines(passage, width - indent, room, last && point.cut());
            if (!last && set.size() == room) {
                set = breaking.lines(passage, width - indent, room, true);
            }
            set.forEach(spans -> rows.add(new ColumnLine(indent, spans, passage.wide())));
        }
        if (rows.isEmpty()) {
            rows.add(new ColumnLine(size * INDENT, List.of(new TextRun("…", TextStyle.PLAIN)), false));
        }
        return rows;
    }

    /// One point as legible, non-blank passages below each other. `cut` is true if the point was
    /// truncated.
    private record PointParagraphs(List<Indented> passages, boolean cut) {

        private static final int MAX_PASSAGES = 12;
        private static final int DEEPEST = 3;

        record Indented(StyledText passage, int depth) {}

        static PointParagraphs of(List<Block> blocks) {
            List<Indented> passages = new ArrayList<>();
            blocks.forEach(block -> add(block, 0, passages));
            return new PointParagraphs(passages.stream().limit(MAX_PASSAGES).toList(), passages.size() > MAX_PASSAGES);
        }

        /// Stops at the first passage that exceeds the limit.
        private static void add(Block block, int depth, List<Indented> passages) {
            if (passages.size() > MAX_PASSAGES) {
                return;
            }
            switch (block) {
                case Block.Paragraph(var content) -> add(StyledText.of(content), depth, passages);
                case Block.Heading(int _, var content) ->
                    add(StyledText.of(content).inStrong(), depth, passages);
                case Block.ItemList list ->
                    list.items().forEach(item -> item.blocks().forEach(inner -> add(inner, depth + 1, passages)));
                case Block.Quote(var blocks) -> blocks.forEach(inner -> add(inner, depth + 1, passages));
                case Block.CodeBlock(String _, String text) ->
                    add(StyledText.of(text, TextStyle.PLAIN), depth, passages);
                case Block.HorizontalRule() -> {}
            }
        }

        private static void add(StyledText passage, int depth, List<Indented> passages) {
            if (!passage.isBlank()) {
                passages.add(new Indented(passage, Math.min(depth, DEEPEST)));
            }
        }
    }
}
