package digestbot.library.archive;

import digestbot.library.archive.FileContent.ContentHash;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// The stored record of a scanned file.
///
/// @param stamp [FileStamp#NONE] if the file was not read yet
/// @param hash empty if the file was not or could not be read
/// @param digest the digest that it contains or, if `problem` is present, that it conflicts with
/// @param problem the reason why it was not imported
/// @param predatesFirstStart true if it existed before the first start and has not been imported
public record FileRecord(
        String path,
        FileStamp stamp,
        Optional<ContentHash> hash,
        OptionalLong digest,
        Optional<String> problem,
        boolean predatesFirstStart) {

    /// A file that existed before the first start and has not been read.
    public static FileRecord expected(String path) {
        return new FileRecord(path, FileStamp.NONE, Optional.empty(), OptionalLong.empty(), Optional.empty(), true);
    }

    /// A copy that is read again in the next scan.
    public FileRecord unread() {
        return new FileRecord(
                path, FileStamp.NONE, Optional.empty(), OptionalLong.empty(), Optional.empty(), predatesFirstStart);
    }

    /// Whether another file contains the same digest with different content.
    public boolean isConflict() {
        return digest.isPresent() && problem.isPresent();
    }

    /// Whether the file was read and is not a digest.
    public boolean isOther() {
        return hash.isPresent() && digest.isEmpty() && problem.isEmpty();
    }

    public boolean holdsOtherThan(long number) {
        return isOther() || (problem.isEmpty() && digest.isPresent() && digest.getAsLong() != number);
    }

    /// The size in bytes and the modification time in nanoseconds since the epoch, in the file
    /// system's precision. They show a change without reading the file.
    public record FileStamp(long size, long modified) {

        /// The stamp of a file that has not been read.
        public static final FileStamp NONE = new FileStamp(-1, -1);

        public static FileStamp of(BasicFileAttributes attributes) {
            return new FileStamp(
                    attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        }
    }
}
