package digestbot.library.intake;

import digestbot.library.archive.FileStamp;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file as found by a scan.
///
/// @param path its name relative to the folder, with /
/// @param file the file to read: the target if `path` is a symbolic link
/// @param key the file key (for example the inode), if the file system has one; a different key
/// means a different file
record ScannedFile(
        String path, Path file, FileStamp stamp, @Nullable Object key) {

    /// The path without characters that could break a line of a log or message.
    static String printable(String path) {
        return path.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "\uFFFD");
    }
}
