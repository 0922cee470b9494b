package digestbot.content.views;

import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.views.StyleRegistry.PerspectiveStyle;
import digestbot.digest.Perspective;
import digestbot.digest.story.Comparison;
import digestbot.digest.story.Comparison.Row;
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

    /// Compares two or more perspectives: rows of points that several report, then a panel with the
    /// other points of each. `limit` is the maximum number of rows, and of further points of each
    /// perspective.
    List<Panel> compared(List<Integer> perspectives, int limit) {
        Comparison comparison = Comparison.of(view.digest(), perspectives);
        List<Row> rows =
                comparison.rows().subList(0, Math.min(limit, comparison.rows().size()));
        if (rows.isEmpty()) {
            return perspectives.stream()
                    .map(ordinal -> one(ordinal, List.of(), limit))
                    .toList();
        }
        List<Panel> rests = new ArrayList<>();
        List<String> more = new ArrayList<>();
        comparison.rests().forEach((ordinal, rest) -> {
            List<Integer> own = rows.stream()
                    .map(row -> row.points(ordinal).size())
                    .filter(count -> count > 0)
                    .toList();
            int inRows = own.stream().mapToInt(Integer::intValue).sum();
            more.addAll(addRest(ordinal, rest, limit - own.size(), inRows, rests));
        });
        String title = TextShortener.shorten(
                MAX_TITLE_LENGTH,
                perspectives.stream()
                        .map(ordinal -> view.style(ordinal).label())
                        .collect(Collectors.joining(" ⇄ ")));
        List<Block> body = new ArrayList<>();
        Map<Integer, List<Inline>> marks = marks(perspectives);
        for (Row row : rows) {
            if (comparison.isFirstByWords(row)) {
                body.addAll(ViewContext.notice(view.texts().format("matched-by-words")));
            }
            body.addAll(blocks(row, marks));
        }
        List<Panel> panels = new ArrayList<>();
        panels.add(Panel.plain(title, body).withFooter(ViewContext.line(more)));
        panels.addAll(rests);
        return panels;
    }

    /// Adds panels with the perspective's points outside the rows. Returns their number as text if
    /// none is shown.
    private List<String> addRest(int ordinal, Comparison.Rest rest, int limit, int inRows, List<Panel> panels) {
        List<Block> only = first(rest.only(), limit);
        List<Block> further = first(rest.further(), limit - BulletPoints.countItems(only));
        int omitted = BulletPoints.count(view.digest().perspective(ordinal))
                - inRows
                - BulletPoints.countItems(only)
                - BulletPoints.countItems(further);
        boolean hasOnly = Visibility.inBlocks(only);
        boolean hasFurther = Visibility.inBlocks(further);
        if (hasOnly) {
            String title = view.texts().format("only-in", view.inSentence(ordinal));
            panels.add(panel(ordinal, List.of(), only, hasFurther ? List.of() : omittedLine(omitted))
                    .withTitle(title));
        }
        if (hasFurther) {
            panels.add(panel(ordinal, List.of(), further, omittedLine(omitted)));
        }
        return hasOnly || hasFurther ? List.of() : more(ordinal, omitted);
    }

    /// At most `limit` points; nothing if there are points but none of them is within the limit.
    private static List<Block> first(List<Block> blocks, int limit) {
        int points = BulletPoints.countItems(blocks);
        return points > 0 && limit <= 0 ? List.of() : BulletPoints.withoutLast(blocks, Math.max(0, points - limit));
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

    private List<Block> blocks(Row row, Map<Integer, List<Inline>> marks) {
        List<List<Block>> points = new ArrayList<>();
        row.words()
                .ifPresent(words -> points.add(
                        List.of(new Paragraph(List.of(new Inline.Strong(List.of(new Inline.Text(words))))))));
        view.stories()
                .of(row)
                .ifPresent(earlier ->
                        points.add(ViewContext.notice(view.texts().format("story-continues", view.day(earlier)))));
        row.figures(view.digest().key().language())
                .ifPresent(differ -> points.add(
                        ViewContext.notice(view.texts().format("figures-differ", differ.one(), differ.other()))));
        row.cells()
                .forEach((ordinal, cell) -> cell.blocks()
                        .forEach(point -> points.add(marked(marks.getOrDefault(ordinal, List.of()), point))));
        return together(points);
    }

    /// Joins plain points into one paragraph, so that no page ends between them.
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

    /// The marks before the perspectives' points: emoji if these are distinct, otherwise names.
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
