package digestbot.library.archive;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/// The properties of a file that tell without reading it that it was changed.
///
/// @param size in bytes
/// @param modified nanoseconds since 1970, as fine as the file system has them
public record FileStamp(long size, long modified) {

    /// That of no file.
    public static final FileStamp NONE = new FileStamp(-1, -1);

    public static FileStamp of(BasicFileAttributes attributes) {
        return new FileStamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }
}
