package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.ParseResult;
import digestbot.digest.Source;
import digestbot.digest.parser.DigestDates.DateOrder;
import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceListTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "[en-US] [A](https://example.org/a) - Pier (2/5/2026) | en-US | A | https://example.org/a | Pier | 2026-02-05",
                "[A](https://example.org/a) – Pier (2026-02-05) | '' | A | https://example.org/a | Pier | 2026-02-05",
                "[de] [A](https://example.org/a) — Pier & Sons （12/31/2025） | de | A | https://example.org/a | Pier & Sons | 2025-12-31",
                "[A [b] c](https://example.org/(a)_(b)) - P | '' | A [b] c | https://example.org/(a)_(b) | P | -",
                "[A] b [c](https://example.org/a) - P | '' | A] b [c | https://example.org/a | P | -",
                "[A ] b](https://example.org/a) - P | '' | A ] b | https://example.org/a | P | -",
                "[A ](b) c](https://example.org/a) - P | '' | A ](b) c | https://example.org/a | P | -",
                "[A](https://example.org/a)b) - P | '' | A | https://example.org/a)b | P | -",
                "[A](https://example.org/a(b) - P (2/5/2026) | '' | A | https://example.org/a(b | P | 2026-02-05",
                "[A](https://example.org/a b) - P | '' | A | https://example.org/a%20b | P | -",
                "[A](https://example.org/a \"t\") - P | '' | A | https://example.org/a | P | -",
                "[A](https://example.org/p?q=<b>&r=\"x\") - Out<let> (2/8/2026) | '' | A | https://example.org/p?q=%3Cb%3E&r=%22x%22 | Out<let> | 2026-02-08",
                "[A](https://example.org/a) - Pier (UK) (2/5/2026) | '' | A | https://example.org/a | Pier (UK) | 2026-02-05",
                "[A](https://example.org/a) - Pier (UK) | '' | A | https://example.org/a | Pier (UK) | -",
                "[A](/b) - P (c) d | '' | A | - | P (c) d | -",
                "[A](https://example.org/a) | '' | A | https://example.org/a | '' | -",
                "[A](https://example.org/a) (2/5/2026) | '' | A | https://example.org/a | '' | 2026-02-05",
                "[A](https://example.org/a | '' | A | https://example.org/a | '' | -",
                "[A - b (c)](https://example.org/a) - P - Q | '' | A - b (c) | https://example.org/a | P - Q | -",
                "[fr] A - b - P (2/5/2026) | fr | A - b | - | P | 2026-02-05",
                "[fr] [A] - P | fr | A | - | P | -",
                "A | '' | A | - | '' | -",
                "[en](https://example.org/a) - P | '' | en | https://example.org/a | P | -",
                "[en] | '' | en | - | '' | -",
                "[zh-CN] [矿产](https://example.org/a) - 长江 (2/6/2026) | zh-CN | 矿产 | https://example.org/a | 长江 | 2026-02-06",
                "[A \\[b\\] &amp; c_d_e *f*](https://example.org/a) - P | '' | A [b] & c_d_e f | https://example.org/a | P | -",
                "[*A* **b** ~~c~~ `d`](https://example.org/a) - *P* | '' | A b c d | https://example.org/a | P | -",
                "[2 * 3 * 4 is #1!](https://example.org/a) - P | '' | 2 * 3 * 4 is #1! | https://example.org/a | P | -",
                "[A #](https://example.org/a) - P | '' | A # | https://example.org/a | P | -",
                "[\\*A\\*](https://example.org/a) - P | '' | *A* | https://example.org/a | P | -",
                "[A](https://example.org/?a=1&amp;b=2) - P | '' | A | https://example.org/?a=1&b=2 | P | -",
                "[A](https://example.org/?a=1&copy=2) - P | '' | A | https://example.org/?a=1&copy=2 | P | -",
                "[A](https://example.org/a\\)b\\_c) - P | '' | A | https://example.org/a)b_c | P | -",
                "[A](<https://example.org/a b)c>) - P (2/5/2026) | '' | A | https://example.org/a%20b)c | P | 2026-02-05",
                "[A](<https://example.org/a> \"t\") - P | '' | A | https://example.org/a | P | -",
                "[A]( https://example.org/a ) - P | '' | A | https://example.org/a | P | -",
                "[A](https://example.org/a (t)) - P | '' | A | https://example.org/a | P | -",
                "[A ](b) c](<https://example.org/a>) - P | '' | A ](b) c | https://example.org/a | P | -",
                "**[A](https://example.org/a)** - P | '' | A | https://example.org/a | P | -",
                "[de] _[A](https://example.org/a)_ - P | de | A | https://example.org/a | P | -",
                "<https://example.org/a> - P (2/5/2026) | '' | https://example.org/a | https://example.org/a | P | 2026-02-05",
                "[A](https://example.org/a) - [P](https://example.org) | '' | A | https://example.org/a | P | -",
                "*A* b - P | '' | A b | - | P | -",
                "[](https://example.org/a) - P | '' | https://example.org/a | https://example.org/a | P | -",
            })
    void readsEveryForm(String text, String language, String title, String link, String outlet, LocalDate date) {
        Source source = reader().read(7, text, 1).orElseThrow();

        assertThat(source.number()).isEqualTo(7);
        assertThat(source.language()).isEqualTo(language);
        assertThat(source.title()).isEqualTo(title);
        assertThat(source.link().map(WebAddress::url).orElse(null)).isEqualTo(link);
        assertThat(source.outlet()).isEqualTo(outlet);
        assertThat(source.date().orElse(null)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2/5/2026, 2026-02-05, 2026-05-02",
                "2-5-2026, 2026-02-05, 2026-05-02",
                "02/05/2026, 2026-02-05, 2026-05-02",
                "13/2/2026, -, 2026-02-13",
                "2/13/2026, 2026-02-13, -",
                "2/5-2026, -, -",
                "5.2.2026, 2026-02-05, 2026-02-05",
                "05. 02. 2026, 2026-02-05, 2026-02-05",
                "2026-02-05, 2026-02-05, 2026-02-05",
                "2026/2/5, 2026-02-05, 2026-02-05",
                "2026. 2. 5., 2026-02-05, 2026-02-05",
                "2026年2月5日, 2026-02-05, 2026-02-05",
                "2026년 2월 5일, 2026-02-05, 2026-02-05",
                "٥/٢/٢٠٢٦, 2026-05-02, 2026-02-05",
                "2026-02-05T10:00Z, 2026-02-05, 2026-02-05",
            })
    void readsDaysInTheOrderThatTheFrontMatterSays(String written, LocalDate monthFirst, LocalDate dayFirst) {
        String entry = "[A](https://example.org/a) - P (" + written + ")";
        for (DateOrder order : DateOrder.values()) {
            Source source = new SourceList(order, List.of(), new DiagnosticCollector())
                    .read(1, entry, 1)
                    .orElseThrow();
            assertThat(source.date().orElse(null)).isEqualTo(order == DateOrder.DAY_FIRST ? dayFirst : monthFirst);
            assertThat(source.outlet()).isEqualTo("P");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "'' | 13/2/2026 | 18: source 1: there is no day “13/2/2026”: write month/day/year or 2026-02-05, or add `dates: day-first` to the front matter",
                "'dates: day-first' | 13/2/2026 | -",
                "'dates: DAY-first' | 13/2/2026 | -",
                "'dates: day-first' | 2/13/2026 | 18: source 1: there is no day “2/13/2026”: write day/month/year or 2026-02-05, or add `dates: month-first` to the front matter",
                "'dates: month-first' | 2/13/2026 | -",
                "'dates: european' | 2/13/2026 | 3: dates “european” is not known and month-first is used: write day-first or month-first",
            })
    void theFrontMatterSaysTheOrder(String key, String date, String warning) {
        String text = "---\ntitle: a\n" + key
                + "\ntopic: two\nperspectives: [{id: a, name: Aland}]\ndate: 2026-03-01\n---\n\n"
                + "- One.\n\n## Aland\n\n- A sentence that says enough to be read by itself.\n\n## Sources\n\n\n"
                + "1. [A](https://example.org/a) - P (" + date + ")\n";

        assertThat(DigestSamples.warnings(text)).isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @Test
    void leavesEmphasisInTextsBeyondTheLimit() {
        SourceList reader = reader();
        for (int i = 0; i < 2000; i++) {
            assertThat(reader.read(i, "[*A*](https://example.org/a)", 1)
                            .orElseThrow()
                            .title())
                    .isEqualTo("A");
        }
        assertThat(reader.read(1, "[*A* &amp; b](https://example.org/a)", 1)
                        .orElseThrow()
                        .title())
                .isEqualTo("*A* & b");
    }

    private static SourceList reader() {
        return new SourceList(DateOrder.MONTH_FIRST, List.of(), new DiagnosticCollector());
    }

    @Test
    void readsListsWithNumbersOrBulletsAndLinesThatGoOn() {
        String list =
                "Intro of 2:\n\n3. [A](https://example.org/a)\n   - P (2/5/2026)\n7) [B](https://example.org/b)\n\n- [C\n  d](https://example.org/c)\ne\n\nOutro";

        SourceList read = reader();
        read.read(list, 1);
        List<Source> sources = read.sources();

        assertThat(sources).extracting(Source::number).containsExactly(3, 2, 7, 4);
        assertThat(sources).extracting(Source::title).containsExactly("A", "P", "B", "C d");
    }

    @Test
    void warnsOfLinksAndDatesThatAreNone() {
        ParseResult.Parsed parsed = DigestSamples.parsed(DigestSamples.HEAD
                + "One.\n\n## Aland\n\na and many more words than only that one\n\n## Bravia\n\nb and many more words than only that one\n\n## Sources\n\n"
                + "1. [A](ftp://example.org/a) - P (2/30/2026)\n2. [B](/b) - P (13/45/2026)");

        assertThat(parsed.digest().sources()).extracting(Source::outlet).containsExactly("P", "P");
        assertThat(parsed.digest().sources())
                .allMatch(source -> source.link().isEmpty() && source.date().isEmpty());
        assertThat(parsed.warnings())
                .extracting(warning -> warning.line() + ": " + warning.message())
                .containsExactly(
                        "23: source 1: there is no day “2/30/2026”: write month/day/year or 2026-02-05",
                        "23: source 1: “ftp://example.org/a” is not an http or https address and is left out: fix the link",
                        "24: source 2: there is no day “13/45/2026”: write month/day/year or 2026-02-05",
                        "24: source 2: “/b” is not an http or https address and is left out: fix the link");
    }

    @Test
    void inAListWithoutAHeadingTwoThirdsOfTheEntriesAreCredited() {
        String credited = """
                1. [A](https://example.org/a) - Example Wire (2/5/2026)
                2. [B](https://example.org/b) - Example Wire (2/5/2026)
                3. A sentence
                """;
        assertThat(SourceList.hasForm(credited)).isTrue();
        assertThat(SourceList.hasForm(credited + "4. Another sentence\n")).isFalse();
    }
}
