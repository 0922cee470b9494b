package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Diagnostic;
import digestbot.digest.ParseResult;
import digestbot.digest.Source;
import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceLineReaderTest {

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
                "[A \\[b\\] &amp; c_d_e *f*](https://example.org/a) - P | '' | A [b] & c_d_e *f* | https://example.org/a | P | -",
                "[](https://example.org/a) - P | '' | https://example.org/a | https://example.org/a | P | -",
            })
    void readsEveryForm(String text, String language, String title, String link, String outlet, LocalDate date) {
        Source source =
                SourceLineReader.read(7, text, 1, new DiagnosticCollector()).orElseThrow();

        assertThat(source.number()).isEqualTo(7);
        assertThat(source.language()).isEqualTo(language);
        assertThat(source.title()).isEqualTo(title);
        assertThat(source.link().map(WebAddress::url).orElse(null)).isEqualTo(link);
        assertThat(source.outlet()).isEqualTo(outlet);
        assertThat(source.date().orElse(null)).isEqualTo(date);
    }

    @Test
    void readsListsWithNumbersOrBulletsAndLinesThatGoOn() {
        String list =
                "Intro of 2:\n\n3. [A](https://example.org/a)\n   - P (2/5/2026)\n7) [B](https://example.org/b)\n\n- [C\n  d](https://example.org/c)\ne\n\nOutro";

        List<Source> sources = SourceListParser.read(list, 1, new DiagnosticCollector());

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
                .extracting(Diagnostic::toString)
                .containsExactly(
                        new Diagnostic(23, "source 1: there is no day “2/30/2026”: write month/day/year or 2026-02-05")
                                .toString(),
                        new Diagnostic(
                                        23,
                                        "source 1: “ftp://example.org/a” is not an http or https address and is left"
                                                + " out: fix the link")
                                .toString(),
                        new Diagnostic(24, "source 2: there is no day “13/45/2026”: write month/day/year or 2026-02-05")
                                .toString(),
                        new Diagnostic(
                                        24,
                                        "source 2: “/b” is not an http or https address and is left out: fix the link")
                                .toString());
    }
}
