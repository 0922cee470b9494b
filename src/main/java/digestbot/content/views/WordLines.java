package digestbot.content.views;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.digest.Digest;
import digestbot.digest.words.DigestWords;
import digestbot.digest.words.DigestWords.DigestPassage;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;

/// The lines about a reader's words: the number of points that are left out, and the passage
/// because of which the digest is delivered.
final class WordLines {

    private WordLines() {}

    static Content withMuted(Content content, int points, Texts texts) {
        return points == 0
                ? content
                : withLead(content, withMuted(content.panels().getFirst(), points, texts));
    }

    static Panel withMuted(Panel panel, int points, Texts texts) {
        if (points == 0) {
            return panel;
        }
        List<Inline> subtitle = new ArrayList<>(panel.subtitle());
        String line = texts.format("muted-points", points);
        // The perspectives' shares are a line of their own.
        int end = subtitle.indexOf(new Inline.LineBreak());
        subtitle.add(
                end < 0 ? subtitle.size() : end,
                new Inline.Text(subtitle.isEmpty() ? line : LeadPanel.SEPARATOR + line));
        return panel.withSubtitle(subtitle);
    }

    /// Puts the first passage that has the followed word on top, with the perspective that reports
    /// it.
    static Content withPassage(Content content, Digest digest, Reader reader, TopicStyles styles) {
        return reader.words().followed().stream()
                .findFirst()
                .flatMap(word -> DigestWords.of(digest).passage(word))
                .map(passage -> withPassage(content, digest, reader, styles, passage))
                .orElse(content);
    }

    private static Content withPassage(
            Content content, Digest digest, Reader reader, TopicStyles styles, DigestPassage passage) {
        Texts texts = Texts.of(reader.language());
        List<Inline> quoted = new ArrayList<>();
        passage.perspective().ifPresent(ordinal -> {
            quoted.add(new Inline.Text(styles.perspective(digest, ordinal).label() + ": "));
        });
        for (Piece piece : passage.pieces()) {
            Inline text = new Inline.Text(piece.text());
            quoted.add(piece.marked() ? new Inline.Strong(List.of(text)) : text);
        }
        Panel lead = content.panels().getFirst();
        List<Block> body = new ArrayList<>();
        body.add(Block.Paragraph.of(texts.format("followed-passage", passage.found())));
        body.add(new Block.Quote(List.of(new Block.Paragraph(quoted))));
        body.addAll(lead.body());
        return withLead(content, lead.withBody(body));
    }

    private static Content withLead(Content content, Panel lead) {
        List<Panel> panels = new ArrayList<>(content.panels());
        panels.set(0, lead);
        return content.withPanels(panels);
    }
}
