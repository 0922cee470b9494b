package digestbot.library.archive;

import digestbot.digest.Digest;
import java.time.Instant;
import java.util.Optional;

/// A digest in the library.
///
/// @param number the database's, never reused: it stands in buttons
/// @param revision the revision, from 1
/// @param digest the digest, with the correction notice if this is not the first revision
/// @param publishedAt when it was published or archived; empty if it is a draft or withdrawn
public record StoredDigest(long number, int revision, Digest digest, Optional<Instant> publishedAt) {

    /// Tells whether readers can see it: neither a draft nor withdrawn.
    public boolean isVisible() {
        return publishedAt.isPresent();
    }
}
