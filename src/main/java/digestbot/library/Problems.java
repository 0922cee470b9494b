package digestbot.library;

import digestbot.database.Transaction;
import digestbot.digest.Remark;
import java.util.List;

/// Told of files that are no digests, or doubtful ones; implemented by whoever reaches the admins.
public interface Problems {

    /// The file cannot be delivered; [ProblemStore] has it from now on. Called once for the same bytes at the same
    /// path.
    ///
    /// @param path relative to the folder of digests
    /// @param problems at least one
    void found(Transaction transaction, String path, List<Remark> problems);

    /// The folder itself cannot be looked at. Called once for the same reason.
    default void missing(Transaction transaction, String folder, Remark problem) {
        found(transaction, folder, List.of(problem));
    }

    /// The digest is doubtful, or held back, or is so no longer. What the receiver writes is committed together
    /// with the digest.
    default void doubted(Transaction transaction, Doubts doubts) {}
}
