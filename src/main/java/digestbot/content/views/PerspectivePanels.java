package digestbot.content.views;

import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.views.TopicStyles.PerspectiveStyle;
import digestbot.digest.Perspective;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.PointMark;
import digestbot.markdown.Visibility;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

record PerspectivePanels(ViewContext view) {

    static final int ALL = Integer.MAX_VALUE;

    private static final int MAX_TITLE_LENGTH = 200;

    /// Points beyond `limit` are only counted.
    Panel one(int ordinal, List<Inline> subtitle, int limit) {
        List<Block> blocks = view.digest().perspective(ordinal);
        int omitted = omittedCount(ordinal, limit);
        boolean silent = !Visibility.inBlocks(blocks);
        return panel(
                ordinal,
                subtitle,
                silent ? ViewContext.notice(view.silence(ordinal)) : BulletPoints.withoutLast(blocks, omitted),
                silent ? List.of() : omittedLine(omitted));
    }

    /// Two or more perspectives: first the points that the digest says belong together, then the
    /// others of each in a panel of its own. Without such points, all are shown separately, below a
    /// note. `limit` is the maximum number of groups, and of further points of each perspective.
    List<Panel> sideBySide(List<Integer> perspectives, int limit) {
        PointGroups points = PointGroups.of(
                perspectives.stream().map(view.digest()::perspective).toList());
        List<List<PointGroups.Point>> groups =
                points.groups().subList(0, Math.min(limit, points.groups().size()));
        String title = TextShortener.shorten(
                MAX_TITLE_LENGTH,
                perspectives.stream()
                        .map(ordinal -> view.style(ordinal).label())
                        .collect(Collectors.joining(" ⇄ ")));
        List<Panel> panels = new ArrayList<>();
        if (groups.isEmpty()) {
            panels.add(Panel.plain(title, ViewContext.notice(view.texts().format("not-paired"))));
            perspectives.forEach(ordinal -> panels.add(one(ordinal, List.of(), limit)));
            return panels;
        }
        List<String> more = new ArrayList<>();
        for (int i = 0; i < perspectives.size(); i++) {
            int place = i;
            List<Long> own = groups.stream()
                    .map(group -> group.stream()
                            .filter(point -> point.place() == place)
                            .count())
                    .filter(count -> count > 0)
                    .toList();
            int grouped = own.stream().mapToInt(Long::intValue).sum();
            addRest(perspectives.get(i), points.rests().get(i), limit - own.size(), grouped, panels, more);
        }
        panels.addFirst(Panel.plain(title, groups(marks(perspectives), groups)).withFooter(ViewContext.line(more)));
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
            panels.add(panel(ordinal, List.of(), shown, omittedLine(omitted)));
        } else {
            more.addAll(more(ordinal, omitted));
        }
    }

    private int omittedCount(int ordinal, int limit) {
        return Math.max(0, BulletPoints.count(view.digest().perspective(ordinal)) - limit);
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

    private static List<Block> groups(List<List<Inline>> marks, List<List<PointGroups.Point>> groups) {
        List<Block> body = new ArrayList<>();
        for (List<PointGroups.Point> group : groups) {
            if (!body.isEmpty()) {
                body.add(new Block.HorizontalRule());
            }
            body.addAll(together(group.stream()
                    .map(point -> marked(marks.get(point.place()), point.blocks()))
                    .toList()));
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
    private List<List<Inline>> marks(List<Integer> perspectives) {
        List<PerspectiveStyle> all = perspectives.stream().map(view::style).toList();
        boolean apart = all.stream()
                        .map(PerspectiveStyle::emoji)
                        .filter(Visibility::in)
                        .distinct()
                        .count()
                == all.size();
        return all.stream()
                .<List<Inline>>map(style -> apart
                        ? List.of(new Inline.Text(style.emoji() + " "))
                        : List.of(
                                new Inline.Strong(List.of(new Inline.Text(style.shortName() + ":"))),
                                new Inline.Text(" ")))
                .toList();
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

    /// The points of several perspectives: those that the digest says belong together, and the
    /// rest.
    ///
    /// @param groups in the order in which the perspectives have them
    /// @param rests the blocks of each perspective without these points
    private record PointGroups(List<List<Point>> groups, List<List<Block>> rests) {

        /// A point that belongs to one of another perspective. The place is that of its perspective
        /// among those compared.
        record Point(int place, List<Block> blocks) {}

        static PointGroups of(List<List<Block>> perspectives) {
            Map<String, Long> uses = perspectives.stream()
                    .flatMap(blocks -> ids(blocks).stream())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            uses.values().removeIf(count -> count < 2);
            Map<String, List<Point>> groups = new LinkedHashMap<>();
            List<List<Block>> rests = new ArrayList<>();
            for (List<Block> blocks : perspectives) {
                rests.add(rest(blocks, rests.size(), uses.keySet(), groups));
            }
            return new PointGroups(List.copyOf(groups.values()), rests);
        }

        private static Set<String> ids(List<Block> blocks) {
            return PointMark.in(blocks).stream()
                    .flatMap(mark -> id(mark).stream())
                    .collect(Collectors.toSet());
        }

        private static Optional<String> id(PointMark mark) {
            return mark instanceof PointMark.Pair(String id) ? Optional.of(id) : Optional.empty();
        }

        /// The blocks without the points of these ids, which are added to their groups. Blocks before
        /// a point, such as a heading, come with it.
        private static List<Block> rest(
                List<Block> blocks, int place, Set<String> ids, Map<String, List<Point>> groups) {
            List<Block> rest = new ArrayList<>();
            List<Block> before = new ArrayList<>();
            for (Block block : blocks) {
                if (!(block instanceof ItemList list)) {
                    before.add(block);
                    continue;
                }
                List<Item> others = new ArrayList<>();
                for (Item item : list.items()) {
                    Optional<String> id = item.mark().flatMap(PointGroups::id).filter(ids::contains);
                    if (id.isPresent()) {
                        before.removeIf(Block.HorizontalRule.class::isInstance);
                        before.addAll(item.blocks());
                        groups.computeIfAbsent(id.get(), _ -> new ArrayList<>())
                                .add(new Point(place, List.copyOf(before)));
                    } else {
                        rest.addAll(before);
                        others.add(item);
                    }
                    before.clear();
                }
                if (!others.isEmpty()) {
                    rest.add(list.with(others));
                }
            }
            rest.addAll(before);
            return rest;
        }
    }
}
