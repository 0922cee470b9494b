package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {

    @Test
    void readsEveryKindOfInlineAlsoInEachOther() {
        assertReads(
                "*a* **b** `c` ~~d~~ [e](https://example.org/f)",
                "p(em{a} strong{b} code{c} del{d} a{e→https://example.org/f})");
        assertReads("**a *b ~~c~~***", "p(strong{a em{b del{c}}})");
        assertReads("[**a** `b`](https://example.org)", "p(a{strong{a} code{b}→https://example.org})");
        assertReads("**“a.”**[1] *b*<br>", "p(strong{“a.”}[1] em{b}<br>)");
        String rare = "⸰⸱⸲⸳⸴⸵⸶⸷⸸⸹⹃⹄⹅⹆⹇⹈⹉⹊";
        assertReads(rare + " `" + rare + "` <" + rare + ">", "p(" + rare + " code{" + rare + "} <" + rare + ">)");
    }

    @Test
    void readsEveryKindOfBlockAlsoInEachOther() {
        assertReads("""
                # One

                text
                goes on

                - a
                - b

                3. c

                > d

                ```java
                e

                  f
                ```

                ***
                """, "h1(One) p(text goes on) ul(p(a) | p(b)) ol3(p(c)) quote(p(d)) code:java(e⏎⏎  f) rule");
        assertReads("""
                - a
                  - b
                    1. c
                - d

                  e
                > - f
                """, "ul(p(a) ul(p(b) ol1(p(c))) | p(d) p(e)) quote(ul(p(f)))");
        assertReads("One\n===\n\n*Two*\nlines\n---\ntext", "h1(One) h2(em{Two} lines) p(text)");
        assertReads("## a ##\n### C#\n#\n####### seven", "h2(a) h3(C#) p(####### seven)");
    }

    @Test
    void readsLinesWithAnyEndAndKeepsHardBreaks() {
        assertReads("# a\r\n\r\n- b\r\n- c", "h1(a) ul(p(b) | p(c))");
        assertReads("# a\r\r- b\r- c\r", "h1(a) ul(p(b) | p(c))");
        assertReads("a  \nb\\\nc\nd", "p(a⏎b⏎c d)");
    }

    @Test
    void turnsImagesIntoLinksAndLinksToOtherThingsIntoTheirText() {
        assertReads("![a *b*](https://example.org/c.png)", "p(a{a em{b}→https://example.org/c.png})");
        assertReads("![](https://example.org/c.png)", "p(a{https://example.org/c.png→https://example.org/c.png})");
        assertReads("[![a](https://example.org/b)](https://example.org/c)", "p(a{a→https://example.org/c})");
        assertReads("[a](javascript:x) [b](data:text/html,x) [c](/d) [*e*](tg://user?id=1)", "p(a b c em{e})");
        assertReads(
                "<tel:1> <mailto:a@example.org> <a@example.org>", "p(<tel:1> <mailto:a@example.org> a@example.org)");
        assertReads("[a](https://user@example.org/b)", "p(a)");
    }

    @Test
    void readsAddressesWithParenthesesSignsAndEntities() {
        assertReads("[a](https://example.org/b_(c)?d=*e*&amp;f)", "p(a{a→https://example.org/b_(c)?d=*e*&f})");
        assertReads("[a](<https://example.org/b c>)", "p(a{a→https://example.org/b%20c})");
        assertReads("[a](https://example.org/b 'c \"d\"')", "p(a{a→https://example.org/b})");
        assertReads("<https://example.org/a_b_c>", "p(a{https://example.org/a_b_c→https://example.org/a_b_c})");
    }

    @Test
    void resolvesReferencesAcrossSections() {
        assertReads(
                """
                [a][one] [One] [one][] [none] [x][none]

                # b

                [one]: https://example.org/1 "t"
                [one]: https://example.org/2
                """,
                "p(a{a→https://example.org/1} a{One→https://example.org/1} a{one→https://example.org/1} [none] [x][none])"
                        + " h1(b)");
    }

    @Test
    void keepsTheLinesOfATable() {
        assertReads("| a | b |\n|---|---|\n| *c* | d |", "p(| a | b |⏎|---|---|⏎| em{c} | d |)");
        assertThat(PlainText.of(Markdown.parse("| a |\n".repeat(100))).lines())
                .hasSize(100)
                .allMatch("| a |"::equals);
    }

    @Test
    void resolvesEscapesAndEntitiesAndLeavesUnmatchedMarkupAsItIs() {
        assertReads("\\*a\\* \\[b\\] &amp; &lt; &#65; &copy; &nope; \\q", "p(*a* [b] & < A © &nope; \\q)");
        assertReads("**a *b `c [d ~~e <f", "p(**a *b `c [d ~~e <f)");
        assertReads("a_b_c 2*3*4 ] ]( ![ `` ` ``", "p(a_b_c 2em{3}4 ] ]( ![ code{`})");
    }

    private static void assertReads(String markdown, String blocks) {
        assertThat(BlockDump.blocks(Markdown.parse(markdown))).isEqualTo(blocks);
    }
}
