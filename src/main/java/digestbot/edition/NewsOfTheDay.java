package digestbot.edition;

import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.markdown.Block;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What each side reports anew since the digest before. Pure.
final class NewsOfTheDay {

    private final Styles styles;

    NewsOfTheDay(Styles styles) {
        this.styles = styles;
    }

    /// The lead, and what is new on each of the reader's sides.
    ///
    /// @param before what to compare with; empty if there is nothing
    List<Panel> panels(Digest digest, Optional<Digest> before, Reader reader) {
        Words words = Words.of(reader.language());
        var lead = new Lead(digest, reader, words, styles);
        if (before.isEmpty()) {
            return List.of(lead.panel(List.of(), StyledEditions.says(words, Phrase.NOTHING_TO_COMPARE)));
        }
        List<Panel> panels = new ArrayList<>();
        String since =
                words.say(Phrase.NEW_SINCE, words.day(before.orElseThrow().key().day()));
        panels.add(lead.panel(Lead.line(List.of(since)), List.of()));
        SideOrder.chosen(digest, reader)
                .forEach(ordinal -> panels.add(side(digest, before.orElseThrow(), ordinal, words)));
        return panels;
    }

    private Panel side(Digest digest, Digest before, int ordinal, Words words) {
        Perspective side = digest.perspectives().get(ordinal);
        SideStyle style = styles.side(digest, ordinal);
        List<Block> fresh = NewPoints.of(before, digest, ordinal);
        return new Panel(
                Panel.Kind.SIDE,
                side.name(),
                style.emoji(),
                OptionalInt.of(style.colour()),
                List.of(),
                fresh.isEmpty() ? StyledEditions.says(words, Phrase.NOTHING_NEW) : fresh,
                List.of());
    }
}
