package digestbot.content.views;

import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.views.TopicStyles.PerspectiveStyle;
import digestbot.digest.Comparison;
import digestbot.digest.Comparison.Row;
import digestbot.digest.Perspective;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

record PerspectivePanels(ViewContext view) {

    static final int ALL = Integer.MAX_VALUE;

    private static final int MAX_TITLE_LENGTH = 200;

    /// Points beyond `limit` are only counted.
    Panel one(int ordinal, List<Inline> subtitle, int limit) {
        List<Block> blocks = view.digest().perspective(ordinal);
        int omitted = Math.max(0, BulletPoints.count(view.digest().perspective(ordinal)) - limit);
        boolean silent = !Visibility.inBlocks(blocks);
        return panel(
                ordinal,
                subtitle,
                silent ? ViewContext.notice(view.silence(ordinal)) : BulletPoints.withoutLast(blocks, omitted),
                silent ? List.of() : omittedLine(omitted));
    }

    /// Two or more perspectives: first the points that the digest says are about the same, then the
    /// others of each in a panel of its own. Without such points, all are shown separately, below a
    /// note. `limit` is the maximum number of rows, and of further points of each perspective.
    List<Panel> compared(List<Integer> perspectives, int limit) {
        Comparison points = Comparison.of(view.digest(), perspectives);
        List<Row> rows = points.rows().subList(0, Math.min(limit, points.rows().size()));
        String title = TextShortener.shorten(
                MAX_TITLE_LENGTH,
                perspectives.stream()
                        .map(ordinal -> view.style(ordinal).label())
                        .collect(Collectors.joining(" ⇄ ")));
        List<Panel> panels = new ArrayList<>();
        if (rows.isEmpty()) {
            panels.add(Panel.plain(title, ViewContext.notice(view.texts().format("not-paired"))));
            perspectives.forEach(ordinal -> panels.add(one(ordinal, List.of(), limit)));
            return panels;
        }
        List<String> more = new ArrayList<>();
        points.rests().forEach((ordinal, rest) -> {
            List<Integer> own = rows.stream()
                    .map(row -> row.points().getOrDefault(ordinal, List.of()).size())
                    .filter(count -> count > 0)
                    .toList();
            int paired = own.stream().mapToInt(Integer::intValue).sum();
            addRest(ordinal, rest, limit - own.size(), paired, panels, more);
        });
        panels.addFirst(Panel.plain(title, blocks(rows, marks(perspectives))).withFooter(ViewContext.line(more)));
        return panels;
    }

    /// Adds a panel with the points beyond the pairs, or only their number if none of them is
    /// shown.
    private void addRest(
            int ordinal, List<Block> rest, int limit, int pairedPoints, List<Panel> panels, List<String> more) {
        int restPoints = BulletPoints.countItems(rest);
        int shownPoints = Math.min(limit, restPoints);
        int omitted = BulletPoints.count(view.digest().perspective(ordinal)) - pairedPoints - shownPoints;
        List<Block> shown = BulletPoints.withoutLast(rest, restPoints - shownPoints);
        if (shownPoints > 0 || (restPoints == 0 && Visibility.inBlocks(shown))) {
            String title = view.texts().format("only-in", view.style(ordinal).shortName());
            panels.add(panel(ordinal, List.of(), shown, omittedLine(omitted)).withTitle(title));
        } else {
            more.addAll(more(ordinal, omitted));
        }
    }

    private List<String> more(int ordinal, int omitted) {
        return omitted == 0
                ? List.of()
                : List.of(view.texts()
                        .format(
                                "labelled",
                                view.style(ordinal).label(),
                                view.texts().format("more-points", omitted)));
    }

    private List<Inline> omittedLine(int omitted) {
        return omitted == 0 ? List.of() : ViewContext.line(List.of(view.texts().format("more-points", omitted)));
    }

    private static List<Block> blocks(List<Row> rows, Map<Integer, List<Inline>> marks) {
        List<Block> body = new ArrayList<>();
        for (Row row : rows) {
            List<List<Block>> points = new ArrayList<>();
            row.words()
                    .ifPresent(words -> points.add(
                            List.of(new Paragraph(List.of(new Inline.Strong(List.of(new Inline.Text(words))))))));
            row.points()
                    .forEach((ordinal, own) ->
                            own.forEach(point -> points.add(marked(marks.getOrDefault(ordinal, List.of()), point))));
            body.addAll(together(points));
        }
        return body;
    }

    /// Plain points become one paragraph, so that no page ends between them.
    private static List<Block> together(List<List<Block>> points) {
        List<Inline> lines = new ArrayList<>();
        for (List<Block> point : points) {
            if (point.size() != 1 || !(point.getFirst() instanceof Paragraph(List<Inline> content))) {
                return points.stream().flatMap(List::stream).toList();
            }
            if (!lines.isEmpty()) {
                lines.add(new Inline.LineBreak());
            }
            lines.addAll(content);
        }
        return List.of(new Paragraph(lines));
    }

    private static List<Block> marked(List<Inline> mark, List<Block> point) {
        boolean joins = !point.isEmpty() && point.getFirst() instanceof Paragraph;
        List<Block> marked = new ArrayList<>();
        List<Inline> first = new ArrayList<>(mark);
        if (joins && point.getFirst() instanceof Paragraph(List<Inline> content)) {
            first.addAll(content);
        }
        marked.add(new Paragraph(first));
        marked.addAll(point.subList(joins ? 1 : 0, point.size()));
        return marked;
    }

    /// The marks before the perspectives' points: their emoji, or their names if emoji do not tell
    /// them apart.
    private Map<Integer, List<Inline>> marks(List<Integer> perspectives) {
        boolean apart = perspectives.stream()
                        .map(ordinal -> view.style(ordinal).emoji())
                        .filter(Visibility::in)
                        .distinct()
                        .count()
                == perspectives.size();
        Map<Integer, List<Inline>> marks = new HashMap<>();
        for (int ordinal : perspectives) {
            PerspectiveStyle style = view.style(ordinal);
            marks.put(
                    ordinal,
                    apart
                            ? List.of(new Inline.Text(style.emoji() + " "))
                            : List.of(
                                    new Inline.Strong(List.of(new Inline.Text(style.shortName() + ":"))),
                                    new Inline.Text(" ")));
        }
        return marks;
    }

    Panel panel(int ordinal, List<Inline> subtitle, List<Block> body, List<Inline> footer) {
        Perspective perspective = view.digest().perspectives().get(ordinal);
        PerspectiveStyle style = view.style(ordinal);
        return new Panel(
                Panel.PanelStyle.PERSPECTIVE,
                perspective.name(),
                style.emoji(),
                OptionalInt.of(style.colour()),
                subtitle,
                body,
                footer);
    }
}
