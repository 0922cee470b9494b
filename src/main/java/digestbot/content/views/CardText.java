package digestbot.content.views;

import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// The text of a digest's picture: a subset of the overview.
///
/// @param title the topic's name
/// @param subtitle the day and the article and outlet counts
/// @param shares empty if the perspectives' shares of the articles are not known
/// @param perspectives the chosen perspectives, in the reader's order
/// @param others the headings of the author's other sections
public record CardText(
        String title,
        String subtitle,
        Optional<String> correction,
        List<PerspectiveShare> shares,
        List<List<Block>> highlights,
        List<CardPerspective> perspectives,
        List<String> others) {

    public CardText {
        shares = List.copyOf(shares);
        highlights = List.copyOf(highlights);
        perspectives = List.copyOf(perspectives);
        others = List.copyOf(others);
    }

    /// The text alternative of the picture.
    public String described() {
        var lines = new StringJoiner("\n").add(title).add(subtitle);
        if (!shares.isEmpty()) {
            lines.add(PerspectiveShares.joined(shares, PerspectiveShare::fullText));
        }
        correction.ifPresent(lines::add);
        highlights.forEach(point -> lines.add("• " + PlainText.of(point)));
        for (CardPerspective perspective : perspectives) {
            lines.add(perspective.name());
            perspective.points().forEach(point -> lines.add("• " + PlainText.of(point)));
        }
        return lines.toString();
    }

    /// The colour is 0xRRGGBB. The count is as far as it is known; the points are empty if the
    /// perspective reports nothing.
    public record CardPerspective(String name, int colour, String articleCountText, List<List<Block>> points) {
        public CardPerspective {
            points = List.copyOf(points);
        }
    }
}
