package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MarkdownPropertiesTest {

    private static final String[] ALPHABET = {
        "a",
        "b",
        " ",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "`",
        "``",
        "```",
        "~~",
        "~~~",
        "[",
        "]",
        "](",
        ")",
        "![",
        "<",
        ">",
        "> ",
        "- ",
        "* ",
        "1. ",
        "2) ",
        "# ",
        "## ",
        "===",
        "---",
        "<!--",
        "-->",
        "<b>",
        "</b>",
        "<a b=\"",
        "\"",
        "&amp;",
        "&#x202e;",
        "\\",
        "|",
        "[a]",
        "[a]: ",
        "https://example.org",
        "<https://example.org>",
        "\t",
        "\u202e",
        "⸰",
        "中"
    };

    /// Neither links, comments, code fences nor entities: of anything else, every letter is shown.
    private static final String[] LOSSLESS = {
        "a",
        "b",
        "c",
        " ",
        "    ",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "`a`",
        "~~a~~ ",
        "[",
        "]",
        ")",
        "!",
        "<",
        ">",
        "> ",
        "- ",
        "* ",
        "1. ",
        "2) ",
        "# ",
        "## ",
        "\n---\n",
        "<b>",
        "</b>",
        "\\",
        "|",
        "\t",
        "⸰",
        "中",
        "\n>",
        "\n- ",
        "\n    - ",
        "<?",
        "<!"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsAnyDocumentWithoutTheFallback(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            String text = document(random, ALPHABET, random.nextInt(120));

            Outline outline = Outline.of(text);
            for (Outline.OutlinePart part : outline.parts()) {
                assertThat(Markdown.parseBounded(part.text(), new LinkDefinitions()))
                        .isNotNull();
            }
            assertSound(Markdown.parse(text), 0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void losesNoLetter(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            String text = document(random, LOSSLESS, random.nextInt(120));

            assertThat(letters(PlainText.of(Markdown.parse(text)))).as(text).isEqualTo(letters(text));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void readsLongDocumentsInTime(long seed) {
        var random = new Random(seed);
        String text = document(random, ALPHABET, 400_000);

        CpuTime.assertTakesLessThan(Duration.ofSeconds(1), "seed " + seed, () -> Markdown.parse(text));
        assertSound(Markdown.parse(text), 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void readsAnyCharacters(long seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        while (text.length() < 500_000) {
            text.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80));
        }

        assertSound(Markdown.parse(text.toString()), 0);
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
