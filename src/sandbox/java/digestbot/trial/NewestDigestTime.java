package digestbot.trial;

import digestbot.cli.common.DigestFileArguments;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.library.intake.DigestFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;

/// The time at which the newest digest of a folder was written.
final class NewestDigestTime {

    private NewestDigestTime() {}

    /// The newest date of the folder's digests; the current time if it has none.
    ///
    /// @param mostBytes the maximum size of a file
    static Instant in(Path folder, int mostBytes) {
        return new DigestFolder(folder)
                .files().stream()
                        .flatMap(file -> moment(file, mostBytes).stream())
                        .max(Comparator.naturalOrder())
                        .orElseGet(() -> InstantSource.system().instant());
    }

    private static Optional<Instant> moment(Path file, int mostBytes) {
        DigestParser parser = new DigestParser(mostBytes);
        try {
            byte[] content = DigestFileArguments.read(file, mostBytes);
            return parser.parse(content) instanceof ParseResult.Parsed ? parser.writtenAt(content) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
