package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Diagnostic;
import digestbot.digest.ParseResult;
import digestbot.digest.Source;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-02-06-trade.md, trade, 3, 1, 3, 1",
        "2026-02-06-us-china.md, us-china, 2, 2, 6, 2",
        "2026-02-06-us-china.zh.md, us-china-zh, 2, 1, 2, 1",
    })
    void readsGoodDigestsWithoutAWarning(
            String file, String topic, int perspectives, int highlights, int sources, int points) {
        ParseResult.Parsed parsed = DigestSamples.parsed(parse(file));

        assertThat(parsed.warnings()).isEmpty();
        assertThat(parsed.digest().key().topic()).isEqualTo(topic);
        assertThat(parsed.digest().key().day()).isEqualTo(LocalDate.of(2026, 2, 6));
        assertThat(parsed.digest().perspectives()).hasSize(perspectives);
        assertThat(BulletPoints.count(parsed.digest().highlights())).isEqualTo(highlights);
        for (int perspective = 0; perspective < perspectives; perspective++) {
            assertThat(BulletPoints.count(parsed.digest().perspective(perspective)))
                    .isEqualTo(points);
        }
        assertThat(parsed.digest().sources())
                .hasSize(sources)
                .allMatch(source -> source.link().isPresent()
                        && source.date().isPresent()
                        && !source.outlet().isEmpty());
    }

    @Test
    void readsTitlesAndLinksWithParentheses() {
        Source source = DigestSamples.parsed(parse("2026-02-06-us-china.md"))
                .digest()
                .sources()
                .get(1);

        assertThat(source.title()).isEqualTo("Ferry line (closed since 2020) reopens");
        assertThat(source.link().orElseThrow().url()).isEqualTo("https://news.example.org/a/2_(ferry)");
    }

    @Test
    void readsHostileTextAsText() {
        ParseResult.Parsed parsed = DigestSamples.parsed(parse("bad/hostile-text.md"));

        assertThat(parsed.digest().title()).isEqualTo("<b>Bold</b> & @everyone <script>alert(1)</script>");
        assertThat(PlainText.of(parsed.digest().highlights()))
                .isEqualTo(
                        "<script>alert(1)</script> @everyone @here <@123> **unclosed *emphasis `code\nclick data img");
        assertThat(DigestSamples.sections(parsed.digest()))
                .containsExactly(
                        "us: under_score strike ||spoiler|| > quote # heading * & right-to-left",
                        "china: </blockquote></b> <blockquote expandable> 👩‍👩‍👧‍👦 🇨🇳 中文",
                        "sources");
        assertThat(parsed.digest().sources().getFirst().title()).isEqualTo("A [bracketed] title");
        assertThat(parsed.digest().sources().getFirst().outlet()).isEqualTo("Out<let>");
        assertThat(parsed.warnings())
                .containsExactly(
                        new Diagnostic(
                                7,
                                "the perspectives' counts add up to 2, but the source list has 1 entry (line 24): make them equal"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alias-bomb.md | 3: the alias *a is not allowed here: write its value out",
                "bad-yaml.md | 2: the front matter is not valid YAML: while scanning a quoted scalar found unexpected end of"
                        + " stream: close every quotation mark and bracket",
                "date-is-nonsense.md | 3: date “the day after tomorrow” is no date: write 2026-02-05 or, with a time,"
                        + " 2026-02-05T04:00:00Z",
                "duplicate-key.md | 18: the key draft is on line 17 already: keep one of the two",
                "empty.md | 1: the file is empty: begin with a line `---` and the front matter, or delete the file",
                "no-front-matter.md | 1: there is no front matter: the first line must be `---`, then topic, date and the"
                        + " rest, then `---`",
                "no-topic.md | 2: topic is missing: add a line such as `topic: us-china`",
                "unclosed-front-matter.md | 1: the front matter is never closed: put a line `---` after its last key",
            })
    void saysWhatIsWrongWithBadFiles(String file, String problem) {
        assertThat(DigestSamples.problems(parse("bad/" + file))).containsExactly(problem);
    }

    @Test
    void readsADraft() {
        ParseResult.Parsed parsed = DigestSamples.parsed(parse("bad/draft.md"));

        assertThat(parsed.digest().draft()).isTrue();
        assertThat(parsed.warnings()).isEmpty();
    }

    @Test
    void warnsOfAMissingPerspective() {
        assertThat(DigestSamples.parsed(parse("bad/one-side-missing.md")).warnings())
                .containsExactly(
                        new Diagnostic(
                                12,
                                "the perspective “Northport” has no section: add one under a heading that begins with “Northport”"));
    }

    @Test
    void warnsOfAnUnknownPerspective() {
        assertThat(DigestSamples.parsed(parse("bad/unknown-perspective.md")).warnings())
                .extracting(Diagnostic::line)
                .containsExactly(12, 31);
        assertThat(DigestSamples.sections(DigestSamples.parsed(parse("bad/unknown-perspective.md"))
                                .digest())
                        .get(1))
                .startsWith("other Westport Perspective (Westport Sources): The pilots");
    }

    @Test
    void readsOneDigestByManyThreads() {
        byte[] content = content("2026-02-06-us-china.md");
        var parser = new DigestParser();
        ParseResult expected = parser.parse(content);

        List<ParseResult> results = IntStream.range(0, 500)
                .parallel()
                .mapToObj(_ -> parser.parse(content))
                .toList();

        assertThat(results).allMatch(expected::equals);
    }

    private static ParseResult parse(String file) {
        return new DigestParser().parse(content(file));
    }

    private static byte[] content(String file) {
        try (InputStream in = SamplesTest.class.getResourceAsStream("/digests/" + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
