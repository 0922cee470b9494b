package digestbot.library.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The result of a scan.
///
/// @param nextScanIn the delay until a file may be complete; empty if none is pending
/// @param folders the folder and its subfolders, with the file system's identity of each
public record ScanResult(Optional<Duration> nextScanIn, Map<Path, Optional<Object>> folders) {

    static final ScanResult NOTHING = new ScanResult(Optional.empty(), Map.of());
}
