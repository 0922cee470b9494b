package digestbot.library.archive;

import digestbot.digest.Digest;
import java.time.Instant;
import java.util.Optional;

/// A digest in the library.
///
/// @param number the number in the database, never reused because buttons contain it
/// @param revision from 1
/// @param digest has the correction notice if this is not the first revision
/// @param publishedAt the time when it was published or archived; empty if it is a draft or
///     withdrawn
public record StoredDigest(long number, int revision, Digest digest, Optional<Instant> publishedAt) {

    public boolean isVisible() {
        return publishedAt.isPresent();
    }
}
