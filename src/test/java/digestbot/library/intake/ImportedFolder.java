package digestbot.library.intake;

import digestbot.cluster.LeaderTerm;
import digestbot.database.Database;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.intake.HoldPolicy.HoldMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// A folder whose digests are imported as soon as they are written. All of them must be valid.
public final class ImportedFolder {

    private static final int MAX_BYTES = 4 << 20;
    private static final HoldPolicy EVERYTHING = new HoldPolicy(HoldMode.ALWAYS, Duration.ofHours(4));

    private final Path folder;
    private final Database database;
    private final Library library;
    private final InstantSource clock;
    private HoldPolicy holdPolicy = HoldPolicy.NOTHING;

    /// The folder must exist; [#create] makes it.
    public ImportedFolder(Path folder, Database database, Library library, InstantSource clock) {
        this.folder = folder;
        this.database = database;
        this.library = library;
        this.clock = clock;
        scan();
    }

    public static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void hold(boolean holds) {
        holdPolicy = holds ? EVERYTHING : HoldPolicy.NOTHING;
    }

    /// The files are names and texts in turn.
    public void write(String... files) {
        try {
            for (int i = 0; i < files.length; i += 2) {
                Files.writeString(folder.resolve(files[i]), files[i + 1]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        scan();
    }

    public void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            List<Path> digests =
                    files.filter(file -> file.toString().endsWith(".md")).toList();
            for (Path file : digests) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        scan();
    }

    private void scan() {
        var settings = new FolderImport.ImportSettings(
                folder, MAX_BYTES, Duration.ZERO, FirstStartPolicies.everything(holdPolicy));
        try (var intake = new FolderImport(
                database,
                library,
                settings,
                SilentPublications.NOTHING,
                (_, path, problems) -> {
                    throw new AssertionError(path + ": " + problems);
                },
                LeaderTerm.PERMANENT,
                clock)) {
            intake.step(() -> {});
        }
    }
}
