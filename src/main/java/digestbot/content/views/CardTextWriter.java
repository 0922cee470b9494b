package digestbot.content.views;

import digestbot.content.Reader;
import digestbot.content.Visibility;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.Section;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Extracts the text of a digest's picture. The reader's length and layout are ignored.
final class CardTextWriter {

    private final Digest digest;
    private final Reader reader;
    private final TopicStyles styles;
    private final Texts texts;
    private final PerspectiveShares shares;

    CardTextWriter(Digest digest, Reader reader, TopicStyles styles) {
        this.digest = digest;
        this.reader = reader;
        this.styles = styles;
        texts = Texts.of(reader.language());
        shares = new PerspectiveShares(digest, styles, texts);
    }

    CardText text() {
        var lead = new LeadPanel(digest, reader, texts, styles);
        List<Integer> perspectives = PerspectiveOrder.chosen(digest, reader);
        return new CardText(
                digest.topic().name(),
                lead.dayAndCounts(),
                digest.correction()
                        .map(new CorrectionLine(
                                texts, reader.zone(), digest.key().day())::of),
                shares.of(perspectives),
                points(digest.highlights()),
                perspectives.stream().map(this::perspective).toList(),
                digest.sections().stream().flatMap(CardTextWriter::heading).toList());
    }

    private CardText.CardPerspective perspective(int ordinal) {
        Perspective perspective = digest.perspectives().get(ordinal);
        return new CardText.CardPerspective(
                perspective.name(),
                styles.perspective(digest, ordinal).colour(),
                counts(ordinal),
                points(digest.perspective(ordinal)));
    }

    private String counts(int ordinal) {
        List<String> counts = new ArrayList<>();
        digest.perspectives()
                .get(ordinal)
                .count()
                .ifPresent(count -> counts.add(texts.format(DigestPhrase.ARTICLES, count)));
        shares.outlets(ordinal).ifPresent(counts::add);
        return String.join(LeadPanel.SEPARATOR, counts);
    }

    /// The points; blocks without any point (such as a lone heading) count as one.
    private static List<List<Block>> points(List<Block> blocks) {
        if (!Visibility.inBlocks(blocks)) {
            return List.of();
        }
        List<List<Block>> points = PerspectivePoints.each(blocks);
        return points.isEmpty() ? List.of(blocks) : points;
    }

    private static Stream<String> heading(Section section) {
        return section instanceof Section.OtherSection(String heading, List<Block> _) && Visibility.in(heading)
                ? Stream.of(heading)
                : Stream.of();
    }
}
