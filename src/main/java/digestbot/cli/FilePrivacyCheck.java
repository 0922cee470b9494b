package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.ConfiguredDatabase;
import digestbot.config.EffectiveSetting;
import digestbot.database.BackupFolder;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.PrivateFiles;
import digestbot.ops.health.CheckFinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks who can read personal data and secrets.
final class FilePrivacyCheck {

    /// Docker lets every user in a container read its secrets, but only the bot runs there.
    private static final Path SECRETS_OF_A_CONTAINER = Path.of("/run/secrets");

    private FilePrivacyCheck() {}

    static List<CheckFinding> of(Config config, InstantSource clock) {
        return config.database() instanceof SqliteLocation(Path file)
                ? database(
                        file,
                        ConfiguredDatabase.backups(config, clock)
                                .map(BackupFolder::folder)
                                .map(folder -> list(folder, name -> name.endsWith(".sqlite")))
                                .orElse(List.of()))
                : List.of();
    }

    /// @param environment the file of variables; may be missing, or a link, whose target is read
    static List<CheckFinding> ofSecrets(Config config, Path environment) {
        Stream<CheckFinding> secrets = secrets(config.settings());
        try {
            Path file = environment.toRealPath();
            return Stream.concat(secrets, open(List.of(file), file.toString())).toList();
        } catch (IOException _) {
            return secrets.toList(); // the file does not exist
        }
    }

    private static List<CheckFinding> database(Path database, List<Path> backups) {
        List<Path> beside = databaseFiles(database);
        String all = "%s*".formatted(database);
        String copies = backups.isEmpty()
                ? ""
                : "%s/*.sqlite".formatted(backups.getFirst().getParent());
        return Stream.of(open(beside, all), open(backups, copies), openFolder(database))
                .flatMap(each -> each)
                .toList();
    }

    /// One finding about the files, which shows the first of them and the number of others. The
    /// pattern is a shell pattern that matches them.
    private static Stream<CheckFinding> open(List<Path> files, String pattern) {
        List<Path> found =
                files.stream().filter(PrivateFiles::isAccessibleToOthers).toList();
        String more = found.size() > 1 ? " and %,d more".formatted(found.size() - 1) : "";
        return found.stream()
                .limit(1)
                .map(first -> CheckFinding.warning(
                        "%s%s can be read or written by other users (%s)"
                                .formatted(first, more, PrivateFiles.mode(first)),
                        "run: chmod 600 " + pattern));
    }

    private static Stream<CheckFinding> openFolder(Path database) {
        Path folder = database.toAbsolutePath().resolveSibling("");
        return PrivateFiles.isWrittenByOthers(folder)
                ? Stream.of(CheckFinding.warning(
                        "%s can be changed by other users (%s)".formatted(folder, PrivateFiles.mode(folder)),
                        "run: chmod go-w %s".formatted(folder)))
                : Stream.empty();
    }

    private static Stream<CheckFinding> secrets(List<EffectiveSetting> settings) {
        Map<Path, List<String>> files = settings.stream()
                .filter(setting -> setting.secretFile().isPresent())
                .collect(Collectors.groupingBy(
                        setting -> setting.secretFile().orElseThrow(),
                        LinkedHashMap::new,
                        Collectors.mapping(EffectiveSetting::path, Collectors.toList())));
        return files.entrySet().stream()
                .filter(entry -> PrivateFiles.isReadByAll(entry.getKey())
                        && !entry.getKey().startsWith(SECRETS_OF_A_CONTAINER))
                .map(entry -> CheckFinding.warning(
                        "%s can be read by every user of this machine; it holds %s"
                                .formatted(entry.getKey(), String.join(", ", entry.getValue())),
                        "run: chmod o-rwx %s; the bot's user must be able to read it".formatted(entry.getKey())));
    }

    /// The database, its journals, its lock, and the files that a restore moved aside.
    private static List<Path> databaseFiles(Path database) {
        if (Files.notExists(database)) {
            return List.of();
        }
        String name = String.valueOf(database.getFileName());
        List<Path> others = list(database.toAbsolutePath().resolveSibling(""), file -> file.startsWith(name + "."));
        return Stream.concat(
                        Database.files(database).stream().filter(Files::exists),
                        others.stream().map(file -> database.resolveSibling(file.getFileName())))
                .toList();
    }

    private static List<Path> list(Path folder, Predicate<String> name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name.test(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException _) {
            return List.of(); // another finding reports that the file is missing or not readable
        }
    }
}
