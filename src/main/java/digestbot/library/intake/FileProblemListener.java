package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import java.util.List;

/// Told of files that are no digests, or doubtful ones; implemented by whoever reaches the admins.
public interface FileProblemListener {

    /// The file cannot be delivered; [InvalidFileStore] has it from now on. Called once for the
    /// same bytes at the same
    /// path.
    ///
    /// @param path relative to the folder of digests
    /// @param problems at least one
    void found(Transaction transaction, String path, List<Diagnostic> problems);

    /// The folder itself cannot be looked at. Called once for the same reason.
    default void missing(Transaction transaction, String folder, Diagnostic problem) {
        found(transaction, folder, List.of(problem));
    }

    /// The digest is doubtful, or held back, or is so no longer. What the receiver writes is committed together
    /// with the digest.
    default void doubted(Transaction transaction, QualityReport warnings) {}
}
