package digestbot.library.intake;

import digestbot.digest.Diagnostic;
import digestbot.library.archive.DigestStore.DigestRow;
import digestbot.library.archive.DigestStore.DigestState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The result of reading a file: [IntakePolicy] decides it, [DigestImporter] stores it.
sealed interface IntakeOutcome {

    record New(Release release) implements IntakeOutcome {}

    /// A draft becomes what the release says; a published or archived digest is corrected or, if the
    /// release is a draft, withdrawn.
    record Revision(DigestRow row, Release release) implements IntakeOutcome {}

    /// The content is stored already. `digest` is empty if the file is not a digest.
    record Same(OptionalLong digest) implements IntakeOutcome {}

    /// Another file has the same digest with other content.
    record Conflict(long digest, Diagnostic problem, boolean isReported) implements IntakeOutcome {}

    record Invalid(List<Diagnostic> problems, boolean isReported) implements IntakeOutcome {}

    /// The file is not meant as a digest.
    record Other() implements IntakeOutcome {}

    /// How a digest is released.
    ///
    /// @param heldUntil the time of publication; empty if neither a review nor the author holds the
    ///     digest
    /// @param endsHold whether an earlier hold ends first, because the author or the model may have
    ///     changed
    /// @param isReported whether operators are told of the warnings, or that there are none
    record Release(
            DigestState state,
            Optional<Instant> heldUntil,
            List<Diagnostic> warnings,
            boolean endsHold,
            boolean isReported) {

        static Release unheld(DigestState state, List<Diagnostic> warnings) {
            return new Release(state, Optional.empty(), warnings, true, false);
        }
    }
}
