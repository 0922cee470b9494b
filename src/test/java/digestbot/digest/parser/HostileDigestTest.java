package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.markdown.HostileMarkdown;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HostileDigestTest {

    private static final int LENGTH = 1_000_000;

    private static Stream<HostileMarkdown.Input> frontMatter() {
        String head = "---\ntopic: two\ndate: 2026-03-01\n";
        return Stream.of(
                input("deep brackets", head + "a: " + "[".repeat(60_000) + "\n---\n"),
                input("deep braces", head + "a: " + "{a: ".repeat(15_000) + "\n---\n"),
                input("deep lists", head + "a:\n" + "- ".repeat(30_000) + "\n---\n"),
                input("deep mappings", head + "a:\n" + deep(300) + "---\n"),
                input("deep complex keys", head + "? ".repeat(30_000) + "\n---\n"),
                input("a long key", head + "a".repeat(60_000) + ": b\n---\n"),
                input("a long quoted key", head + "\"" + "a".repeat(60_000) + "\": b\n---\n"),
                input("many keys", head + numbered(6000, "k%d: v\n") + "---\n"),
                input("many empty keys", head + ": ".repeat(30_000) + "\n---\n"),
                input("many list items", head + "sources: [" + "a,".repeat(30_000) + "]\n---\n"),
                input("many aliases", head + "a: &a x\nb: [" + "*a,".repeat(20_000) + "]\n---\n"),
                input("many anchors", head + numbered(4000, "k%1$d: &a%1$d v\n") + "---\n"),
                input("many documents", head + "...\n".repeat(15_000) + "---\n"),
                input("many tags", head + "a: " + "!!str ".repeat(10_000) + "\n---\n"),
                input("many directives", "---\n" + "%YAML 1.1\n".repeat(6000) + "---\n"),
                input("a large version", "---\n%YAML 99999999999999999999.1\n---\n"),
                input("a long block scalar", head + "title: |\n" + "  a\n".repeat(15_000) + "---\n"),
                input("many escapes", head + "title: \"" + "\\u202e".repeat(10_000) + "\"\n---\n"),
                input("long front matter", head + "# a\n".repeat(LENGTH / 4) + "---\n"),
                input("many opening lines", "---\n".repeat(LENGTH / 4)),
                input("many bad perspectives", head + "perspectives: [" + "a,".repeat(30_000) + "]\n---\n"));
    }

    /// Bodies of about so many characters.
    private static Stream<HostileMarkdown.Input> bodies(int length) {
        return Stream.of(
                body("many sources", "## Sources\n" + "1. [a](b)\n".repeat(length / 10)),
                body(
                        "many good sources",
                        "## Sources\n" + "1. [en] [a](https://b.c/d) - E (2/5/2026)\n".repeat(length / 43)),
                body("sources of many brackets", "## Sources\n1. " + "[".repeat(length)),
                body("sources of many links", "## Sources\n1. " + "[a](b".repeat(length / 5)),
                body("sources of many spaces", "## Sources\n1. [a](b" + " ".repeat(length - 99) + "\"\n"),
                body("sources of many dashes", "## Sources\n1. a" + " - ".repeat(length / 3 - 99)),
                body("sources that go on", "## Sources\n1. a\n" + " b\n".repeat(length / 3 - 99)),
                body(
                        "addresses beyond ASCII",
                        "## Sources\n" + ("1. [a](https://b.c/" + "文".repeat(300) + ")\n").repeat(length / 1000)),
                body("many sections of sources", "## x\n1. [en] [a](https://b.c)\n".repeat(length / 31)),
                body("many sections of sides", "## Aland\n".repeat(length / 9)),
                body("many marks", "<!--more-->\n".repeat(length / 13)),
                body(
                        "many headings like a side's",
                        "## Aland a Aland b\n" + ("## " + "a ".repeat(140) + "\n").repeat(length / 333)),
                body("many headings that hold both names", "## of Aland and of Bravia\nx\n".repeat(length / 28)),
                body(
                        "many headings that hold a name in several places",
                        ("## xAland " + "xAland ".repeat(40) + "\n").repeat(length / 333)),
                body("many titles with emphasis", "## Sources\n" + "1. [*a*](https://b.c)\n".repeat(length / 23)),
                body(
                        "titles of many stars",
                        "## Sources\n" + ("1. [" + "*a_".repeat(2000) + "](https://b.c)\n").repeat(length / 6250)),
                body("many marks of points", "## Aland\n" + "- a {pair: b}\n".repeat(length / 14)),
                body(
                        "many misplaced marks of points",
                        "## Aland\n"
                                + ("- a\n" + "  - a {pair: b}\n".repeat(900) + "\n## x\n").repeat(length / 16_000)),
                body(
                        "many numbers of sources",
                        "## Aland\n" + ("- a" + "[1][2]".repeat(9) + "\n- b\n\nc\n\n").repeat(length / 66)),
                body("many braces", "## Aland\n- " + "{".repeat(length / 2) + "}".repeat(length / 3)),
                body("many raw HTML blocks", "<pre>\n</pre>\n".repeat(length / 13)),
                body("many raw HTML blocks without an end", "<pre>\n<?\n<!a\n<![CDATA[\n".repeat(length / 24)),
                body("a long HTML tag", "<a " + "b ".repeat(length / 2 - 99)),
                body("a long heading", "## Aland " + "*a* ".repeat(length / 4 - 99)),
                body("a long heading of letters that change when folded", "## " + "ﷺ".repeat(length / 10 * 3)),
                input("only NUL", "\0".repeat(length)),
                body("NUL after the front matter", "\0".repeat(length - 999)));
    }

    @Test
    void answersToHostileFrontMatterAndToHostileBodies() {
        assertAnswers(Stream.concat(frontMatter(), bodies(50_000)));
    }

    @Test
    @Tag("full")
    void answersToHostileBodiesOfAMegabyte() {
        assertAnswers(bodies(LENGTH));
    }

    @Test
    void answersToTheBeginningsOfHostileMarkdownInAPerspectivesSection() {
        assertAnswers(inASection(HostileMarkdown.beginnings()));
    }

    @Test
    @Tag("full")
    void answersToHostileMarkdownInAPerspectivesSection() {
        assertAnswers(inASection(HostileMarkdown.all()));
    }

    @Test
    void answersToAnyDamageOfADigest() {
        var random = new Random(4);
        byte[] good = (DigestSamples.HEAD
                        + "- a\n\n<!--more-->\n\n## Aland\n\n- b\n\n## Bravia\n\n- c\n\n## Sources\n\n"
                        + "1. [en] [d](https://example.org) - E (2/5/2026)\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = good.clone();
            for (int j = random.nextInt(6); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] =
                        (byte) "\n -:#[](){}\"'*&!|>%@`\\~,?x\0".charAt(random.nextInt(27));
            }
            assertThat(new DigestParser().parse(damaged))
                    .as(new String(damaged, StandardCharsets.UTF_8))
                    .isNotNull();
        }
    }

    private static void assertAnswers(Stream<HostileMarkdown.Input> inputs) {
        HostileMarkdown.assertEnds(inputs, 0, text -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(bytes.length).isLessThanOrEqualTo(DigestParser.MAX_BYTES);
            assertThat(new DigestParser().parse(bytes)).isNotNull();
        });
    }

    private static Stream<HostileMarkdown.Input> inASection(Stream<HostileMarkdown.Input> inputs) {
        return inputs.map(input -> input(input.name(), DigestSamples.HEAD + "a\n\n## Aland\n\n" + input.text()));
    }

    private static HostileMarkdown.Input body(String name, String text) {
        return input(name, DigestSamples.HEAD + text);
    }

    private static HostileMarkdown.Input input(String name, String text) {
        return new HostileMarkdown.Input(name, text);
    }

    private static String deep(int depth) {
        var out = new StringBuilder();
        for (int i = 1; i <= depth && out.length() < 60_000; i++) {
            out.append(" ".repeat(i)).append("a:\n");
        }
        return out.toString();
    }

    private static String numbered(int count, String format) {
        var out = new StringBuilder();
        for (int i = 0; i < count && out.length() < 60_000; i++) {
            out.append(String.format(Locale.ROOT, format, i));
        }
        return out.toString();
    }
}
