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

/// A file that was read completely because it is new or was changed.
sealed interface CandidateFile {

    String path();

    FileStamp stamp();

    /// The record of this file from the previous scan, if there is one.
    Optional<FileRecord> previous();

    /// The number of bytes of memory that this candidate uses.
    default int size() {
        return 0;
    }

    /// Tells whether this result is already stored, so that nothing has to be written.
    default boolean isUnchanged() {
        return false;
    }

    default boolean predatesFirstStart() {
        return previous().filter(FileRecord::predatesFirstStart).isPresent();
    }

    /// The record that is stored once it is imported.
    default FileRecord record(Optional<ContentHash> hash, OptionalLong digest, Optional<String> problem) {
        boolean isImported = digest.isPresent() && problem.isEmpty();
        return new FileRecord(path(), stamp(), hash, digest, problem, predatesFirstStart() && !isImported);
    }

    default ImportOrder order() {
        return new ImportOrder(LocalDate.MAX, "", path());
    }

    record ValidCandidate(
            String path, FileStamp stamp, Optional<FileRecord> previous, FileContent content, ParseResult.Parsed parsed)
            implements CandidateFile {

        ContentHash hash() {
            return content.hash();
        }

        Digest digest() {
            return parsed.digest();
        }

        List<Diagnostic> warnings() {
            return parsed.warnings();
        }

        @Override
        public int size() {
            return content.bytes().length;
        }

        @Override
        public ImportOrder order() {
            return new ImportOrder(digest().key().day(), digest().key().topic(), path);
        }
    }

    /// The hash is empty if the file cannot be read.
    record InvalidCandidate(
            String path,
            FileStamp stamp,
            Optional<FileRecord> previous,
            Optional<ContentHash> hash,
            List<Diagnostic> problems)
            implements CandidateFile {

        String firstError() {
            return problems.getFirst().message();
        }

        /// Tells whether this problem was already reported: for the same bytes or, if the file is
        /// unreadable, for the same reason.
        boolean isReported() {
            return previous.filter(row -> row.problem().isPresent()
                            && row.hash().equals(hash)
                            && (hash.isPresent() || row.problem().equals(Optional.of(firstError()))))
                    .isPresent();
        }

        @Override
        public boolean isUnchanged() {
            return isReported()
                    && previous.filter(row -> row.stamp().equals(stamp)).isPresent();
        }
    }

    /// A file that is not meant as a digest, such as a README.
    record OtherCandidate(String path, FileStamp stamp, Optional<FileRecord> previous, ContentHash hash)
            implements CandidateFile {}

    /// A file whose metadata changed, but whose bytes are those that were already read.
    record UnchangedCandidate(FileRecord row, FileStamp stamp) implements CandidateFile {

        @Override
        public String path() {
            return row.path();
        }

        @Override
        public Optional<FileRecord> previous() {
            return Optional.of(row);
        }
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
