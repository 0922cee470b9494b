package digestbot.digest;

import java.time.Instant;
import java.util.Optional;

/// A correction of a digest as readers see it.
///
/// @param at the time when the correction was received; empty if no reader saw an earlier revision
public record Correction(Optional<Instant> at, RevisionChanges changes) {

    public static Correction ofAuthor(String text) {
        return new Correction(Optional.empty(), new RevisionChanges.AuthorNote(text));
    }
}
