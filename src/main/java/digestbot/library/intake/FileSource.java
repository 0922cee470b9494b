package digestbot.library.intake;

import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileRecord.FileStamp;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds and reads the files of digests. May block for as long as the disk does.
interface FileSource {

    /// `progress` is called regularly while the scan makes progress.
    FolderListing list(Runnable progress);

    /// Reads at most `limit` + 1 bytes of the file.
    ReadResult read(ScannedFile scannedFile, long limit);

    /// Ends the threads of this source.
    default void close() {}

    /// A file as found by a scan.
    ///
    /// @param path its name relative to the folder, with /
    /// @param file the file to read: the target if `path` is a symbolic link
    /// @param key the file key (for example the inode), if the file system has one; a different key
    /// means a different file
    record ScannedFile(
            String path,
            Path file,
            FileStamp stamp,
            @Nullable Object key) {

        /// The path without characters that could break a line of a log or message.
        static String printable(String path) {
            return path.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "\uFFFD");
        }
    }

    /// The files that one scan found in the folder.
    ///
    /// @param failure why the folder cannot be read; if present, the rest is empty
    /// @param files the files that may be digests, by path
    /// @param folders every folder that was scanned, the root first, with its file key
    /// @param unreadable the reasons why folders could not be read, by path
    record FolderListing(
            Optional<String> failure,
            Map<String, ScannedFile> files,
            Map<Path, Optional<Object>> folders,
            Map<String, String> unreadable) {

        static FolderListing failed(String why) {
            return new FolderListing(Optional.of(why), Map.of(), Map.of(), Map.of());
        }

        /// The real path of the root folder. Must not be called if there is a failure.
        Path root() {
            return folders.keySet().iterator().next();
        }

        boolean isCertainlyMissing(String path) {
            return !files.containsKey(path)
                    && unreadable.keySet().stream().noneMatch(folder -> path.startsWith(folder + "/"));
        }

        @Nullable
        ScannedFile file(String path) {
            return files.get(path);
        }
    }

    sealed interface ReadResult {

        /// The complete file or, if it is too large, its first `limit` + 1 bytes.
        record Complete(FileContent content) implements ReadResult {}

        record Unreadable(String why) implements ReadResult {}

        /// The file was removed, or was changed while it was being read.
        record Unstable() implements ReadResult {}
    }
}
