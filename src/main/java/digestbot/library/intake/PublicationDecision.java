package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import digestbot.library.archive.DigestState;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.FileRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Decides whether an imported digest is published, archived, or held for review.
final class PublicationDecision {

    private final FirstStartPolicy firstStart;
    private final HoldPolicy holdPolicy;
    private final QualityChecks qualityChecks;
    private final InstantSource clock;

    PublicationDecision(FolderImport.ImportSettings settings, QualityChecks qualityChecks, InstantSource clock) {
        this.firstStart = settings.firstStart();
        this.holdPolicy = settings.holdPolicy();
        this.qualityChecks = qualityChecks;
        this.clock = clock;
    }

    /// The decision on a digest.
    ///
    /// @param state the digest's new state
    /// @param held true if it would be published if it were not held for review
    record Result(DigestState state, boolean held, List<Diagnostic> warnings) {}

    /// @param unheldState the state without the hold policy
    /// @param receivedAt the time of arrival if it has just been received; empty for a later
    ///     revision
    Result of(
            Transaction transaction,
            CandidateFile.ValidCandidate file,
            DigestState unheldState,
            Optional<Instant> receivedAt) {
        if (unheldState != DigestState.PUBLISHED) {
            return new Result(unheldState, false, file.warnings());
        }
        List<Diagnostic> warnings = qualityChecks.of(transaction, file, receivedAt);
        boolean holds = holdPolicy.holds(!warnings.isEmpty());
        return new Result(holds ? DigestState.DRAFT : unheldState, holds, warnings);
    }

    /// The longest time that a digest is held.
    Duration longestHold() {
        return holdPolicy.maxDuration();
    }

    /// The state after a withdrawal is undone: a digest that was only archived becomes archived
    /// again.
    DigestState released(DigestStore.DigestRow entry, CandidateFile.ValidCandidate file) {
        return entry.withdrawnFrom().orElseGet(() -> released(file));
    }

    DigestState released(CandidateFile.ValidCandidate file) {
        boolean old = predatesFirstStart(file)
                && !firstStart.publishes(file.digest().key().day(), clock);
        return old ? DigestState.ARCHIVED : DigestState.PUBLISHED;
    }

    /// Tells whether the file existed before the bot's first start.
    static boolean predatesFirstStart(CandidateFile candidate) {
        return candidate.previous().filter(FileRecord::predatesFirstStart).isPresent();
    }
}
