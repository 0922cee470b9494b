package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import java.util.List;

/// A listener for invalid files and for digests with warnings; implemented by the component that
/// notifies operators.
public interface FileProblemListener {

    /// The file is invalid and is now listed in [InvalidFileStore]. Called once per path and
    /// content.
    ///
    /// @param path relative to the digest folder
    /// @param problems at least one
    void onInvalidFile(Transaction transaction, String path, List<Diagnostic> problems);

    /// The folder itself cannot be read. Called once per reason.
    default void onUnreadableFolder(Transaction transaction, String folder, Diagnostic problem) {
        onInvalidFile(transaction, folder, List.of(problem));
    }

    /// The digest has warnings or is held, or neither any longer. The listener's writes are
    /// committed with the digest.
    default void onWarnings(Transaction transaction, QualityReport warnings) {}
}
