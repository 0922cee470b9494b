package digestbot.library;

import digestbot.digest.ParseResult;
import digestbot.digest.Remark;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads files; nothing that is in one can throw.
final class CandidateReader {

    private static final Logger LOG = LoggerFactory.getLogger(CandidateReader.class);

    private final Library library;
    private final FileSource source;
    private final LogShare logged;
    private final long limit;

    /// @param limit a file's most bytes
    CandidateReader(Library library, FileSource source, LogShare logged, long limit) {
        this.library = library;
        this.source = source;
        this.logged = logged;
        this.limit = limit;
    }

    /// The file's content; empty if it is gone or still being written.
    Optional<Candidate> read(Sighting sighting, Optional<FileRow> before) {
        return switch (source.read(sighting, limit)) {
            case Folder.Reading.Unsettled() -> Optional.empty();
            case Folder.Reading.Unreadable(String why) -> Optional.of(unreadable(sighting, before, why));
            case Folder.Reading.Whole(FileContent content) -> Optional.of(of(sighting, before, content));
        };
    }

    /// A file or folder that cannot be read.
    static Candidate unreadable(String path, Stamp stamp, Optional<FileRow> before, String why) {
        var remark = new Remark(1, why + "; make it readable for the user that the bot runs as, or remove it");
        return new Candidate.Broken(path, stamp, before, Optional.empty(), List.of(remark));
    }

    private static Candidate unreadable(Sighting sighting, Optional<FileRow> before, String why) {
        return unreadable(sighting.path(), sighting.stamp(), before, why);
    }

    private Candidate of(Sighting sighting, Optional<FileRow> before, FileContent content) {
        byte[] bytes = content.bytes();
        Optional<Hash> hash = Optional.of(content.hash());
        Optional<FileRow> taken = before.filter(row -> row.digest().isPresent()
                && row.problem().isEmpty()
                && row.hash().equals(hash));
        if (taken.isPresent()) {
            return new Candidate.Touched(taken.get(), sighting.stamp());
        }
        return switch (bytes.length > limit ? tooLarge(sighting.stamp().size()) : parse(sighting, bytes)) {
            case ParseResult.Parsed(var digest, var warnings, var lines) ->
                new Candidate.Sound(sighting.path(), sighting.stamp(), before, content, digest, warnings, lines);
            case ParseResult.Invalid(var problems) ->
                new Candidate.Broken(sighting.path(), sighting.stamp(), before, hash, problems);
        };
    }

    private ParseResult tooLarge(long size) {
        return new ParseResult.Invalid(
                List.of(new Remark(1, "has " + size + " bytes; a digest may have " + limit + ": make it smaller")));
    }

    /// A parser that fails is a bug, but no reason to hold up other files.
    private ParseResult parse(Sighting sighting, byte[] bytes) {
        try {
            return library.all().parse(bytes);
        } catch (RuntimeException | StackOverflowError e) {
            if (logged.takesFault()) {
                LOG.error("cannot read {}", Sighting.printable(sighting.path()), e);
            }
            return new ParseResult.Invalid(
                    List.of(new Remark(1, "could not be read because of a fault in the bot: " + e)));
        }
    }
}
