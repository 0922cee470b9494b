package digestbot.site.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A build after some changes has what a build of everything has. It keeps some files besides, such as pictures and
/// notices of perspectives.
@Tag("full")
class IncrementalSiteTest {

    private static final List<String> TOPICS = List.of("trade", "tech", "health");
    private static final int BUILDS = 6;

    /// Pages name their pictures, and pictures of earlier builds stay.
    private static final int ALL_DAYS = 100;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itIsTheSameAsABuildOfEverything(long seed) throws Exception {
        var random = new Random(seed);
        Path out = folder.resolve("public");
        try (var site = new SiteFixture(folder.resolve("site"))) {
            for (int i = 0; i < BUILDS; i++) {
                for (int change = 0; change < 1 + random.nextInt(4); change++) {
                    change(site, random);
                }
                site.build(out, ALL_DAYS);
                Path fresh = folder.resolve("fresh-" + i);
                site.build(fresh, ALL_DAYS);
                Map<String, String> all = files(out);
                assertThat(files(fresh))
                        .as("seed %d, build %d", seed, i)
                        .isNotEmpty()
                        .allSatisfy((path, content) ->
                                assertThat(all.get(path)).as(path).isEqualTo(content));
                assertThat(site.build(out, ALL_DAYS).written())
                        .as("seed %d, build %d: again", seed, i)
                        .isZero();
            }
        }
    }

    @Test
    void oneTopicDoesNotTouchTheUnitsOfAnother() throws Exception {
        Path out = folder.resolve("public");
        try (var site = new SiteFixture(folder.resolve("site"))) {
            // The name of one is the beginning of the other's.
            site.write("a.md", digest("trade", "2026-02-02", "en", 1));
            site.write("b.md", digest("trade2", "2026-02-02", "en", 1));
            site.write("c.md", digest("trade2", "2026-02-03", "en", 1));
            site.build(out, ALL_DAYS);
            site.withdraw("trade2", "2026-02-02");
            site.build(out, ALL_DAYS);
            assertThat(out.resolve("trade/2026-02-02/index.html")).content().contains("Point 1");
            assertThat(out.resolve("trade2/2026-02-02/index.html")).content().doesNotContain("Point 1");
        }
    }

    private static void change(SiteFixture site, Random random) {
        String topic = TOPICS.get(random.nextInt(TOPICS.size()));
        String day = "2026-0%d-%02d".formatted(1 + random.nextInt(2), 1 + random.nextInt(4));
        String language = topic.equals("tech") && random.nextInt(3) == 0 ? "de" : "en";
        site.write(
                "%s-%s-%s.md".formatted(topic, day, language), digest(topic, day, language, random.nextInt(1_000_000)));
        if (random.nextInt(4) == 0) {
            site.withdraw(topic, day);
        }
    }

    private static String digest(String topic, String day, String language, int point) {
        return SampleTexts.digest(topic, day, "Point " + point, "language: " + language);
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (var all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = root.relativize(file).toString();
                if (!path.startsWith(".digestbot-site") && !path.endsWith(".png")) {
                    files.put(path, Files.readString(file));
                }
            }
        }
        return files;
    }
}
