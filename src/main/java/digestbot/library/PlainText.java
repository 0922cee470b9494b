package digestbot.library;

import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.List;

/// What a digest says, as bare words, for the word index.
final class PlainText {

    private final StringBuilder text = new StringBuilder();

    private PlainText() {}

    /// All of the digest but its title.
    static String body(Digest digest) {
        PlainText plain = new PlainText();
        plain.line(digest.topic().name());
        digest.perspectives().stream().map(Perspective::name).forEach(plain::line);
        plain.blocks(digest.highlights());
        digest.sections().forEach(plain::section);
        for (Source source : digest.sources()) {
            plain.line(source.title());
            plain.line(source.outlet());
        }
        digest.correction().ifPresent(plain::line);
        return plain.text.toString();
    }

    private void section(Section section) {
        switch (section) {
            case Section.Side side -> blocks(side.blocks());
            case Section.Other other -> {
                line(other.heading());
                blocks(other.blocks());
            }
            case Section.SourceList _ -> {}
        }
    }

    private void blocks(List<Block> blocks) {
        blocks.forEach(this::block);
    }

    private void block(Block block) {
        switch (block) {
            case Block.Paragraph paragraph -> inlines(paragraph.content());
            case Block.Heading heading -> inlines(heading.content());
            case Block.ItemList list -> list.items().forEach(item -> blocks(item.blocks()));
            case Block.Quote quote -> blocks(quote.blocks());
            case Block.CodeBlock code -> line(code.text());
            case Block.Rule _ -> {}
        }
        text.append('\n');
    }

    private void inlines(List<Inline> inlines) {
        inlines.forEach(this::inline);
    }

    private void inline(Inline inline) {
        switch (inline) {
            case Inline.Text plain -> text.append(plain.text());
            case Inline.Code code -> text.append(code.text());
            case Inline.Emphasis emphasis -> inlines(emphasis.content());
            case Inline.Strong strong -> inlines(strong.content());
            case Inline.Strikethrough struck -> inlines(struck.content());
            case Inline.Link link -> inlines(link.content());
            case Inline.LineBreak _ -> text.append('\n');
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
