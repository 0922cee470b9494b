package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownSafetyTest {

    @Test
    void showsRawHtmlAsText() {
        assertReads("<script>alert(1)</script>", "p(<script>alert(1)</script>)");
        assertReads("<div>\n*a*\n</div>", "p(<div> em{a} </div>)");
        assertReads(
                "- </blockquote></b> <blockquote expandable> b", "ul(p(</blockquote></b> <blockquote expandable> b))");
        assertReads("<a href=\"https://example.org/_b_*c*\">d</a>", "p(<a href=\"https://example.org/_b_*c*\">d</a>)");
        assertReads("<?php a ?> <!DOCTYPE b> <![CDATA[ c ]]>", "p(<?php a ?> <!DOCTYPE b> <![CDATA[ c ]]>)");
    }

    @Test
    void dropsCommentsUnlessTheyNeverEndOrStandInCode() {
        assertReads("a <!-- b *c* --> d", "p(a d)");
        assertReads("<!-- a\n\n# b\n\n- c --> d", "p(d)");
        assertReads("- a <!-- b -->\n- c", "ul(p(a) | p(c))");
        assertReads("<!-- a -->", "");
        assertReads("a <!-- b\n\nc", "p(a <!-- b) p(c)");
        assertReads("<!-- a\n\n# b", "p(<!-- a) h1(b)");
        assertReads("`<!-- a -->`\n\n```\n<!-- b -->\n```", "p(code{<!-- a -->}) code:(<!-- b -->)");
    }

    @Test
    void removesCharactersThatDisturbAndKeepsThoseThatLanguagesAndEmojiNeed() {
        assertReads("a\u202eb &#x202E;c \u2066d\u2069 `e\u202d`", "p(ab c d code{e})");
        assertReads("[a\u202e](https://example.org/\u202e)", "p(a{a→https://example.org/%E2%80%AE})");
        assertReads("```\na\u202eb\n```", "code:(ab)");
        assertReads("a\u0000b\u0007c\u001bd &#7;e \ud800f &#xD800; &#0;", "p(a�bcd e �f � �)");
        assertReads("a\u2028b\u0085c\td", "p(a b c d)");
        assertReads("\uf8ffa\ufdd0\ufffeb", "p(\uf8ffa�b)");
        assertReads(
                "👩‍👩‍👧‍👦 🇨🇳 中文 e\u0301 \u05e9\u05dc\u05d5\u05dd",
                "p(👩‍👩‍👧‍👦 🇨🇳 中文 e\u0301 \u05e9\u05dc\u05d5\u05dd)");
    }

    @Test
    void makesNoLinkWithinALink() {
        assertReads(
                "[a ![b](https://example.org/1) <https://example.org/2>](https://example.org/3)",
                "p(a{a b https://example.org/2→https://example.org/3})");
    }

    @Test
    void leavesNothingOfWhatIsEmpty() {
        assertReads("- \n- a\n-\n\n>\n\n**<!-- -->**\n\n&#8203;", "ul(p(a)) p(\u200b)");
        assertThat(Markdown.parse("")).isEmpty();
        assertThat(Markdown.parse(" \n\t\n")).isEmpty();
    }

    @Test
    void takesAPieceBeyondABoundAsPlainText() {
        String hostile = "- *a*\n".repeat(1001) + "\n" + "> ".repeat(7) + "*b*\n\n" + "[*c* ".repeat(500) + "\n\n*d*";

        List<Block> blocks = Markdown.parse(hostile);

        assertThat(BlockDump.blocks(blocks))
                .startsWith("p(- *a*⏎- *a*")
                .contains("p(> > > > > > > *b*)", "p([*c* [*c*")
                .endsWith("p(em{d})");
    }

    private static void assertReads(String markdown, String blocks) {
        assertThat(BlockDump.blocks(Markdown.parse(markdown))).isEqualTo(blocks);
    }
}
