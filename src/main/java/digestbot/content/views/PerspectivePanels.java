package digestbot.content.views;

import digestbot.content.Panel;
import digestbot.content.Visibility;
import digestbot.content.views.TopicStyles.PerspectiveStyle;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.PointMark;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The panels of perspectives, each alone or two side by side.
record PerspectivePanels(Digest digest, TopicStyles styles, Texts texts) {

    /// No limit on points.
    static final int ALL = Integer.MAX_VALUE;

    /// The panel of one perspective; points beyond `limit` are only counted.
    ///
    /// @param limit the maximum number of points shown
    Panel one(int ordinal, List<Inline> subtitle, int limit) {
        List<Block> blocks = digest.perspective(ordinal);
        int omitted = omittedCount(ordinal, limit);
        boolean silent = !Visibility.inBlocks(blocks);
        return panel(
                ordinal,
                subtitle,
                silent
                        ? DigestViews.notice(silence(digest.perspectives().get(ordinal), texts))
                        : PerspectivePoints.withoutLast(blocks, omitted),
                silent ? List.of() : omittedLine(omitted));
    }

    /// Two perspectives: first the points that the digest says belong together, then the others of
    /// each in a panel of its own. Without such pairs, both are shown separately, below a note.
    ///
    /// @param limit the maximum number of pairs and further points shown of each
    List<Panel> paired(int first, int second, int limit) {
        PointPairs points = PointPairs.of(digest.perspective(first), digest.perspective(second));
        List<PointPairs.Pair> pairs =
                points.pairs().subList(0, Math.min(limit, points.pairs().size()));
        String title = style(first).label() + " ⇄ " + style(second).label();
        if (pairs.isEmpty()) {
            return List.of(
                    plain(title, DigestViews.notice(texts, DigestPhrase.NOT_PAIRED), List.of()),
                    one(first, List.of(), limit),
                    one(second, List.of(), limit));
        }
        int left = limit - pairs.size();
        List<Panel> panels = new ArrayList<>();
        List<String> more = new ArrayList<>();
        addRest(first, points.restOfFirst(), left, count(pairs, PointPairs.Pair::first), panels, more);
        addRest(second, points.restOfSecond(), left, count(pairs, PointPairs.Pair::second), panels, more);
        panels.addFirst(plain(title, pairs(first, second, pairs), LeadPanel.line(more)));
        return panels;
    }

    private static int count(List<PointPairs.Pair> pairs, Function<PointPairs.Pair, List<List<Block>>> points) {
        return pairs.stream().mapToInt(pair -> points.apply(pair).size()).sum();
    }

    /// Adds a panel with the points beyond the pairs, or only their number if none of them is shown.
    private void addRest(
            int ordinal, List<Block> rest, int limit, int pairedPoints, List<Panel> panels, List<String> more) {
        int restPoints = PerspectivePoints.countItems(rest);
        int shownPoints = Math.min(limit, restPoints);
        int omitted = PerspectivePoints.count(digest.perspective(ordinal)) - pairedPoints - shownPoints;
        List<Block> shown = PerspectivePoints.withoutLast(rest, restPoints - shownPoints);
        if (shownPoints > 0 || (restPoints == 0 && Visibility.inBlocks(shown))) {
            panels.add(panel(ordinal, List.of(), shown, omittedLine(omitted)));
        } else {
            more.addAll(more(ordinal, omitted));
        }
    }

    private static Panel plain(String title, List<Block> body, List<Inline> footer) {
        return new Panel(Panel.PanelStyle.PLAIN, title, "", OptionalInt.empty(), List.of(), body, footer);
    }

    /// What a perspective without points is said to report.
    static String silence(Perspective perspective, Texts texts) {
        return perspective.isEmpty()
                ? texts.format(DigestPhrase.NO_ARTICLES, perspective.name())
                : texts.format(DigestPhrase.NOTHING_REPORTED);
    }

    private int omittedCount(int ordinal, int limit) {
        return Math.max(0, PerspectivePoints.count(digest.perspective(ordinal)) - limit);
    }

    private List<String> more(int ordinal, int omitted) {
        return omitted == 0
                ? List.of()
                : List.of(style(ordinal).label() + ": " + texts.format(DigestPhrase.MORE_POINTS, omitted));
    }

    private List<Inline> omittedLine(int omitted) {
        return omitted == 0 ? List.of() : LeadPanel.line(List.of(texts.format(DigestPhrase.MORE_POINTS, omitted)));
    }

