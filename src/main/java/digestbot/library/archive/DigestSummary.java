package digestbot.library.archive;

import digestbot.digest.DigestKey;
import java.time.Instant;
import java.util.Optional;

/// A published digest without its text, in the revision that readers see.
///
/// @param publishedAt the time when it was published or archived
/// @param correctedAt the time of its last correction that readers know of
public record DigestSummary(
        long number, int revision, DigestKey key, String title, Instant publishedAt, Optional<Instant> correctedAt) {}
