package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MarkdownPropertiesTest {

    private static final String[] ALPHABET =
            ("a¦b¦ ¦  ¦    ¦\n¦\n\n¦*¦**¦_¦`¦``¦```¦~~¦~~~¦[¦]¦](¦)¦![¦<¦>¦> ¦- ¦* ¦1. ¦2) ¦# ¦## ¦===¦---"
                            + "¦<!--¦-->¦<b>¦</b>¦<a b=\"¦\"¦&amp;¦&#x202e;¦\\¦|¦[a]¦[a]: ¦https://example.org"
                            + "¦<https://example.org>¦\t¦\u202e¦⸰¦中")
                    .split("¦");

    /// Every letter of a document without links, comments, code fences and entities is shown.
    private static final String[] LOSSLESS =
            ("a¦b¦c¦ ¦    ¦\n¦\n\n¦*¦**¦_¦`a`¦~~a~~ ¦[¦]¦)¦!¦<¦>¦> ¦- ¦* ¦1. ¦2) ¦# ¦## ¦\n---\n¦<b>¦</b>¦\\¦|"
                            + "¦\t¦⸰¦中¦\n>¦\n- ¦\n    - ¦<?¦<!")
                    .split("¦");

    @Test
    void readsAnyDocumentWithoutTheFallback() {
        documents(ALPHABET, 1, 1_200, text -> {
            Outline outline = Outline.of(text);
            outline.parts().forEach(part -> part.pieces().forEach(outline.parser()::parseBounded));
            assertSound(Markdown.parse(text), 0);
        });
    }

    @Test
    void losesNoLetter() {
        documents(
                LOSSLESS,
                11,
                1_200,
                text -> assertThat(letters(PlainText.of(Markdown.parse(text))))
                        .as(text)
                        .isEqualTo(letters(text)));
    }

    @Test
    @Tag("full")
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsLongDocuments() {
        for (long seed = 21; seed < 24; seed++) {
            assertSound(Markdown.parse(document(new Random(seed), ALPHABET, 400_000)), 0);
        }
    }

    @Test
    void readsAnyCharacters() {
        var random = new Random(31);
        var text = new StringBuilder();
        while (text.length() < 100_000) {
            text.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80));
        }

        assertSound(Markdown.parse(text.toString()), 0);
    }

    private static void documents(String[] alphabet, long seed, int count, Consumer<String> check) {
        var random = new Random(seed);
        for (int i = 0; i < count; i++) {
            check.accept(document(random, alphabet, random.nextInt(120)));
        }
    }

    private static String document(Random random, String[] alphabet, int tokens) {
        var out = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            out.append(alphabet[random.nextInt(alphabet.length)]);
        }
        return out.toString();
    }

    private static String letters(String text) {
        return text.replaceAll("[^abc中⸰]", "");
    }

    private static void assertSound(List<Block> blocks, int depth) {
        assertThat(depth).isLessThanOrEqualTo(Markdown.MAX_DEPTH);
        for (Block block : blocks) {
            switch (block) {
                case Block.Paragraph(var content) -> assertSoundInlines(content, 0);
                case Block.Heading heading -> assertSoundInlines(heading.content(), 0);
                case Block.ItemList list -> list.items().forEach(item -> assertSound(item.blocks(), depth + 1));
                case Block.Quote(var inner) -> assertSound(inner, depth + 1);
                case Block.CodeBlock code ->
                    assertThat(code.text()).isNotBlank().doesNotContain("\u202e", "\0");
                case Block.HorizontalRule() -> {}
            }
        }
    }

    private static void assertSoundInlines(List<Inline> inlines, int depth) {
        assertThat(inlines).isNotEmpty();
        assertThat(depth).isLessThanOrEqualTo(Markdown.MAX_DEPTH);
        for (Inline inline : inlines) {
            switch (inline) {
                case Inline.Text(String text) -> assertCleanText(text);
                case Inline.Code(String text) -> assertCleanText(text);
                case Inline.Emphasis(var content) -> assertSoundInlines(content, depth + 1);
                case Inline.Strong(var content) -> assertSoundInlines(content, depth + 1);
                case Inline.Strikethrough(var content) -> assertSoundInlines(content, depth + 1);
                case Inline.Link link -> assertSoundInlines(link.content(), depth + 1);
                case Inline.Moment moment -> throw new AssertionError("no Markdown makes a moment: " + moment);
                case Inline.Citations citations -> throw new AssertionError("no Markdown has sources: " + citations);
                case Inline.LineBreak() -> {}
            }
        }
    }

    private static void assertCleanText(String text) {
        assertThat(text).isNotEmpty();
        assertThat(text.codePoints()
                        .noneMatch(point -> Character.isISOControl(point)
                                || Character.getType(point) == Character.SURROGATE
                                || (point >= 0x202a && point <= 0x202e)
                                || (point >= 0x2066 && point <= 0x2069)
                                || (point >= 0xfdd0 && point <= 0xfdef)))
                .as(text)
                .isTrue();
    }
}
