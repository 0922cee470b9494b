package digestbot.library.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The result of a look at the folder.
///
/// @param again how soon to look again, because a file may be whole by then; empty if there is no hurry
/// @param folders the folder and its subfolders, with the file system's identity of each
public record ScanResult(Optional<Duration> again, Map<Path, Optional<Object>> folders) {

    static final ScanResult NOTHING = new ScanResult(Optional.empty(), Map.of());
}
