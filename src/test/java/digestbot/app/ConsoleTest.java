package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.ops.health.Heartbeat;
import digestbot.sandbox.SandboxFault;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class ConsoleTest extends BotStory {

    private static final Pattern METRIC = Pattern.compile("(digestbot|jvm|process|system)_[a-z_]+");

    /// Long enough not to occur in a port, time or size by chance.
    private static final long OWNER_ID = 7_001_000_501L;

    private static final long READER = 7_001_000_621L;

    @BeforeEach
    void startBot() throws Exception {
        drop(TODAY, "<script>alert(1)</script>");
        fixture.drop("2.md", "---\ntopic: trade\n---\n");
        start("console: {port: -1}\nowners: {telegram: [%d]}".formatted(OWNER_ID));
    }

    private String body(String path) throws IOException, InterruptedException {
        return console(path).body();
    }

    @Test
    void isReadyWhileBothPlatformsAreConnected() throws Exception {
        JsonNode report = new ObjectMapper().readTree(body("/readyz"));
        assertThat(report.path("ready").asBoolean()).as("%s", report).isTrue();
        JsonNode checks = report.path("checks");
        assertThat(checks.path("telegram").path("detail").asText()).isEqualTo("connected");
        assertThat(checks.path("telegram").path("at").asText())
                .as("when Telegram was last asked")
                .isNotEmpty();
        assertThat(checks.path("discord").path("detail").asText()).isEqualTo("connected");
        fixture.telegram.close();
        await().untilAsserted(() -> assertThat(body("/readyz")).contains("polls get no answer"));
        assertThat(console("/readyz").statusCode()).isEqualTo(503);
        assertThat(console("/healthz").statusCode()).as("it lives").isEqualTo(200);
    }

    @Test
    void anotherProgramThatPollsIsNamedWhereverStateIsShown() throws Exception {
        URI poll = fixture.telegram.url().resolve("/bot" + BotFixture.TELEGRAM_TOKEN + "/getUpdates");
        while (!body("/readyz").contains(Heartbeat.RIVAL)) {
            ((HttpURLConnection) poll.toURL().openConnection()).getResponseCode();
        }
        assertThat(console("/readyz").statusCode()).isEqualTo(503);
        assertThat(body("/")).containsPattern("Needs attention[\\s\\S]*" + Heartbeat.RIVAL);
    }

    @Test
    void showsAfterAMinuteThatAPlatformRefusesMessages() throws Exception {
        for (long person = READER; person < READER + 3; person++) {
            ChatDriver asker = ChatDriver.onBoth(fixture, person).getFirst();
            fixture.telegram.fault(asker.place(), new SandboxFault.ServerError(1_000, 502));
            asker.platform().write(asker.person(), asker.place(), "/today");
        }
        await().untilAsserted(() -> assertThat(body("/metrics"))
                .containsPattern("settled_total\\{outcome=\"retried\",platform=\"telegram\"} ([3-9]|\\d\\d)"));
        clock.pass(Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(body("/"))
                .containsPattern("Needs attention[\\s\\S]*Telegram refuses messages \\(502\\) since "));
    }

    @Test
    void countsWhatWasSent() throws Exception {
        for (ChatDriver asker : ChatDriver.onBoth(fixture, READER)) {
            asker.ask("/today");
        }
        await().untilAsserted(() -> assertThat(body("/metrics"))
                .containsPattern("digestbot_deliveries_settled_total\\{outcome=\"sent\",platform=\"telegram\"} [1-9]"));
        assertThat(body("/metrics"))
                .contains(
                        "digestbot_platform_connected{platform=\"discord\"} 1.0",
                        "digestbot_files_invalid 1.0",
                        "digestbot_updates_total{kind=\"command\",platform=\"discord\"} 1.0",
                        "digestbot_updates_total{kind=\"command\",platform=\"telegram\"} 1.0",
                        "digestbot_platform_request_seconds_count{method=\"sendmessage\",platform=\"telegram\"} ",
                        "digestbot_platform_request_seconds_count{method=\"GET /users/@me\",platform=\"discord\"} ")
                .doesNotContain(Long.toString(READER), "getupdates", "getUpdates");
    }

    @Test
    void theDashboardAndTheAlertsAskForMetricsThatThereAre() throws Exception {
        Set<String> known = METRIC.matcher(Files.readString(Path.of("docs/monitoring.md")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        String java = body("/metrics");
        for (String file : List.of("docs/grafana.json", "docs/alerts.yml")) {
            assertThat(METRIC.matcher(Files.readString(Path.of(file))).results().map(MatchResult::group))
                    .as("unknown metrics in " + file)
                    .hasSizeGreaterThan(8)
                    .allMatch(name ->
                            known.contains(name.replaceFirst("_bucket$", "")) || java.contains("# TYPE " + name + " "));
        }
    }

    @Test
    void showsDigestsInvalidFilesAndTheConfigurationWithoutSecrets() throws Exception {
        assertThat(body("/"))
                .contains("Needs attention", "Topic trade", TODAY, "2.md")
                .doesNotContain("<script>alert");
        assertThat(body("/digests/1?view=perspective-0"))
                .contains("chat telegram", "chat discord", "aria-current=\"page\">United States</a>")
                .doesNotContain("<script>al");
        assertThat(console("/digests/999").statusCode()).as("no such digest").isEqualTo(404);
        assertThat(body("/configuration"))
                .containsSubsequence("telegram.token", "set (hidden)", "<details>", "defaults", "delivery.hold")
                .doesNotContain(BotFixture.TELEGRAM_TOKEN, BotFixture.DISCORD_TOKEN, Long.toString(OWNER_ID));
    }
}
