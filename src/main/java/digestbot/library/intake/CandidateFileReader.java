package digestbot.library.intake;

import digestbot.digest.Diagnostic;
import digestbot.digest.ParseResult;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.library.archive.FileRecord;
import digestbot.library.archive.FileRecord.FileStamp;
import digestbot.library.intake.FileSource.ScannedFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads and parses files of at most `limit` bytes. No file content makes it throw.
record CandidateFileReader(
        Function<byte[], ParseResult> parser, FileSource source, ImportReporter reporter, long limit) {

    private static final Logger LOG = LoggerFactory.getLogger(CandidateFileReader.class);

    /// Empty if the file was removed or is still being written.
    Optional<CandidateFile> read(ScannedFile scannedFile, Optional<FileRecord> previous) {
        return switch (source.read(scannedFile, limit)) {
            case FileSource.ReadResult.Unstable() -> Optional.empty();
            case FileSource.ReadResult.Unreadable(String why) -> Optional.of(unreadable(scannedFile, previous, why));
            case FileSource.ReadResult.Complete(FileContent content) -> Optional.of(of(scannedFile, previous, content));
        };
    }

    static CandidateFile unreadable(String path, FileStamp stamp, Optional<FileRecord> previous, String why) {
        var diagnostic = new Diagnostic(1, why + "; make it readable for the user that the bot runs as, or remove it");
        return new CandidateFile.InvalidCandidate(path, stamp, previous, Optional.empty(), List.of(diagnostic));
    }

    private static CandidateFile unreadable(ScannedFile scannedFile, Optional<FileRecord> previous, String why) {
        return unreadable(scannedFile.path(), scannedFile.stamp(), previous, why);
    }

    private CandidateFile of(ScannedFile scannedFile, Optional<FileRecord> previous, FileContent content) {
        byte[] bytes = content.bytes();
        Optional<ContentHash> hash = Optional.of(content.hash());
        Optional<FileRecord> taken =
                previous.filter(row -> row.problem().isEmpty() && row.hash().equals(hash));
        if (taken.isPresent()) {
            return new CandidateFile.UnchangedCandidate(taken.get(), scannedFile.stamp());
        }
        ParseResult result = bytes.length > limit ? tooLarge(scannedFile.stamp().size()) : parse(scannedFile, bytes);
        // A file that was a digest has lost its front matter.
        boolean wasDigest = previous.filter(row -> row.digest().isPresent()
                        || (row.problem().isPresent() && row.hash().equals(hash)))
                .isPresent();
        if (!wasDigest && DigestFolder.isOther(scannedFile.file(), result)) {
            return new CandidateFile.OtherCandidate(scannedFile.path(), scannedFile.stamp(), previous, content.hash());
        }
        return switch (result) {
            case ParseResult.Parsed parsed ->
                new CandidateFile.ValidCandidate(scannedFile.path(), scannedFile.stamp(), previous, content, parsed);
            case ParseResult.Invalid(var problems, boolean _) ->
                new CandidateFile.InvalidCandidate(scannedFile.path(), scannedFile.stamp(), previous, hash, problems);
        };
    }

    private ParseResult tooLarge(long size) {
        return new ParseResult.Invalid(
                List.of(new Diagnostic(1, "has " + size + " bytes; a digest may have " + limit + ": make it smaller")));
    }

    /// A parser that throws is a bug, but must not block the other files.
    private ParseResult parse(ScannedFile scannedFile, byte[] bytes) {
        try {
            return parser.apply(bytes);
        } catch (RuntimeException | StackOverflowError e) {
            if (reporter.mayLogFailure()) {
                LOG.error("cannot read {}", ScannedFile.printable(scannedFile.path()), e);
            }
            return new ParseResult.Invalid(
                    List.of(new Diagnostic(1, "could not be read because of a bug in the bot: " + e)));
        }
    }
}
