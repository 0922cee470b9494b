package digestbot.library.archive;

import digestbot.digest.Digest;
import java.time.Instant;
import java.util.Optional;

/// A digest in the library.
///
/// @param number the number in the database, never reused because buttons contain it
/// @param revision the revision, from 1
/// @param digest the digest, with the correction notice if this is not the first revision
/// @param publishedAt the time when it was published or archived; empty if it is a draft or
///     withdrawn
public record StoredDigest(long number, int revision, Digest digest, Optional<Instant> publishedAt) {

    /// Tells whether readers can see it, so it is neither a draft nor withdrawn.
    public boolean isVisible() {
        return publishedAt.isPresent();
    }
}