    private List<Block> pairs(int first, int second, List<PointPairs.Pair> pairs) {
        List<Inline> mark = mark(first, second);
        List<Inline> otherMark = mark(second, first);
        List<Block> body = new ArrayList<>();
        for (PointPairs.Pair pair : pairs) {
            if (!body.isEmpty()) {
                body.add(new Block.HorizontalRule());
            }
            body.addAll(together(Stream.concat(
                            pair.first().stream().map(point -> marked(mark, point)),
                            pair.second().stream().map(point -> marked(otherMark, point)))
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

    /// The mark before a perspective's points: its emoji, or its name if both have the same emoji.
    private List<Inline> mark(int ordinal, int other) {
        PerspectiveStyle style = style(ordinal);
        String emoji = style.emoji();
        String otherEmoji = style(other).emoji();
        boolean apart = Visibility.in(emoji) && Visibility.in(otherEmoji) && !emoji.equals(otherEmoji);
        return apart
                ? List.of(new Inline.Text(emoji + " "))
                : List.of(new Inline.Strong(List.of(new Inline.Text(style.shortName() + ":"))), new Inline.Text(" "));
    }

    private Panel panel(int ordinal, List<Inline> subtitle, List<Block> body, List<Inline> footer) {
        Perspective perspective = digest.perspectives().get(ordinal);
        PerspectiveStyle style = style(ordinal);
        return new Panel(
                Panel.PanelStyle.PERSPECTIVE,
                perspective.name(),
                style.emoji(),
                OptionalInt.of(style.colour()),
                subtitle,
                body,
                footer);
    }

    private PerspectiveStyle style(int ordinal) {
        return styles.perspective(digest, ordinal);
    }

    /// The points of two perspectives: those that the digest says belong together, and the rest.
    ///
    /// @param pairs in the order of the first perspective
    /// @param restOfFirst the blocks of the first perspective without its paired points
    private record PointPairs(List<Pair> pairs, List<Block> restOfFirst, List<Block> restOfSecond) {

        /// The points of each of the two perspectives; several if they have the same mark.
        record Pair(List<List<Block>> first, List<List<Block>> second) {}

        static PointPairs of(List<Block> first, List<Block> second) {
            Set<String> common = new HashSet<>(ids(first));
            common.retainAll(ids(second));
            var one = new PairedPoints(first, common);
            var other = new PairedPoints(second, common);
            List<Pair> pairs = one.points.entrySet().stream()
                    .map(entry -> new Pair(entry.getValue(), other.points.getOrDefault(entry.getKey(), List.of())))
                    .toList();
            return new PointPairs(pairs, one.rest, other.rest);
        }

        private static Set<String> ids(List<Block> blocks) {
            return PointMark.in(blocks).stream()
                    .flatMap(mark -> id(mark).stream())
                    .collect(Collectors.toSet());
        }

        private static Optional<String> id(PointMark mark) {
            return mark instanceof PointMark.Pair(String id) ? Optional.of(id) : Optional.empty();
        }

        /// The paired points of one perspective, by the ids of their pairs. Blocks before a point,
        /// such as a heading, come with it.
        private static final class PairedPoints {

            private final Map<String, List<List<Block>>> points = new LinkedHashMap<>();
            private final List<Block> rest = new ArrayList<>();
            private final List<Block> before = new ArrayList<>();

            private PairedPoints(List<Block> blocks, Set<String> ids) {
                for (Block block : blocks) {
                    if (block instanceof ItemList list) {
                        add(list, ids);
                    } else {
                        before.add(block);
                    }
                }
                rest.addAll(before);
            }

            private void add(ItemList list, Set<String> ids) {
                List<Item> others = new ArrayList<>();
                for (Item item : list.items()) {
                    Optional<String> id =
                            PointMark.of(item).flatMap(PointPairs::id).filter(ids::contains);
                    if (id.isPresent()) {
                        List<Block> point = new ArrayList<>(before);
                        point.removeIf(Block.HorizontalRule.class::isInstance);
                        before.clear();
                        point.addAll(item.blocks());
                        points.computeIfAbsent(id.get(), _ -> new ArrayList<>()).add(point);
                    } else {
                        rest.addAll(before);
                        before.clear();
                        others.add(item);
                    }
                }
                if (!others.isEmpty()) {
                    rest.add(new ItemList(list.ordered(), list.start(), others));
                }
            }
        }
    }
}
