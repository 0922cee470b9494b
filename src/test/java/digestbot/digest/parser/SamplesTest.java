package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Diagnostic;
import digestbot.digest.ParseResult;
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
