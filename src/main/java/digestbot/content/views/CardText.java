package digestbot.content.views;

import digestbot.content.TextShortener;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.Section;
import digestbot.digest.story.Comparison;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.MomentText;
import digestbot.markdown.PlainText;
import digestbot.markdown.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/// The text of a digest's picture: a subset of the overview.
///
/// @param title the topic's name
/// @param subtitle the day and the article and outlet counts
/// @param shares empty if the perspectives' shares of the articles are not known
/// @param perspectives the chosen perspectives, in the reader's order
/// @param others the headings of the author's other sections
/// @param headline the main news in one line
/// @param origin the site or bot that the picture comes from; may be empty
public record CardText(
        String title,
        String subtitle,
        Optional<String> correction,
        List<PerspectiveShare> shares,
        List<List<Block>> highlights,
        List<CardPerspective> perspectives,
        List<String> others,
        String headline,
        String origin) {

    /// Ignores the reader's length and layout.
    static CardText of(ViewContext view, String origin) {
        Digest digest = view.digest();
        List<Integer> perspectives = view.chosen();
        var comparison = Comparison.of(digest, perspectives);
        var lead = new LeadPanel(view);
        return new CardText(
                digest.topic().name(),
                lead.dayAndCounts(),
                lead.correction(digest.key().day()).map(MomentText::plain),
                PerspectiveShare.of(view, perspectives),
                points(digest.highlights()),
                perspectives.stream()
                        .map(ordinal -> CardPerspective.of(view, ordinal, comparison))
                        .toList(),
                digest.sections().stream()
                        .flatMap(section -> section instanceof Section.OtherSection other
                                ? Stream.of(other.heading())
                                : Stream.of())
                        .filter(Visibility::in)
                        .toList(),
                TextShortener.withoutStop(digest.headline()),
                origin);
    }

    /// Returns the points; blocks without any point, such as a lone heading, count as one.
    private static List<List<Block>> points(List<Block> blocks) {
        if (!Visibility.inBlocks(blocks)) {
            return List.of();
        }
        List<List<Block>> points = BulletPoints.each(blocks);
        return points.isEmpty() ? List.of(blocks) : points;
    }

    /// Whether the news is the first highlight.
    public boolean isFirstHighlight() {
        return !highlights.isEmpty()
                && PlainText.of(highlights.getFirst())
                        .lines()
                        .findFirst()
                        .map(TextShortener::withoutStop)
                        .filter(headline::equals)
                        .isPresent();
    }

    /// The text alternative of the picture.
    public String described() {
        var lines = new StringJoiner("\n").add(title).add(subtitle);
        if (!shares.isEmpty()) {
            lines.add(PerspectiveShare.joined(shares, PerspectiveShare::fullText));
        }
        correction.ifPresent(lines::add);
        highlights.forEach(point -> lines.add("• " + PlainText.of(point)));
        for (CardPerspective perspective : perspectives) {
            lines.add(perspective.name());
            perspective.points().forEach(point -> lines.add("• " + PlainText.of(point)));
        }
        return lines.toString();
    }

    /// The colour is 0xRRGGBB. The count is empty if it is unknown, the points if the perspective
    /// reports nothing.
    public record CardPerspective(String name, int colour, String articleCountText, List<List<Block>> points) {

        /// Points on which perspectives report alike come first in each perspective, in the same
        /// order.
        private static CardPerspective of(ViewContext view, int ordinal, Comparison comparison) {
            Perspective perspective = view.digest().perspectives().get(ordinal);
            List<String> counts = new ArrayList<>();
            perspective.count().ifPresent(count -> counts.add(view.texts().format("articles", count)));
            PerspectiveShare.outlets(view, ordinal).ifPresent(counts::add);
            List<List<Block>> points = new ArrayList<>();
            for (Comparison.Row row : comparison.rows()) {
                row.points(ordinal).forEach(point -> points.add(row.headed(point)));
            }
            Comparison.Rest rest = Objects.requireNonNull(comparison.rests().get(ordinal));
            points.addAll(CardText.points(rest.only()));
            points.addAll(CardText.points(rest.further()));
            return new CardPerspective(
                    perspective.name(),
                    view.style(ordinal).colour(),
                    String.join(ViewContext.SEPARATOR, counts),
                    points);
        }
    }
}
