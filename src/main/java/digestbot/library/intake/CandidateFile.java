package digestbot.library.intake;

import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.library.archive.FileRecord;
import digestbot.library.archive.FileRecord.FileStamp;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A file that was read completely because it is new or was changed, or that cannot be read.
///
/// @param previous the record of this file from the previous scan, if there is one
/// @param content empty if it cannot be read
/// @param result empty if only its metadata changed: its bytes are those that were already read
record CandidateFile(
        String path,
        FileStamp stamp,
        Optional<FileRecord> previous,
        Optional<FileContent> content,
        Optional<ParseResult> result) {

    static CandidateFile unreadable(String path, FileStamp stamp, Optional<FileRecord> previous, String why) {
        var problem = new Diagnostic(1, why + "; make it readable for the user that the bot runs as, or remove it");
        return new CandidateFile(
                path, stamp, previous, Optional.empty(), Optional.of(new ParseResult.Invalid(List.of(problem))));
    }

    /// Whether the file has a valid digest.
    boolean isParsed() {
        return result.orElse(null) instanceof ParseResult.Parsed;
    }

    /// Must be called for a valid digest only.
    ParseResult.Parsed parsed() {
        return (ParseResult.Parsed) result.orElseThrow();
    }

    Digest digest() {
        return parsed().digest();
    }

    List<Diagnostic> warnings() {
        return parsed().warnings();
    }

    Optional<ContentHash> hash() {
        return content.map(FileContent::hash);
    }

    /// The number of bytes of memory that this candidate uses.
    int size() {
        return content.map(read -> read.bytes().length).orElse(0);
    }

    /// Whether this problem was already reported: for the same bytes or, if the file is
    /// unreadable, for the same reason.
    boolean isReported(String problem) {
        return previous.filter(row -> row.problem().isPresent()
                        && row.hash().equals(hash())
                        && (content.isPresent() || row.problem().equals(Optional.of(problem))))
                .isPresent();
    }

    /// Whether this result is already stored, so that nothing has to be written.
    boolean isUnchanged() {
        return result.orElse(null) instanceof ParseResult.Invalid(List<Diagnostic> problems, boolean isOther)
                && !isOther
                && isReported(problems.getFirst().message())
                && previous.filter(row -> row.stamp().equals(stamp)).isPresent();
    }

    boolean predatesFirstStart() {
        return previous.filter(FileRecord::predatesFirstStart).isPresent();
    }

    /// The record that is stored once it is imported.
    FileRecord record(OptionalLong digest, Optional<String> problem) {
        boolean isImported = digest.isPresent() && problem.isEmpty();
        return new FileRecord(path, stamp, hash(), digest, problem, predatesFirstStart() && !isImported);
    }

    ImportOrder order() {
        return isParsed()
                ? new ImportOrder(digest().key().day(), digest().key().topic(), path)
                : new ImportOrder(LocalDate.MAX, "", path);
    }

    record ImportOrder(LocalDate day, String topic, String path) implements Comparable<ImportOrder> {

        private static final Comparator<ImportOrder> ORDER = Comparator.comparing(ImportOrder::day)
                .thenComparing(ImportOrder::topic)
                .thenComparing(ImportOrder::path);

        @Override
        public int compareTo(ImportOrder other) {
            return ORDER.compare(this, other);
        }
    }
}
