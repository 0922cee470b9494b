package digestbot.edition;

import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.Section;
import digestbot.markdown.Block;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.List;
import java.util.stream.Stream;

/// Takes out of a digest what its picture says. A reader's length and layout do not hold there: a picture has its
/// own.
final class CardWriting {

    private final Digest digest;
    private final Reader reader;
    private final Styles styles;
    private final Words words;

    CardWriting(Digest digest, Reader reader, Styles styles) {
        this.digest = digest;
        this.reader = reader;
        this.styles = styles;
        words = Words.of(reader.language());
    }

    CardText text() {
        var lead = new Lead(digest, reader, words, styles);
        return new CardText(
                digest.topic().name(),
                lead.dayAndCounts(),
                digest.correction()
                        .map(new CorrectionLine(
                                words, reader.zone(), digest.key().day())::of),
                points(digest.highlights()),
                SideOrder.chosen(digest, reader).stream().map(this::side).toList(),
                digest.sections().stream().flatMap(CardWriting::heading).toList());
    }

    private CardText.Side side(int ordinal) {
        Perspective side = digest.perspectives().get(ordinal);
        return new CardText.Side(
                side.name(),
                styles.side(digest, ordinal).colour(),
                side.count().isPresent()
                        ? words.say(Phrase.ARTICLES, side.count().getAsInt())
                        : "",
                points(digest.side(ordinal)));
    }

    /// What makes no point, such as a heading alone, is one.
    private static List<List<Block>> points(List<Block> blocks) {
        if (!Visible.inBlocks(blocks)) {
            return List.of();
        }
        List<List<Block>> points = Points.each(blocks);
        return points.isEmpty() ? List.of(blocks) : points;
    }

    private static Stream<String> heading(Section section) {
        return section instanceof Section.Other(String heading, List<Block> _) && Visible.in(heading)
                ? Stream.of(heading)
                : Stream.of();
    }
}
