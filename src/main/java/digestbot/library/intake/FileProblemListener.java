package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A listener for invalid files and for digests with warnings; implemented by the component that
/// notifies operators.
public interface FileProblemListener {

    /// The file is invalid and is now listed in [InvalidFileStore]. Called once per path, which is
    /// relative to the digest folder, and content, with at least one problem.
    void onInvalidFile(Transaction transaction, String path, List<Diagnostic> problems);

    /// Called once per reason.
    default void onUnreadableFolder(Transaction transaction, String folder, Diagnostic problem) {
        onInvalidFile(transaction, folder, List.of(problem));
    }

    /// The digest has warnings or is held, or neither any longer. The listener's writes are
    /// committed with the digest.
    default void onWarnings(Transaction transaction, QualityReport warnings) {}

    /// The warnings about a digest, for operators.
    ///
    /// @param topic the number of its topic; empty if no digest of the topic is published
    /// @param path relative to the digest folder
    /// @param warnings by line; empty if every digest is held anyway, or if a correction fixed them
    /// @param heldUntil the time of automatic publication; empty if it is already published
    record QualityReport(
            long number,
            Optional<Long> topic,
            Digest digest,
            String path,
            List<Diagnostic> warnings,
            Optional<Instant> heldUntil) {}
}
