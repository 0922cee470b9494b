package digestbot.library.intake;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files that one look finds in the folder.
///
/// @param failure why the folder cannot be looked at; then the rest is empty
/// @param files the files that may be digests, by path
/// @param folders every folder that was looked at, the first is the whole one, with the file system's identity of it
/// @param closed the folders that could not be looked at, by path, with why
record FolderListing(
        Optional<String> failure,
        Map<String, ScannedFile> files,
        Map<Path, Optional<Object>> folders,
        Map<String, String> closed) {

    static FolderListing failed(String why) {
        return new FolderListing(Optional.of(why), Map.of(), Map.of(), Map.of());
    }

    /// The whole folder, links in its name resolved; only where there is no failure.
    Path root() {
        return folders.keySet().iterator().next();
    }

    /// Tells whether the file is surely not there any more.
    boolean lacks(String path) {
        return !files.containsKey(path) && closed.keySet().stream().noneMatch(folder -> path.startsWith(folder + "/"));
    }

    @Nullable
    ScannedFile at(String path) {
        return files.get(path);
    }
}
