package digestbot.library.archive;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/// The size and modification time of a file, which show a change without reading it.
///
/// @param size in bytes
/// @param modified nanoseconds since the epoch, in the file system's precision
public record FileStamp(long size, long modified) {

    /// The stamp of a file that has not been read.
    public static final FileStamp NONE = new FileStamp(-1, -1);

    public static FileStamp of(BasicFileAttributes attributes) {
        return new FileStamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }
}
