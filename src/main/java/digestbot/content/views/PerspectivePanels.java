package digestbot.content.views;

import digestbot.content.Panel;
import digestbot.content.Visibility;
import digestbot.content.views.TopicStyles.PerspectiveStyle;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The panels of perspectives, each alone or two paired point by point.
final class PerspectivePanels {

    /// No limit on points.
    static final int ALL = Integer.MAX_VALUE;

    private final Digest digest;
    private final TopicStyles styles;
    private final Texts texts;

    PerspectivePanels(Digest digest, TopicStyles styles, Texts texts) {
        this.digest = digest;
        this.styles = styles;
        this.texts = texts;
    }

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
                        ? StyledDigestViews.notice(texts, DigestPhrase.NOTHING_REPORTED)
                        : PerspectivePoints.withoutLast(blocks, omitted),
                silent ? List.of() : omittedLine(omitted));
    }

    /// Two perspectives with their points alternating, and the surplus points of the longer one in
    /// a panel of its own. If one has no points, both are shown separately.
    ///
    /// @param limit the maximum number of points shown of each
    List<Panel> paired(int first, int second, int limit) {
        int omittedOfFirst = omittedCount(first, limit);
        int omittedOfSecond = omittedCount(second, limit);
        List<Block> one = PerspectivePoints.withoutLast(digest.perspective(first), omittedOfFirst);
        List<Block> other = PerspectivePoints.withoutLast(digest.perspective(second), omittedOfSecond);
        int pairs = Math.min(PerspectivePoints.count(one), PerspectivePoints.count(other));
        if (pairs == 0) {
            return List.of(one(first, List.of(), limit), one(second, List.of(), limit));
        }
        List<Panel> panels = new ArrayList<>();
        List<String> more = new ArrayList<>();
        surplusPanel(first, one, pairs, omittedOfFirst)
                .ifPresentOrElse(panels::add, () -> more.addAll(more(first, omittedOfFirst)));
        surplusPanel(second, other, pairs, omittedOfSecond)
                .ifPresentOrElse(panels::add, () -> more.addAll(more(second, omittedOfSecond)));
        panels.addFirst(new Panel(
                Panel.PanelStyle.PLAIN,
                style(first).label() + " ⇄ " + style(second).label(),
                "",
                OptionalInt.empty(),
                List.of(),
                pairs(first, PerspectivePoints.each(one), second, PerspectivePoints.each(other)),
                LeadPanel.line(more)));
        return panels;
    }

    private int omittedCount(int ordinal, int limit) {
        return Math.max(0, PerspectivePoints.count(digest.perspective(ordinal)) - limit);
    }

    private List<String> more(int ordinal, int omitted) {
        return omitted == 0
                ? List.of()
                : List.of(style(ordinal).label() + ": " + texts.format(DigestPhrase.MORE_POINTS, omitted));
    }

    /// The points of one of the two perspectives beyond the pairs.
    private Optional<Panel> surplusPanel(int ordinal, List<Block> blocks, int pairs, int omitted) {
        return PerspectivePoints.count(blocks) > pairs
                ? Optional.of(
                        panel(ordinal, List.of(), PerspectivePoints.withoutFirst(blocks, pairs), omittedLine(omitted)))
                : Optional.empty();
    }

    private List<Inline> omittedLine(int omitted) {
        return omitted == 0 ? List.of() : LeadPanel.line(List.of(texts.format(DigestPhrase.MORE_POINTS, omitted)));
    }

    private List<Block> pairs(int first, List<List<Block>> one, int second, List<List<Block>> other) {
        List<Inline> mark = mark(first, second);
        List<Inline> otherMark = mark(second, first);
        List<Block> body = new ArrayList<>();
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (i > 0) {
                body.add(new Block.HorizontalRule());
            }
            body.addAll(pair(marked(mark, one.get(i)), marked(otherMark, other.get(i))));
        }
        return body;
    }

    /// Two plain points become one paragraph, so that no page ends between them.
    private static List<Block> pair(List<Block> one, List<Block> other) {
        if (one.size() == 1
                && other.size() == 1
                && one.getFirst() instanceof Paragraph(List<Inline> first)
                && other.getFirst() instanceof Paragraph(List<Inline> second)) {
            return List.of(new Paragraph(Stream.of(first, List.<Inline>of(new Inline.LineBreak()), second)
                    .flatMap(List::stream)
                    .toList()));
        }
        return Stream.concat(one.stream(), other.stream()).toList();
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
}
