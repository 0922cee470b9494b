package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.config.Config;
import digestbot.config.ConfigReader;
import digestbot.config.ConfigResult;
import digestbot.console.signin.Authentication;
import digestbot.console.signin.ConsoleSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A start that fails at its last step, the console, closes what was started before.
@Tag("full")
class FailedStartTest {

    private static final int NO_PORT = 70_000;

    @TempDir
    Path folder;

    @Test
    void closesTheDatabaseAndEverythingThatWritesToIt() {
        Config config = config();
        assertThatThrownBy(() -> Bot.start(config, InstantSource.system()).close())
                .hasStackTraceContaining("port out of range");
        assertThat(database()).exists();
        // SQLite deletes the write-ahead log when the last connection is closed.
        assertThat(Files.exists(Path.of(database() + "-wal"))).isFalse();
    }

    private Path database() {
        return folder.resolve("bot.sqlite");
    }

    private Config config() {
        String text = "digests: %s\ndatabase: %s\n".formatted(folder.resolve("digests"), database());
        var loaded = (ConfigResult.Loaded) new ConfigReader(Map.of()).parse(text);
        Config read = loaded.config();
        return new Config(
                read.digests(),
                read.database(),
                read.node(),
                read.telegram(),
                read.discord(),
                read.owners(),
                read.topics(),
                read.library(),
                read.git(),
                read.delivery(),
                read.backup(),
                read.alarms(),
                read.subscribers(),
                read.webhooks(),
                Optional.of(new ConsoleSettings(
                        "127.0.0.1", NO_PORT, new Authentication.NoAuthentication(), List.of(), List.of())),
                read.site(),
                read.settings());
    }
}
