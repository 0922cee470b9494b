package digestbot.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

public final class NewestFile {

    private NewestFile() {}

    /// The time at which the newest file of the folder was changed last; empty if there is no file
    /// or no folder.
    ///
    /// @throws IllegalStateException if the folder cannot be read
    public static Optional<Instant> of(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(NewestFile::changed).max(Comparator.naturalOrder());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("cannot list " + folder + ": " + e, e);
        }
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
