package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.GivenTime;
import digestbot.config.TestConfig;
import digestbot.console.signin.ConsoleSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The start fails at its last step, the console.
@Tag("full")
class FailedStartTest {

    @TempDir
    Path folder;

    @Test
    void closesTheDatabaseAndEverythingThatWritesToIt() {
        Path database = folder.resolve("bot.sqlite");
        String yaml = "digests: %s\ndatabase: %s\n".formatted(folder.resolve("digests"), database);
        Config written = TestConfig.loaded(Config.reader(Map.of()).parse(yaml));
        var console = new ConsoleSettings(
                70_000, "127.0.0.1", Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        Config config = TestConfig.with(written, written.telegram(), written.discord(), console);
        assertThatThrownBy(() -> Bot.start(config, GivenTime.CLOCK).close())
                .hasStackTraceContaining("port out of range");
        assertThat(database).exists();
        // SQLite deletes the write-ahead log when the last connection is closed.
        assertThat(Path.of(database + "-wal")).doesNotExist();
    }
}
