package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.Perspective;
import digestbot.digest.Source;
import digestbot.markdown.BulletPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reads sample digests that are not part of the project, from the folder that `-Dsamples=FOLDER` names.
class SharedSamplesTest {

    private static final Path SAMPLES = Path.of(System.getProperty("samples", "samples"));
    private static final String SEED = "2026-02-05-us-china.md";

    @BeforeEach
    void needsTheSamples() {
        assumeTrue(Files.exists(SAMPLES.resolve(SEED)), "skipped: there is no " + SAMPLES.resolve(SEED));
    }

    @Test
    void readsTheSeedDigestCompletely() throws IOException {
        ParseResult.Parsed parsed = DigestSamples.parsed(parse(SAMPLES.resolve(SEED)));
        Digest digest = parsed.digest();

        assertThat(parsed.warnings()).isEmpty();
        assertThat(digest.key()).isEqualTo(new DigestKey("us-china", LocalDate.of(2026, 2, 5), "en", ""));
        assertThat(digest.topic().name()).isEqualTo("US vs China");
        assertThat(digest.outlets()).hasSize(12);
        assertThat(digest.articleCount()).hasValue(20);
        assertThat(digest.extra()).containsOnlyKeys("usSources", "chinaSources");
        assertThat(digest.perspectives()).extracting(Perspective::id).containsExactly("us", "china");
        assertThat(BulletPoints.count(digest.highlights())).isEqualTo(5);
        assertThat(BulletPoints.count(digest.perspective(0))).isEqualTo(4);
        assertThat(BulletPoints.count(digest.perspective(1))).isEqualTo(4);
        assertThat(digest.sections()).hasSize(3);
        assertThat(digest.sources())
                .extracting(Source::number)
                .isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
        assertThat(digest.sources())
                .allMatch(source -> source.language().equals("en-US")
                        && !source.title().isBlank()
                        && source.link().orElseThrow().url().startsWith("https://")
                        && digest.outlets().contains(source.outlet())
                        && source.date().orElseThrow().getYear() == 2026);
    }

    @Test
    void readsEveryGoodSampleWithoutAWarning() throws IOException {
        for (Path file : files(SAMPLES)) {
            ParseResult result = parse(file);
            assertThat(result)
                    .as(file.toString())
                    .isInstanceOfSatisfying(
                            ParseResult.Parsed.class,
                            parsed -> assertThat(parsed.warnings()).isEmpty());
        }
    }

    @Test
    void readsTheLongSampleAsMarkdown() throws IOException {
        Digest digest = DigestSamples.parsed(parse(SAMPLES.resolve("2026-02-07-trade-long.md")))
                .digest();

        assertThat(digest.sources())
                .hasSize(120)
                .allMatch(source -> source.link().isPresent());
        assertThat(BulletPoints.count(digest.highlights())).isEqualTo(25);
        assertThat(List.of(
                        BulletPoints.count(digest.perspective(0)),
                        BulletPoints.count(digest.perspective(1)),
                        BulletPoints.count(digest.perspective(2))))
                .containsExactly(30, 30, 31);
    }

    @Test
    void refusesOrWarnsOfEveryBadSample() throws IOException {
        Set<String> readable = Set.of("draft.md", "hostile-text.md", "one-side-missing.md", "unknown-perspective.md");
        for (Path file : files(SAMPLES.resolve("bad"))) {
            String name = file.getFileName().toString();
            switch (parse(file)) {
                case ParseResult.Parsed parsed -> {
                    assertThat(readable).contains(name);
                    assertThat(parsed.warnings().isEmpty()).as(name).isEqualTo(name.equals("draft.md"));
                }
                case ParseResult.Invalid _ -> assertThat(readable).doesNotContain(name);
            }
        }
    }

    private static ParseResult parse(Path file) throws IOException {
        return new DigestParser().parse(Files.readAllBytes(file));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
