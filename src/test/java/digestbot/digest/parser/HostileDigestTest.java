package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.ParseResult;
import digestbot.markdown.CpuTime;
import digestbot.markdown.HostileMarkdown;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileDigestTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
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

    private static Stream<HostileMarkdown.Input> bodies() {
        return Stream.of(
                input("many sources", DigestSamples.HEAD + "## Sources\n" + "1. [a](b)\n".repeat(LENGTH / 10)),
                input(
                        "many good sources",
                        DigestSamples.HEAD + "## Sources\n"
                                + "1. [en] [a](https://b.c/d) - E (2/5/2026)\n".repeat(LENGTH / 43)),
                input("sources of many brackets", DigestSamples.HEAD + "## Sources\n1. " + "[".repeat(LENGTH)),
                input("sources of many links", DigestSamples.HEAD + "## Sources\n1. " + "[a](b".repeat(LENGTH / 5)),
                input(
                        "sources of many spaces",
                        DigestSamples.HEAD + "## Sources\n1. [a](b" + " ".repeat(LENGTH - 99) + "\"\n"),
                input(
                        "sources of many dashes",
                        DigestSamples.HEAD + "## Sources\n1. a" + " - ".repeat(LENGTH / 3 - 99)),
                input("sources that go on", DigestSamples.HEAD + "## Sources\n1. a\n" + " b\n".repeat(LENGTH / 3 - 99)),
                input(
                        "addresses beyond ASCII",
                        DigestSamples.HEAD + "## Sources\n"
                                + ("1. [a](https://b.c/" + "文".repeat(300) + ")\n").repeat(1000)),
                input(
                        "many sections of sources",
                        DigestSamples.HEAD + "## x\n1. [en] [a](https://b.c)\n".repeat(LENGTH / 31)),
                input("many sections of sides", DigestSamples.HEAD + "## Aland\n".repeat(LENGTH / 9)),
                input("many marks", DigestSamples.HEAD + "<!--more-->\n".repeat(LENGTH / 13)),
                input(
                        "many headings like a side's",
                        DigestSamples.HEAD + "## Aland a Aland b\n" + ("## " + "a ".repeat(140) + "\n").repeat(3000)),
                input(
                        "many headings that hold both names",
                        DigestSamples.HEAD + "## of Aland and of Bravia\nx\n".repeat(LENGTH / 28)),
                input(
                        "many headings that hold a name in several places",
                        DigestSamples.HEAD + ("## xAland " + "xAland ".repeat(40) + "\n").repeat(3000)),
                input(
                        "many titles with emphasis",
                        DigestSamples.HEAD + "## Sources\n" + "1. [*a*](https://b.c)\n".repeat(LENGTH / 23)),
                input(
                        "titles of many stars",
                        DigestSamples.HEAD + "## Sources\n"
                                + ("1. [" + "*a_".repeat(2000) + "](https://b.c)\n").repeat(160)),
                input(
                        "many marks of points",
                        DigestSamples.HEAD + "## Aland\n" + "- a {pair: b}\n".repeat(LENGTH / 14)),
                input(
                        "many misplaced marks of points",
                        DigestSamples.HEAD + "## Aland\n"
                                + ("- a\n" + "  - a {pair: b}\n".repeat(900) + "\n## x\n").repeat(60)),
                input(
                        "many braces",
                        DigestSamples.HEAD + "## Aland\n- " + "{".repeat(LENGTH / 2) + "}".repeat(LENGTH / 3)),
                input("many raw HTML blocks", DigestSamples.HEAD + "<pre>\n</pre>\n".repeat(LENGTH / 13)),
                input(
                        "many raw HTML blocks without an end",
                        DigestSamples.HEAD + "<pre>\n<?\n<!a\n<![CDATA[\n".repeat(LENGTH / 24)),
                input("a long HTML tag", DigestSamples.HEAD + "<a " + "b ".repeat(LENGTH / 2 - 99)),
                input("a long heading", DigestSamples.HEAD + "## Aland " + "*a* ".repeat(LENGTH / 4 - 99)),
                input(
                        "a long heading of letters that change when folded",
                        DigestSamples.HEAD + "## " + "ﷺ".repeat(300_000)),
                input("only NUL", "\0".repeat(LENGTH)),
                input("NUL after the front matter", DigestSamples.HEAD + "\0".repeat(LENGTH - 999)));
    }

    @ParameterizedTest
    @MethodSource({"frontMatter", "bodies"})
    void answersInTime(HostileMarkdown.Input input) {
        assertAnswersInTime(input.name(), input.text().getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("digestbot.markdown.HostileMarkdown#all")
    void answersInTimeForHostileMarkdownInAPerspectivesSection(HostileMarkdown.Input input) {
        String text = DigestSamples.HEAD + "a\n\n## Aland\n\n" + input.text();

        assertAnswersInTime(input.name(), text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answersToAnyBytes(long seed) {
        var random = new Random(seed);
        var bytes = new byte[LENGTH];
        random.nextBytes(bytes);

        assertThat(new DigestParser().parse(bytes)).isInstanceOf(ParseResult.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7, 8, 9})
    void answersToAnyDamageOfADigest(long seed) {
        var random = new Random(seed);
        byte[] good = (DigestSamples.HEAD
                        + "- a\n\n<!--more-->\n\n## Aland\n\n- b\n\n## Bravia\n\n- c\n\n## Sources\n\n"
                        + "1. [en] [d](https://example.org) - E (2/5/2026)\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1000; i++) {
            byte[] damaged = good.clone();
            for (int j = random.nextInt(6); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] =
                        (byte) "\n -:#[](){}\"'*&!|>%@`\\~,?x\0".charAt(random.nextInt(27));
            }
            assertThat(new DigestParser().parse(damaged)).isNotNull();
        }
    }

    private static void assertAnswersInTime(String name, byte[] bytes) {
        assertThat(bytes.length).as(name).isLessThanOrEqualTo(DigestParser.DEFAULT_MAX_BYTES);
        CpuTime.assertTakesLessThan(LIMIT, name, () -> new DigestParser().parse(bytes));
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
