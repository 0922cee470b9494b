package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void givesTheWordsOfABlockLineByLine() {
        assertThat(PlainText.of(
                        Markdown.parse("# a\n\n- *b* [c](https://example.org)\n  - `d`\n\n> e  \n> f\n\n---\n\n    g")))
                .isEqualTo("a\nb c\nd\ne\nf\ng");
    }

    @Test
    void resolvesEscapesAndEntities() {
        assertThat(PlainText.unescape("a \\[b\\] &amp; &#x202e;c")).isEqualTo("a [b] & c");
    }

    @Test
    void countsTopLevelItemsOrParagraphs() {
        assertThat(BulletPoints.count(Markdown.parse("- a\n  - b\n- c\n\ntext")))
                .isEqualTo(2);
        assertThat(BulletPoints.count(Markdown.parse("# a\n\nb\n\n> c"))).isEqualTo(2);
        assertThat(BulletPoints.count(Markdown.parse("a\n\n\u200b")))
                .as("nobody sees the second")
                .isEqualTo(1);
        assertThat(BulletPoints.count(Markdown.parse(""))).isZero();
    }
}
