package digestbot.library;

import digestbot.digest.Digest;
import java.time.Instant;
import java.util.Optional;

/// A digest in the library.
///
/// @param number the database's, never reused: it stands in buttons
/// @param revision from 1, grows when the file is corrected
/// @param publishedAt when it stopped being a draft; empty while it is one
public record StoredDigest(long number, int revision, Digest digest, Optional<Instant> publishedAt) {}
