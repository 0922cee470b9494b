package digestbot.library.intake;

import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileRecord.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds and reads the files of digests. May block for as long as the disk does.
interface FileSource {

    /// Finds the files. Looks only at the folders first if an earlier listing is given, and returns
    /// that one if no folder has changed: a file was neither added nor removed then, but one may
    /// have been rewritten in place. `progress` is called regularly while the scan makes progress.
    FolderListing list(Optional<FolderListing> earlier, Runnable progress);

    default FolderListing list(Runnable progress) {
        return list(Optional.empty(), progress);
    }

    /// Reads at most `limit` + 1 bytes of the file. Empty if it was removed, or was changed while
    /// it was being read.
    ///
    /// @throws IOException if it cannot be read; the message says why
    Optional<FileContent> read(ScannedFile scannedFile, long limit) throws IOException;

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
    /// @param root the folder's real path
    /// @param files the files that may be digests, by path
    /// @param unreadable the reasons why folders could not be read, by path
    /// @param folders the modification times of the folders, each from before it was listed
    record FolderListing(
            Optional<String> failure,
            Path root,
            Map<String, ScannedFile> files,
            Map<String, String> unreadable,
            Map<Path, FileTime> folders) {

        static FolderListing failed(Path root, String why) {
            return new FolderListing(Optional.of(why), root, Map.of(), Map.of(), Map.of());
        }

        boolean isCertainlyMissing(String path) {
            return !files.containsKey(path)
                    && unreadable.keySet().stream().noneMatch(folder -> path.startsWith(folder + "/"));
        }
    }
}
