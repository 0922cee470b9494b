package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import org.junit.jupiter.api.Test;

class DigestBodyTest {

    @Test
    void takesWhatPrecedesTheMarkOrElseTheFirstPerspectiveOrElseTheFirstSectionForHighlights() {
        Digest digest =
                digest("## Overall\n\n- One.\n\n### Aside\n\nTwo.\n\n<!--more-->\n\n## Aland\n\na\n\n## Bravia\n\nb");

        assertThat(PlainText.of(digest.highlights())).isEqualTo("One.\nAside\nTwo.");
        assertThat(DigestSamples.sections(digest)).containsExactly("a: a", "b: b");
        digest = digest("Intro.\n\n## Overall\n\n- One.\n\n## Context\n\nTwo.\n\n## Bravia\n\nb\n\n## Aland\n\na");

        assertThat(PlainText.of(digest.highlights())).isEqualTo("Intro.\nOverall\nOne.\nContext\nTwo.");
        assertThat(DigestSamples.sections(digest)).containsExactly("b: b", "a: a");
        digest = digest("# Title\n\n## Overall\n\n- One.\n\n## Something else\n\nTwo.");

        assertThat(PlainText.of(digest.highlights())).isEqualTo("One.");
        assertThat(DigestSamples.sections(digest)).containsExactly("other Something else: Two.");
    }

    @Test
    void keepsAPerspectivesSectionBeforeTheMarkUnlessThereIsOneAfterIt() {
        assertThat(DigestSamples.sections(digest("One.\n\n## Aland\n\na\n\n<!--more-->\n\nmore\n\n## Bravia\n\nb")))
                .containsExactly("a: a\nmore", "b: b");
        Digest named = digest("## Aland and Bravia\n\nOne.\n\n<!--more-->\n\n## Aland\n\na\n\n## Bravia\n\nb");
        assertThat(PlainText.of(named.highlights())).isEqualTo("One.");
        assertThat(DigestSamples.sections(named)).containsExactly("a: a", "b: b");
    }

    @Test
    void findsPerspectivesAtAnyLevelInAnyOrderAndForm() {
        Digest digest = digest("# All\n\nOne.\n\n# Sides\n\n### 🇧 **bravia**: the view\n\nb\n\nAland\n=====\n\na");

        assertThat(DigestSamples.sections(digest)).containsExactly("b: b", "a: a");
    }

    @Test
    void keepsSubheadingsAndOtherSectionsInTheirPlace() {
        Digest digest = digest("""
                One.

                <!--more-->

                Between.

                ## Aland

                a

                ### Numbers

                - 1

                ## Background

                x

                ### Of Bravian laws

                y

                ## Bravia

                b

                ### Bravia's press

                z
                """);

        assertThat(DigestSamples.sections(digest))
                .containsExactly(
                        "other : Between.",
                        "a: a\nNumbers\n1",
                        "other Background: x\nOf Bravian laws\ny",
                        "b: b\nBravia's press\nz");
        assertThat(digest.perspective(0).get(1)).isInstanceOf(Block.Heading.class);
    }

    @Test
    void refusesTwoSectionsForOnePerspective() {
        assertThat(DigestSamples.problems(
                        DigestSamples.HEAD + "One.\n\n## Aland\n\na\n\n## Bravia\n\nb\n\n### Aland again\n\nc"))
                .containsExactly(
                        "21: “Aland again” starts a second section for a perspective that has one on line 13: join the two,"
                                + " or begin one heading with something else");
    }

    @Test
    void aHeadingMadeLikeThoseOfPerspectivesOpensASectionHoweverDeepAndEndsTheHighlights() {
        ParseResult.Parsed parsed = DigestSamples.parsed(
                DigestSamples.HEAD
                        + "## Aland View (Aland Press)\n\na\n\n### Marsia View (Marsia Press)\n\nm\n\n## Bravia View (Bravia Press)\n\nb");

        assertThat(DigestSamples.sections(parsed.digest()))
                .containsExactly("a: a", "other Marsia View (Marsia Press): m", "b: b");
        assertThat(parsed.warnings())
                .extracting(Diagnostic::message)
                .contains("the section “Marsia View (Marsia Press)” belongs to no perspective: add it to perspectives,"
                        + " or begin the heading with a perspective's name");
        Digest digest = digest(
                "# All\n\nOne.\n\n# Context\n\nTwo.\n\n## Marsia's View\n\nm\n\n## Aland's View\n\na\n\n## Bravia's View\n\nb");

        assertThat(PlainText.of(digest.highlights())).isEqualTo("One.\nContext\nTwo.");
        assertThat(DigestSamples.sections(digest)).containsExactly("other Marsia's View: m", "a: a", "b: b");
    }

    @Test
    void findsTheSourceListByItsHeadingInManyLanguagesOrByItsForm() {
        for (String heading :
                new String[] {"Sources", "SOURCES:", "📰 Quellen", "Fuentes", "来源", "資料來源", "Sources (2)"}) {
            Digest digest = digest("One.\n\n## Aland\n\na\n\n## " + heading
                    + "\n\nBased on:\n\n1. [A](https://example.org)\n2. [B](https://example.org)\n\n## Bravia\n\nb");

            assertThat(DigestSamples.sections(digest)).as(heading).containsExactly("a: a", "sources", "b: b");
            assertThat(digest.sources()).extracting(Source::title).containsExactly("A", "B");
        }
        Digest digest = digest(
                "One.\n\n## Aland\n\na\n\n## Alle Artikel\n\n1. [de] [A](https://example.org) - Blatt (2/5/2026)\n\n## Bravia\n\n1. b");

        assertThat(DigestSamples.sections(digest)).containsExactly("a: a", "sources", "b: b");
        digest = digest("One.\n\n## Aland\n\na\n\n## Sources of tension\n\n- words\n\n## Bravia\n\nb");

        assertThat(DigestSamples.sections(digest)).containsExactly("a: a", "other Sources of tension: words", "b: b");
    }

    @Test
    void readsASourceListUnderSubheadingsWhateverTheyName() {
        Digest digest = digest(
                "One.\n\n## Aland\n\na\n\n## Bravia\n\nb\n\n## Sources\n\n### Aland\n\n1. [A](https://example.org) - X\n\n### Bravia\n\n2. [B](https://example.org) - Y");

        assertThat(digest.sources()).extracting(Source::number).containsExactly(1, 2);
        assertThat(DigestSamples.sections(digest)).containsExactly("a: a", "b: b", "sources");
    }

    private static Digest digest(String body) {
        return DigestSamples.digest(DigestSamples.HEAD + body);
    }
}
