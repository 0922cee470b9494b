package digestbot.library;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/// What tells without reading that a file was changed.
///
/// @param size in bytes
/// @param modified nanoseconds since 1970, as fine as the file system has them
record Stamp(long size, long modified) {

    /// That of no file.
    static final Stamp NONE = new Stamp(-1, -1);

    static Stamp of(BasicFileAttributes attributes) {
        return new Stamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }
}
