package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.markdown.Outline.OutlinePart;
import digestbot.markdown.Outline.PartStart;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlineTest {

    @Test
    void cutsAtHeadingsAndKnowsTheirLines() {
        assertThat(shown("a\n\n## b\nc\n\nd\n===\n\ne"))
                .containsExactly("BEGINNING 1 a", "HEADING 3 2 [b] c", "HEADING 6 1 [d] e");
    }

    @Test
    void knowsTheLinesOfSectionsBelowTheirHeadings() {
        List<OutlinePart> parts = Outline.of("a\n## b\nc\n\nd\ne\n---\nf").parts();

        assertThat(parts.get(1).textLine()).isEqualTo(3);
        assertThat(parts.get(2).line()).isEqualTo(5);
        assertThat(parts.get(2).textLine()).isEqualTo(8);
        assertThat(parts.get(1).text()).isEqualTo("c\n\n");
    }

    @Test
    void cutsAtTheMark() {
        assertThat(shown("a\n<!--more-->\nb\n<!-- MORE -->\nc <!--more-->"))
                .containsExactly("BEGINNING 1 a", "MORE 2 b", "MORE 4 c <!--more-->");
    }

    @Test
    void findsNoHeadingInCodeACommentAListOrAQuote() {
        assertThat(shown("```\n# a\n<!--more-->\n```\n~~~\n# b\n```\n~~~\n    # c"))
                .hasSize(1);
        assertThat(shown("- a\n\n  ```\n  # b\n  ```\n\n- ~~~\n  # c\n  ~~~")).hasSize(1);
        assertThat(shown("<!--\n# a\n-->\n- b\n  # c\n\n> # d\n> e\n===")).hasSize(1);
    }

    @Test
    void findsNoHeadingInARawHtmlBlock() {
        String texts = "<div>\n# a\n</div>¦<DIV class=\"b\">\n# a¦</div>\n# a¦text\n<p>\n# a¦<hr/>\n# a"
                + "¦<details><summary>b</summary>\nc\n===¦<pre>\n\n# a\n\n</pre>¦<script>\n\n# a\n\n</SCRIPT> b"
                + "¦<style\n>\n\n# a\n\n</style>¦<?php\n\n# a\n\n?>¦<!DOCTYPE\n\n# a\n\n>"
                + "¦<![CDATA[\n\n# a\n\n]]>¦<span class=\"b\">\n# a¦<my-tag>\n# a\n</my-tag>¦- b\n<div>\n# a";
        assertThat(texts.split("¦")).allSatisfy(text -> {
            assertThat(Outline.of(text).parts()).as(text).hasSize(1);
            assertThat(Markdown.parse(text)).as(text).noneMatch(Block.Heading.class::isInstance);
            assertThat(PlainText.of(Markdown.parse(text))).as(text).containsAnyOf("# a", "===");
        });
    }

    @Test
    void findsAHeadingAfterOrWithoutARawHtmlBlock() {
        String texts = "<div>\n\n# a¦<div>b</div>\n\n# a¦text\n<span>\n# a¦<span>b</span>\n# a¦<b>\n\n# a¦<pre>\n# a"
                + "¦<pre>\n</pre>\n# a¦<?php ?>\n# a¦<![CDATA[\n# a¦<divide\n# a¦<3\n# a¦```\n<div>\n```\n# a"
                + "¦    <div>\n# a¦# b\n<div>\n\n# a¦<div>\n<!-- b -->\n# a";
        assertThat(texts.split("¦")).allSatisfy(text -> {
            assertThat(Outline.of(text).parts().getLast().heading()).as(text).isEqualTo("a");
        });
    }

    @Test
    void knowsItsLineNumbersAfterListsAndComments() {
        assertThat(shown("- ```\n# a\ntext")).containsExactly("BEGINNING 1 - ```", "HEADING 2 1 [a] text");
        assertThat(shown("<!--\na\n-->\n\n# b")).containsExactly("BEGINNING 1 ", "HEADING 5 1 [b] ");
        assertThat(shown("a\n\n---\n\n- b\n---\nc\n***\n---")).hasSize(1);
    }

    @Test
    void stopsCuttingAtTheThousandthHeading() {
        List<OutlinePart> parts = Outline.of("# a\n".repeat(5000)).parts();

        assertThat(parts).hasSize(Outline.MAX_PARTS + 1);
        assertThat(parts.getLast().pieces()).extracting(Outline.Piece::form).containsExactly(Outline.Piece.Form.PLAIN);
        assertThat(parts.getLast().text().lines()).hasSize(4000);
    }

    private static List<String> shown(String text) {
        return Outline.of(text).parts().stream()
                .map(part -> part.start() + " " + part.line() + " "
                        + (part.start() == PartStart.HEADING ? part.level() + " [" + part.heading() + "] " : "")
                        + part.text().strip())
                .toList();
    }
}
