package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.GivenTime;
import digestbot.Modes;
import digestbot.api.push.PushToken.PushSecret;
import digestbot.app.Config;
import digestbot.config.TestConfig;
import digestbot.database.BackupFolder;
import digestbot.database.MaintenanceTime;
import digestbot.database.TestDatabase;
import digestbot.ops.health.CheckFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePrivacyCheckTest {

    private static final MaintenanceTime NIGHT = new MaintenanceTime(LocalTime.of(3, 15), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path database;
    private Path token;
    private Path config;

    @BeforeEach
    void write() throws IOException {
        database = folder.resolve("bot.sqlite");
        token = Files.writeString(folder.resolve("token"), "1:SECRET\n");
        Modes.set(token, "rw-------");
        config = Files.writeString(folder.resolve("digestbot.yaml"), """
                database: %s
                telegram: {token: "${TOKEN}"}
                discord: {token: SECRET}
                """.formatted(database));
        Modes.set(config, "rw-r-----");
        TestDatabase.open(database).close();
    }

    @Test
    void hasNothingToSayOfWhatTheBotMadeItself() throws IOException {
        assertThat(found()).isEmpty();
        Files.delete(database);
        assertThat(found()).isEmpty();
    }

    @Test
    void saysWhichFilesOthersMayRead() throws IOException {
        Path backup = new BackupFolder(database, folder.resolve("backups"), 3, NIGHT, GivenTime.CLOCK)
                .makeManual()
                .file();
        Modes.set(database, "rw-r--r--");
        Modes.set(Files.createFile(folder.resolve("bot.sqlite.before-restore")), "rw-r-----");
        Modes.set(backup, "rw-r--r--");
        assertThat(found())
                .containsExactly(
                        "FOLDER/bot.sqlite and 1 more can be read or written by other users (rw-r--r--): run: chmod 600"
                                + " FOLDER/bot.sqlite*",
                        "FOLDER/backups/%s can be read or written by other users (rw-r--r--): run: chmod 600 FOLDER/backups/*.sqlite"
                                .formatted(backup.getFileName()));
    }

    @Test
    void saysThatOthersMayReplaceTheDatabaseOrReadSecrets() throws IOException {
        Modes.set(token, "rw-r--r--");
        Modes.set(config, "rw-r--r--");
        assertThat(found())
                .containsExactly(
                        "FOLDER/token can be read by every user of this machine; it holds telegram.token: run: chmod o-rwx"
                                + " FOLDER/token; the bot's user must be able to read it",
                        "FOLDER/digestbot.yaml can be read by every user of this machine; it holds discord.token: run: chmod"
                                + " o-rwx FOLDER/digestbot.yaml; the bot's user must be able to read it");
        Modes.set(token, "rw-------");
        Modes.set(config, "rw-r-----");
        Modes.set(folder, "rwxrwx---");
        assertThat(found()).containsExactly("FOLDER can be changed by other users (rwxrwx---): run: chmod go-w FOLDER");
    }

    @Test
    void aTokenIsNoSecretIfItStandsThereByItsHash() throws IOException {
        Files.writeString(config, """
                database: %s
                telegram: {token: "${TOKEN}"}
                sources: {push: [{name: one, token: '%s'}]}
                """.formatted(database, PushSecret.random().hash()));
        Modes.set(config, "rw-r--r--");
        assertThat(found()).isEmpty();
    }

    @Test
    void saysThatOthersMayReadTheVariablesOrWhatALinkToThemLeadsTo() throws IOException {
        Path target = Files.writeString(folder.resolve("variables"), "TOKEN='1:SECRET'\n");
        Path link = Files.createSymbolicLink(folder.resolve(EnvironmentFile.NAME), target);
        Modes.set(target, "rw-r-----");
        for (Path file : List.of(target, link)) {
            assertThat(found(FilePrivacyCheck.ofSecrets(config(), file)))
                    .containsExactly(
                            "FOLDER/variables can be read or written by other users (rw-r-----): run: chmod 600 FOLDER/variables");
        }
        Modes.set(target, "rw-------");
        assertThat(FilePrivacyCheck.ofSecrets(config(), link)).isEmpty();
    }

    private List<String> found() {
        return Stream.concat(
                        found(FilePrivacyCheck.of(config(), GivenTime.CLOCK)).stream(),
                        found(FilePrivacyCheck.ofSecrets(config(), Path.of(EnvironmentFile.NAME))).stream())
                .toList();
    }

    private Config config() {
        return TestConfig.loaded(
                Config.reader(Map.of("TOKEN_FILE", token.toString())).read(config));
    }

    private List<String> found(List<CheckFinding> findings) {
        return findings.stream()
                .map(finding ->
                        (finding.message() + ": " + finding.fix().orElse("")).replace(folder.toString(), "FOLDER"))
                .toList();
    }
}
