package digestbot.library.intake;

import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The warnings about a digest for operators.
///
/// @param number the digest's
/// @param path of its file, relative to the folder of digests
/// @param warnings what is doubtful, by line; empty where all is held back, or where a correction mended it
/// @param heldUntil when it is published unless somebody decides before; empty if it is published
public record QualityReport(
        long number, Digest digest, String path, List<Diagnostic> warnings, Optional<Instant> heldUntil) {
    public QualityReport {
        warnings = List.copyOf(warnings);
    }
}
