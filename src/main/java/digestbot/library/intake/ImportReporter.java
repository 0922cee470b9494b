package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.Library;
import digestbot.library.intake.FileProblemListener.QualityReport;
import digestbot.library.intake.FileSource.ScannedFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells operators and the log what became of files. The log gets a limited number of lines per
/// scan: the first ones are logged, the others are counted. Not thread-safe.
final class ImportReporter {

    private static final Logger LOG = LoggerFactory.getLogger(ImportReporter.class);

    private static final int MAX_FILES = 50;
    private static final int MAX_FAILURES = 5;
    private static final InvalidFileStore INVALID_FILES = new InvalidFileStore();
    private static final DigestStore DIGESTS = new DigestStore();

    private final Library library;
    private final FileProblemListener problems;
    private int files;
    private int others;
    private int failures;

    ImportReporter(Library library, FileProblemListener problems) {
        this.library = library;
        this.problems = problems;
    }

    boolean mayLogFailure() {
        return failures++ < MAX_FAILURES;
    }

    /// The scan is over.
    void end() {
        if (files > MAX_FILES) {
            LOG.warn("{} more invalid files; the console and “digestbot check” list them", files - MAX_FILES);
        }
        if (others > MAX_FILES) {
            LOG.info("{} more files skipped: they are no digests; the console lists them", others - MAX_FILES);
        }
        if (failures > MAX_FAILURES) {
            LOG.error("importing {} more files failed", failures - MAX_FAILURES);
        }
        files = 0;
        others = 0;
        failures = 0;
    }

    void warnings(Transaction transaction, long number, CandidateFile file, List<Diagnostic> warnings) {
        Optional<Instant> until = DIGESTS.heldUntil(transaction, number);
        Digest digest = library.all().withTopicDetails(transaction, file.digest());
        problems.onWarnings(
                transaction, new QualityReport(number, digest, ScannedFile.printable(file.path()), warnings, until));
    }

    /// Tells whether there is a warning that the previous revision did not have.
    boolean hasNews(Transaction transaction, DigestStore.DigestRow entry, List<Diagnostic> warnings) {
        Set<String> before = DIGESTS.warnings(transaction, entry.number(), entry.latest()).stream()
                .map(Diagnostic::message)
                .collect(Collectors.toSet());
        return warnings.stream().anyMatch(diagnostic -> !before.contains(diagnostic.message()));
    }

    void invalid(Transaction transaction, String path, List<Diagnostic> diagnostics) {
        String name = ScannedFile.printable(path);
        INVALID_FILES.put(transaction, path, diagnostics);
        problems.onInvalidFile(transaction, name, diagnostics);
        if (files++ < MAX_FILES) {
            transaction.afterCommit(() -> diagnostics.forEach(
                    diagnostic -> LOG.warn("{}:{}: {}", name, diagnostic.line(), diagnostic.message())));
        }
    }

    void skipped(Transaction transaction, String path) {
        if (others++ < MAX_FILES) {
            transaction.afterCommit(() -> LOG.info("{} skipped: it is no digest", ScannedFile.printable(path)));
        }
    }

    static void imported(Transaction transaction, CandidateFile file, int revision, DigestImporter.Decision decision) {
        String name = ScannedFile.printable(file.path());
        DigestKey key = file.digest().key();
        String state = decision.heldUntil()
                .map(until -> "held until " + until)
                .orElse(decision.state().column());
        transaction.afterCommit(() -> {
            LOG.info("digest {} {} r{} {} ({})", key.topic(), key.day(), revision, state, name);
            decision.warnings()
                    .forEach(diagnostic -> LOG.info("{}:{}: {}", name, diagnostic.line(), diagnostic.message()));
        });
    }
}
