package digestbot.digest;

import java.time.Instant;
import java.util.Optional;

/// That a digest is not what it was, for its readers.
///
/// @param at when its correction came; empty where nobody had read another one before
/// @param what what is different now
public record Correction(Optional<Instant> at, RevisionChanges what) {

    /// Reads the author's own words about a correction.
    static Correction told(String text) {
        return new Correction(Optional.empty(), new RevisionChanges.Told(text));
    }
}
