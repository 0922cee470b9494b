package digestbot.library.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Tells a file that is still being written from a whole one: a whole one had the same size and time, and was the same
/// file, at two looks that are far enough apart.
///
/// A file that was renamed into place waits as long: nothing that file systems tell about it is a sure sign of that.
final class WriteDetector {

    private final Duration wait;
    private final Map<String, Since> seen = new HashMap<>();

    private record Since(ScannedFile sighting, Instant at) {}

    /// @param wait how long a file must be unchanged
    WriteDetector(Duration wait) {
        this.wait = wait;
    }

    boolean whole(ScannedFile sighting, Instant now) {
        Since since = seen.get(sighting.path());
        if (since == null || !since.sighting().equals(sighting) || now.isBefore(since.at())) {
            restart(sighting, now);
            return wait.isZero();
        }
        return !now.isBefore(since.at().plus(wait));
    }

    /// Waits anew for a file that turned out not to be whole.
    void restart(ScannedFile sighting, Instant now) {
        seen.put(sighting.path(), new Since(sighting, now));
    }

    void forget(String path) {
        seen.remove(path);
    }

    /// Keeps in mind only what is in the listing.
    void keepOnly(FolderListing listing) {
        seen.keySet().removeIf(path -> listing.at(path) == null);
    }

    /// The time until the first of the awaited files may be whole; empty if there is none.
    Optional<Duration> next(Instant now) {
        return seen.values().stream()
                .map(since -> Duration.between(now, since.at().plus(wait)))
                .min(Duration::compareTo)
                .map(left -> left.isPositive() ? left : Duration.ofMillis(1));
    }
}
