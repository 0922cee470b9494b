package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.cli.CommandLineResult;
import digestbot.outside.FreePort;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way of a digest from a pipeline to a reader, without a public site.
@Tag("full")
class PushedDigestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private BotFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new BotFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void reachesItsReaders() throws Exception {
        int port = FreePort.find();
        String more = "site: {port: %d}\n".formatted(port);
        Path config = fixture.configFile(more);
        SandboxPlace chat = fixture.privateChat(fixture.person());
        String today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneId.systemDefault())
                .toString();
        Path digest = Files.writeString(folder.resolve("out.md"), BotFixture.digest("trade", today, "A pushed point"));
        try (Bot bot = Bot.start(fixture.config(more), InstantSource.system())) {
            assertThat(bot.awaitReady(PATIENCE)).isTrue();
            assertThat(bot.sitePort()).hasValue(port);
            fixture.telegram.write(fixture.person(), chat, "/subscribe all");
            await().atMost(PATIENCE)
                    .until(() -> BotFixture.text(fixture.telegram.screen(chat)).contains("Subscribed to"));
            CommandLineResult token = CommandLineResult.of("token", "add", "pipeline", "--config", config);
            Path secret = Files.writeString(folder.resolve("token"), token.out());
            CommandLineResult put =
                    CommandLineResult.of("put", digest, "--to", "http://127.0.0.1:" + port, "--token-file", secret);
            assertThat(put.naming(folder))
                    .isEqualTo(new CommandLineResult(0, "FOLDER/out.md: trade, %s, en: new\n".formatted(today), ""));
            await().atMost(PATIENCE)
                    .until(() -> BotFixture.text(fixture.telegram.screen(chat)).contains("A pushed point"));
            assertThat(CommandLineResult.of("token", "list", "--config", config).out())
                    .containsPattern("pipeline +all +\\S+ \\S+ +\\d{4}-");
        }
    }
}
