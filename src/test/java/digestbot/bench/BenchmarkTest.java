package digestbot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.outside.BotProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures everything, if only briefly.
@Tag("bench")
class BenchmarkTest {

    private static final List<String> NAMES = List.of(
            "parse_per_s",
            "search_10k_ms",
            "pages_p50_ms",
            "pages_p99_ms",
            "plan_1m_s",
            "plan_1m_heap_mib",
            "plan_1m_longest_tx_ms",
            "plan_words_1m_s",
            "fanout_per_s",
            "fanout_cpu_ms",
            "throttled_30_share",
            "throttled_1000_share",
            "throttled_429s",
            "today_idle_p50_ms",
            "today_idle_p99_ms",
            "today_fanout_p50_ms",
            "today_fanout_p99_ms",
            "correct_10k_s",
            "discord_per_s",
            "discord_cpu_ms",
            "discord_jda_per_s",
            "site_build_10k_s",
            "site_build_unchanged_s",
            "site_build_new_s",
            "site_build_correction_s",
            "site_warm_p99_ms",
            "site_cold_p99_ms",
            "site_fanout_p99_ms",
            "site_fanout_slowdown",
            "site_limited_p99_ms",
            "site_limited_archive_p99_ms",
            "site_limited_slowdown",
            "growth_30_planning_s",
            "growth_60_a_digest_to_all_without_limits_s",
            "growth_60_slowest_page_of_the_console_ms",
            "growth_20_import_of_a_full_folder_s",
            "start_s",
            "start_processor_s",
            "rss_idle_mib",
            "rss_1m_mib");

    @TempDir
    Path folder;

    @Test
    void everyFigureIsMeasuredAndWritten() throws Exception {
        var figures = new Figures();
        JavaLaunch launch = JavaLaunch.of(folder).with(BotProcess.QUICK);
        String heading = Benchmark.measure(BenchSizes.TINY, launch, folder, figures);
        Path file = folder.resolve("bench.json");
        figures.write(file);

        JsonNode written = new ObjectMapper().readTree(file.toFile());
        assertThat(NAMES).allSatisfy(name -> {
            JsonNode figure = written.path(name);
            assertThat(figure.path("value").isNumber()).as("value").isTrue();
            assertThat(figure.path("unit").asText()).as("unit").isNotEmpty();
            assertThat(figure.path("how").asText()).as("how").isNotEmpty();
        });
        assertThat(written.path("fanout_per_s").path("value").asDouble()).isPositive();
        assertThat(heading).contains("-XX:+UseSerialGC");
        assertThat(FigureTable.of(heading, figures.all())).contains("| fanout_cpu_ms");
        assertThat(figures.tables())
                .anySatisfy(table -> assertThat(table).contains("| JDA alone"))
                .anySatisfy(table -> assertThat(table).contains("| subscribers"))
                .anySatisfy(table -> assertThat(table).contains("| digests"));
    }
}
