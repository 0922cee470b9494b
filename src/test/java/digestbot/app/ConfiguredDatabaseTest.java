package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cli.CommandLineResult;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.IntegrityCheck;
import digestbot.database.IntegrityCheck.SchemaState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredDatabaseTest {

    @TempDir
    Path folder;

    private Path file;
    private Path config;

    @BeforeEach
    void makeOneOfAnEarlierVersion() throws IOException {
        file = folder.resolve("bot.sqlite");
        Flyway.configure()
                .locations("classpath:db/sqlite")
                .dataSource("jdbc:sqlite:" + file, null, null)
                .target("1")
                .load()
                .migrate();
        Files.writeString(folder.resolve("hello.md"), "Hello");
        config = Files.writeString(
                folder.resolve("digestbot.yaml"),
                "database: %s\ntelegram: {token: '1:a'}\ndigests: %s".formatted(file, folder));
    }

    @Test
    void isBackedUpBeforeItsTablesAreChanged() throws IOException {
        for (List<String> command : commands()) {
            Files.delete(file);
            makeOneOfAnEarlierVersion();
            run(command);
            assertThat(IntegrityCheck.schema(file)).as(command.toString()).isEqualTo(SchemaState.CURRENT);
        }
        assertThat(backups()).isNotEmpty().allMatch(name -> name.contains("-before-v"));
    }

    @Test
    void staysAsItIsUnderABotThatWorksWithIt() throws IOException {
        try (RunLock _ = RunLock.tryAcquire(new SqliteLocation(file)).orElseThrow()) {
            for (List<String> command : commands()) {
                CommandLineResult ran = run(command);
                assertThat(ran.code()).as(command.toString()).isPositive();
                assertThat(ran.err())
                        .isEqualTo("A bot of an earlier version is running on FOLDER/bot.sqlite. Stop it and start this"
                                + " version.\n");
            }
        }
        assertThat(IntegrityCheck.schema(file)).isEqualTo(SchemaState.OLDER);
        assertThat(backups()).isEmpty();
    }

    /// All commands that write.
    private List<List<String>> commands() {
        return List.of(
                List.of("withdraw", "trade", "2026-02-05"),
                List.of("release", "trade", "2026-02-05"),
                List.of("broadcast", "send", "--yes", folder.resolve("hello.md").toString()),
                List.of("deliveries", "--retry"));
    }

    private CommandLineResult run(List<String> command) {
        return CommandLineResult.of(Stream.concat(command.stream(), Stream.of("--config", config))
                        .toArray())
                .naming(folder);
    }

    private List<String> backups() throws IOException {
        if (Files.notExists(folder.resolve("backups"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
