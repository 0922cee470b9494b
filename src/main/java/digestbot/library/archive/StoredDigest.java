package digestbot.library.archive;

import digestbot.digest.Digest;
import java.time.Instant;
import java.util.Optional;

/// A digest in the library.
///
/// @param number the database's, never reused: it stands in buttons
/// @param revision from 1, grows when the file is corrected
/// @param digest with what its readers are told of what was corrected, if this revision is no first one
/// @param publishedAt when it stopped being a draft; empty while it is one, or was withdrawn
public record StoredDigest(long number, int revision, Digest digest, Optional<Instant> publishedAt) {

    /// Tells whether it is there for its readers, so neither a draft nor withdrawn.
    public boolean isOut() {
        return publishedAt.isPresent();
    }
}
