package digestbot.app.trial;

import digestbot.digest.Digest;
import digestbot.digest.DigestParser;
import digestbot.digest.ParseResult;
import digestbot.library.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.stream.Stream;

/// The time at which the newest digest of a folder was written.
final class Newest {

    private Newest() {}

    /// The newest date of the folder's digests; now if it has none.
    static Instant in(Path folder) {
        DigestParser parser = new DigestParser();
        return new Folder(folder)
                .files().stream()
                        .flatMap(file -> digest(parser, file))
                        .map(digest -> digest.key().day().atTime(12, 0).toInstant(ZoneOffset.UTC))
                        .max(Comparator.naturalOrder())
                        .orElseGet(() -> InstantSource.system().instant());
    }

    private static Stream<Digest> digest(DigestParser parser, Path file) {
        try {
            return parser.parse(Files.readAllBytes(file)) instanceof ParseResult.Parsed parsed
                    ? Stream.of(parsed.digest())
                    : Stream.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
