package digestbot.library.intake;

import digestbot.digest.Diagnostic;
import digestbot.digest.ParseResult;
import digestbot.library.archive.ContentHash;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileStamp;
import digestbot.library.archive.KnownFile;
import digestbot.library.archive.Library;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads and parses files. No file content makes it throw.
final class CandidateFileReader {

    private static final Logger LOG = LoggerFactory.getLogger(CandidateFileReader.class);

    private final Library library;
    private final FileSource source;
    private final LogLimiter logged;
    private final long limit;

    /// @param limit the maximum size of a file in bytes
    CandidateFileReader(Library library, FileSource source, LogLimiter logged, long limit) {
        this.library = library;
        this.source = source;
        this.logged = logged;
        this.limit = limit;
    }

    /// Reads and parses the file; empty if the file was removed or is still being written.
    Optional<CandidateFile> read(ScannedFile sighting, Optional<KnownFile> before) {
        return switch (source.read(sighting, limit)) {
            case DigestFolder.Reading.Unsettled() -> Optional.empty();
            case DigestFolder.Reading.Unreadable(String why) -> Optional.of(unreadable(sighting, before, why));
            case DigestFolder.Reading.Whole(FileContent content) -> Optional.of(of(sighting, before, content));
        };
    }

    /// A file or folder that cannot be read.
    static CandidateFile unreadable(String path, FileStamp stamp, Optional<KnownFile> before, String why) {
        var diagnostic = new Diagnostic(1, why + "; make it readable for the user that the bot runs as, or remove it");
        return new CandidateFile.Broken(path, stamp, before, Optional.empty(), List.of(diagnostic));
    }

    private static CandidateFile unreadable(ScannedFile sighting, Optional<KnownFile> before, String why) {
        return unreadable(sighting.path(), sighting.stamp(), before, why);
    }

    private CandidateFile of(ScannedFile sighting, Optional<KnownFile> before, FileContent content) {
        byte[] bytes = content.bytes();
        Optional<ContentHash> hash = Optional.of(content.hash());
        Optional<KnownFile> taken = before.filter(row -> row.digest().isPresent()
                && row.problem().isEmpty()
                && row.hash().equals(hash));
        if (taken.isPresent()) {
            return new CandidateFile.Touched(taken.get(), sighting.stamp());
        }
        return switch (bytes.length > limit ? tooLarge(sighting.stamp().size()) : parse(sighting, bytes)) {
            case ParseResult.Parsed(var digest, var warnings, var lines) ->
                new CandidateFile.Sound(sighting.path(), sighting.stamp(), before, content, digest, warnings, lines);
            case ParseResult.Invalid(var problems) ->
                new CandidateFile.Broken(sighting.path(), sighting.stamp(), before, hash, problems);
        };
    }

    private ParseResult tooLarge(long size) {
        return new ParseResult.Invalid(
                List.of(new Diagnostic(1, "has " + size + " bytes; a digest may have " + limit + ": make it smaller")));
    }

    /// A parser that throws is a bug, but must not block the other files.
    private ParseResult parse(ScannedFile sighting, byte[] bytes) {
        try {
            return library.all().parse(bytes);
        } catch (RuntimeException | StackOverflowError e) {
            if (logged.takesFault()) {
                LOG.error("cannot read {}", ScannedFile.printable(sighting.path()), e);
            }
            return new ParseResult.Invalid(
                    List.of(new Diagnostic(1, "could not be read because of a fault in the bot: " + e)));
        }
    }
}
