package digestbot.discord;

import digestbot.content.Panel;
import digestbot.markdown.Block;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Splits a panel's text into pieces that become components.
final class PanelPieces {

    /// A piece that becomes a component.
    sealed interface Piece {
        record Text(String markdown) implements Piece {}

        record Rule() implements Piece {}
    }

    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private PanelPieces() {}

    /// The panel's pieces, without blank texts; empty for an empty panel.
    static List<Piece> pieces(Panel panel) {
        var text = new PanelPieces();
        text.title(panel);
        smallText(panel.subtitle(), text.lines);
        text.body(panel.body());
        smallText(panel.footer(), text.lines);
        text.flush();
        return text.pieces;
    }

    /// The length of the text in UTF-16 units, which is the strict interpretation of Discord's
    /// limit.
    static int units(List<Piece> pieces) {
        return texts(pieces).mapToInt(String::length).sum();
    }

    static int bytes(List<Piece> pieces) {
        return texts(pieces)
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static java.util.stream.Stream<String> texts(List<Piece> pieces) {
        return pieces.stream().map(piece -> switch (piece) {
            case Piece.Text(String markdown) -> markdown;
            case Piece.Rule() -> "";
        });
    }

    private void title(Panel panel) {
        String title = MarkdownEscaper.escape((panel.emoji() + " " + panel.title()).strip(), true);
        if (!title.isBlank()) {
            // Discord would treat number signs at the end as the heading's closing sequence.
            lines.add("### " + title + (title.endsWith("#") ? String.valueOf(MarkdownEscaper.ZERO_WIDTH_SPACE) : ""));
        }
    }

    private static void smallText(List<digestbot.markdown.Inline> content, List<String> lines) {
        MarkdownBlockWriter.inlines(content, Set.of()).forEach(line -> lines.add("-# " + line));
    }

    /// A top-level rule becomes a separator component, which splits the text.
    private void body(List<Block> body) {
        List<Block> together = new ArrayList<>();
        for (Block block : body) {
            if (block instanceof Block.HorizontalRule) {
                lines.addAll(MarkdownBlockWriter.lines(together));
                together.clear();
                flush();
                pieces.add(new Piece.Rule());
            } else {
                together.add(block);
            }
        }
        lines.addAll(MarkdownBlockWriter.lines(together));
    }

    private void flush() {
        String text = String.join("\n", lines).strip();
        if (!text.isEmpty()) {
            pieces.add(new Piece.Text(text));
        }
        lines.clear();
    }
}
