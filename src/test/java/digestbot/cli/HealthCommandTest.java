package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.app.Bot;
import digestbot.app.BotFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class HealthCommandTest {

    @TempDir
    Path folder;

    @Test
    void followsABotFromBeforeItsStartToItsEnd() throws Exception {
        try (BotFixture fixture = new BotFixture(folder)) {
            Path config = fixture.configFile("");
            assertThat(health(config))
                    .isEqualTo(new CommandLineResult(
                            1,
                            "✗ database FOLDER/stage.sqlite not found; start the bot with “digestbot run”; “digestbot"
                                    + " doctor” finds what prevents it\n",
                            ""));
            assertThat(Files.exists(fixture.database())).isFalse();

            try (Bot bot = Bot.start(fixture.config(""))) {
                assertThat(bot.awaitReady(Duration.ofMinutes(2))).isTrue();
                CommandLineResult well = await().until(() -> health(config), result -> result.code() == 0);
                assertThat(well.out())
                        .containsPattern("^✓ Bot last active \\d+ s ago\n")
                        .contains("✓ Telegram: connected\n", "✓ Discord: connected\n");
                assertThat(well.err()).isEmpty();
            }
            assertThat(health(config))
                    .isEqualTo(
                            new CommandLineResult(1, "✗ No bot is running on this database; run: digestbot run\n", ""));
        }
    }

    @Test
    void saysTheSameToPrograms() throws Exception {
        Path config = Files.writeString(folder.resolve("digestbot.yaml"), "database: %s/none.sqlite".formatted(folder));
        CommandLineResult ran =
                CommandLineResult.of("health", "--json", "--config", config).naming(folder);
        assertThat(ran.code()).isOne();
        JsonNode object = new ObjectMapper().readTree(ran.out());
        assertThat(object.path("healthy").booleanValue()).isFalse();
        assertThat(object.path("findings").get(0).path("level").asText()).isEqualTo("failed");
        assertThat(object.path("findings").get(0).path("what").asText())
                .isEqualTo("database FOLDER/none.sqlite not found");
    }

    private CommandLineResult health(Path config) {
        return CommandLineResult.of("health", "--config", config).naming(folder);
    }
}
