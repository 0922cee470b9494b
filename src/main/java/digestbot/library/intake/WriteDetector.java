package digestbot.library.intake;

import digestbot.library.intake.FileSource.FolderListing;
import digestbot.library.intake.FileSource.ScannedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Detects files that are still being written. A file is complete if its size, modification time
/// and file key were the same in two scans that are far enough apart.
///
/// A file that was renamed into place has to wait just as long, because no file attribute reliably
/// shows that it was.
final class WriteDetector {

    private final Duration wait;
    private final Map<String, Observation> seen = new HashMap<>();

    private record Observation(ScannedFile scannedFile, Instant at) {}

    WriteDetector(Duration wait) {
        this.wait = wait;
    }

    boolean isComplete(ScannedFile scannedFile, Instant now) {
        Observation since = seen.get(scannedFile.path());
        if (since == null || !since.scannedFile().equals(scannedFile) || now.isBefore(since.at())) {
            restart(scannedFile, now);
            return wait.isZero();
        }
        return !now.isBefore(since.at().plus(wait));
    }

    void restart(ScannedFile scannedFile, Instant now) {
        seen.put(scannedFile.path(), new Observation(scannedFile, now));
    }

    void forget(String path) {
        seen.remove(path);
    }

    void keepOnly(FolderListing listing) {
        seen.keySet().removeIf(path -> listing.file(path) == null);
    }

    /// The time until the next pending file may be complete; empty if none is pending.
    Optional<Duration> next(Instant now) {
        return seen.values().stream()
                .map(since -> Duration.between(now, since.at().plus(wait)))
                .min(Duration::compareTo)
                .map(left -> left.isPositive() ? left : Duration.ofMillis(1));
    }
}
