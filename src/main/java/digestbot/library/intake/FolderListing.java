package digestbot.library.intake;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files that one scan found in the folder.
///
/// @param failure the reason why the folder cannot be read; if present, the rest is empty
/// @param files the files that may be digests, by path
/// @param folders every folder that was scanned, the root first, with its file key
/// @param unreadable the folders that could not be read, with the reason, by path
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

    /// Tells whether the file certainly no longer exists.
    boolean isCertainlyMissing(String path) {
        return !files.containsKey(path)
                && unreadable.keySet().stream().noneMatch(folder -> path.startsWith(folder + "/"));
    }

    @Nullable
    ScannedFile file(String path) {
        return files.get(path);
    }
}
