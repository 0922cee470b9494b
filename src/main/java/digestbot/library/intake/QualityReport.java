package digestbot.library.intake;

import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The warnings about a digest, for operators.
///
/// @param number the digest's number
/// @param path the path of its file, relative to the digest folder
/// @param warnings the warnings by line; empty if every digest is held anyway, or if a correction
///     fixed them
/// @param heldUntil the time of automatic publication; empty if it is already published
public record QualityReport(
        long number, Digest digest, String path, List<Diagnostic> warnings, Optional<Instant> heldUntil) {
    public QualityReport {
        warnings = List.copyOf(warnings);
    }
}
