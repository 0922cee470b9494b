package digestbot.library.intake;

import digestbot.library.archive.FileStamp;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file of the folder as one look finds it.
///
/// @param path its name relative to the folder, with /
/// @param file what to read: where `path` is a link, that which it leads to
/// @param key the file system's identity of the file, if it has such: another one means another file
record ScannedFile(
        String path, Path file, FileStamp stamp, @Nullable Object key) {

    /// The path without characters that could spoil a line of a log or a message.
    static String printable(String path) {
        return path.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "\uFFFD");
    }
}
