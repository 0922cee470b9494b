package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Correction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.RevisionChanges;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.DigestStore.DigestRow;
import digestbot.library.archive.DigestStore.DigestState;
import digestbot.library.archive.ExpectedDigest;
import digestbot.library.archive.FileRecord;
import digestbot.library.archive.FileStore;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.TopicStore;
import digestbot.library.archive.Withdrawals;
import digestbot.library.intake.DigestFolder.FolderListing;
import digestbot.library.intake.DigestFolder.ScannedFile;
import digestbot.library.intake.FileProblemListener.QualityReport;
import digestbot.library.search.FullTextIndexStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Imports a file that was read: as a new digest, as a revision, as an unchanged file, or as an
/// invalid file. Digests are published, held, corrected or withdrawn. Its writes and those of its
/// listeners are one transaction.
///
/// It tells operators and the log what became of files. The log gets a limited number of lines per
/// scan: the first ones are logged, the others are counted. Not thread-safe.
final class DigestImporter {

    private static final Logger LOG = LoggerFactory.getLogger(DigestImporter.class);

    private static final int MAX_LOGGED_FILES = 50;
    private static final int MAX_LOGGED_FAILURES = 5;

    private final Library library;
    private final PublicationListener publications;
    private final FirstStartPolicy firstStart;
    private final HoldPolicy holdPolicy;
    private final QualityChecks qualityChecks;
    private final FileProblemListener problems;
    private final InstantSource clock;
    private final Withdrawals withdrawals;
    private final DigestStore digests = new DigestStore();
    private final FileStore files = new FileStore();
    private final InvalidFileStore invalidFiles = new InvalidFileStore();
    private final TopicStore topics = new TopicStore();
    private final FullTextIndexStore fullTextIndex = new FullTextIndexStore();
    private int loggedFiles;
    private int skippedFiles;
    private int loggedFailures;

    DigestImporter(
            Library library,
            PublicationListener publications,
            FileProblemListener problems,
            FolderImport.ImportSettings settings,
            InstantSource clock) {
        this.library = library;
        this.publications = publications;
        firstStart = settings.firstStart();
        holdPolicy = settings.holdPolicy();
        qualityChecks = new QualityChecks(settings.latePolicy());
        this.problems = problems;
        this.clock = clock;
        withdrawals = new Withdrawals(library, publications, clock);
    }

    /// `heldUntil` is the time of publication; it is empty if neither a review nor the author holds
    /// the digest.
    private record Decision(DigestState state, Optional<Instant> heldUntil, List<Diagnostic> warnings) {}

    /// Loads (and so caches) the digests that [#importFile] compares the file with, so that nothing
    /// is parsed while the write transaction is open.
    void prepare(Transaction transaction, CandidateFile file) {
        if (file.result().orElse(null) instanceof ParseResult.Parsed(Digest digest, var _, var _)) {
            digests.entry(transaction, digest.key()).ifPresent(row -> sameContent(transaction, row, file));
            if (!digest.draft() && released(file) == DigestState.PUBLISHED) {
                isTrusted(transaction, digest);
            }
        }
    }

    FileRecord importFile(Transaction transaction, CandidateFile file, FolderListing listing) {
        FileRecord row = file.result()
                .map(result -> importFile(transaction, file, result, listing))
                .orElseGet(() -> file.previous().orElseThrow().withStamp(file.stamp()));
        files.put(transaction, row);
        if (row.problem().isEmpty()) {
            invalidFiles.remove(transaction, row.path());
        }
        return row;
    }

    private FileRecord importFile(
            Transaction transaction, CandidateFile file, ParseResult result, FolderListing listing) {
        return switch (result) {
            case ParseResult.Parsed _ -> importDigest(transaction, file, listing);
            case ParseResult.Invalid(var _, boolean isOther)
            when isOther -> {
                if (skippedFiles++ < MAX_LOGGED_FILES) {
                    transaction.afterCommit(
                            () -> LOG.info("{} skipped: it is no digest", ScannedFile.printable(file.path())));
                }
                yield file.record(OptionalLong.empty(), Optional.empty());
            }
            case ParseResult.Invalid(List<Diagnostic> mistakes, boolean _) -> {
                String first = mistakes.getFirst().message();
                if (!file.isReported(first)) {
                    reportInvalid(transaction, file.path(), mistakes);
                }
                yield file.record(OptionalLong.empty(), Optional.of(first));
            }
        };
    }

    boolean isStillInFile(Transaction transaction, long digest, FolderListing listing) {
        return fileStillContains(transaction, digests.path(transaction, digest), digest, listing);
    }

    private boolean fileStillContains(Transaction transaction, String path, long digest, FolderListing listing) {
        return !listing.isCertainlyMissing(path)
                && files.row(transaction, path)
                        .filter(row -> row.holdsOtherThan(digest))
                        .isEmpty();
    }

    private FileRecord importDigest(Transaction transaction, CandidateFile file, FolderListing listing) {
        Optional<DigestRow> known = digests.entry(transaction, file.digest().key());
        if (known.isEmpty()) {
            return imported(file, publish(transaction, known, file));
        }
        DigestRow row = known.get();
        boolean ownsDigest =
                row.path().equals(file.path()) || !fileStillContains(transaction, row.path(), row.number(), listing);
        if (ownsDigest) {
            digests.setPath(transaction, row.number(), file.path());
        }
        if (!sameContent(transaction, row, file)) {
            if (ownsDigest) {
                revise(transaction, row, file);
            } else if (!digests.hasRevision(
                    transaction, row.number(), file.hash().orElseThrow())) {
                return reportConflict(transaction, row, file);
            }
        }
        return imported(file, row.number());
    }

    private static FileRecord imported(CandidateFile file, long number) {
        return file.record(OptionalLong.of(number), Optional.empty());
    }

    private FileRecord reportConflict(Transaction transaction, DigestRow row, CandidateFile file) {
        DigestKey key = file.digest().key();
        String text = "is the same digest as %s (%s, %s, %s%s) with other content; put the correction into that file,"
                        .formatted(
                                ScannedFile.printable(row.path()),
                                key.topic(),
                                key.day(),
                                key.language(),
                                key.edition().isEmpty() ? "" : ", edition " + key.edition())
                + " or remove one of the two, or give this one an `edition` of its own";
        boolean isKnown = file.previous()
                .filter(before ->
                        before.hash().equals(file.hash()) && before.problem().equals(Optional.of(text)))
                .isPresent();
        if (!isKnown) {
            reportInvalid(transaction, file.path(), List.of(new Diagnostic(1, text)));
        }
        return file.record(OptionalLong.of(row.number()), Optional.of(text));
    }

    private boolean sameContent(Transaction transaction, DigestRow row, CandidateFile file) {
        return library.all().isLatest(transaction, row, file.hash().orElseThrow(), file.digest());
    }

    private void revise(Transaction transaction, DigestRow row, CandidateFile file) {
        if (row.state() == DigestState.DRAFT) {
            publish(transaction, Optional.of(row), file);
        } else if (file.digest().draft()) {
            // The shown revision stays as it is: the messages are deleted later, by the withdrawal.
            var decision = new Decision(DigestState.DRAFT, Optional.empty(), file.warnings());
            store(transaction, row.number(), row.latest() + 1, file, Optional.empty(), decision);
            withdrawals.withdraw(transaction, row.number());
        } else {
            correct(transaction, row, file);
        }
    }

    /// Stores a new digest, or a revision of one that was not published, publishes or holds it, and
    /// returns its number.
    private long publish(Transaction transaction, Optional<DigestRow> known, CandidateFile file) {
        Digest digest = file.digest();
        Instant now = clock.instant();
        boolean wasHeld = known.flatMap(row -> digests.heldUntil(transaction, row.number()))
                .isPresent();
        Optional<DigestState> withdrawnFrom = known.flatMap(DigestRow::withdrawnFrom);
        // A digest that was only archived before its withdrawal becomes archived again.
        DigestState unheld = digest.draft() ? DigestState.DRAFT : withdrawnFrom.orElseGet(() -> released(file));
        Decision decision = decide(transaction, file, unheld, wasHeld ? Optional.empty() : Optional.of(now));
        // For readers who saw it before it was withdrawn; the changes since then are not computed.
        Optional<Correction> correction = withdrawnFrom
                .flatMap(_ -> digest.correction())
                .map(note -> new Correction(Optional.of(now), note.changes()));
        int revision = known.map(DigestRow::latest).orElse(0) + 1;
        long number;
        if (known.isPresent()) {
            number = known.get().number();
            store(transaction, number, revision, file, correction, decision);
            if (decision.state() != DigestState.DRAFT) {
                digests.leaveDraft(transaction, number, decision.state(), now);
            }
            digests.setShownRevision(transaction, number, revision, digest.title());
        } else {
            topics.add(transaction, digest);
            number = digests.insert(transaction, digest, file.path(), decision.state(), now);
            store(transaction, number, revision, file, correction, decision);
        }
        index(transaction, number, digest, decision.state());
        publishOrHold(transaction, number, file, decision, wasHeld);
        return number;
    }

    private DigestState released(CandidateFile file) {
        boolean old = file.predatesFirstStart()
                && embargo(file).isEmpty()
                && !firstStart.publishes(file.digest().key().day(), clock);
        return old ? DigestState.ARCHIVED : DigestState.PUBLISHED;
    }

    /// `unheldState` is the state without the hold policy. `came` is the time of arrival if the
    /// digest has just arrived; empty for a later revision.
    private Decision decide(
            Transaction transaction, CandidateFile file, DigestState unheldState, Optional<Instant> came) {
        if (unheldState != DigestState.PUBLISHED) {
            return new Decision(unheldState, Optional.empty(), file.warnings());
        }
        List<Diagnostic> warnings = qualityChecks.of(transaction, file, came);
        Optional<Instant> review =
                isHeld(file, !warnings.isEmpty()) ? Optional.of(endOfReview(transaction, file)) : Optional.empty();
        Optional<Instant> until = embargo(file)
                .filter(end -> review.isEmpty() || end.isAfter(review.get()))
                .or(() -> review);
        return new Decision(until.isPresent() ? DigestState.DRAFT : unheldState, until, warnings);
    }

    private boolean isHeld(CandidateFile file, boolean hasWarnings) {
        return holdPolicy.holds(hasWarnings) || file.digest().wantsReview();
    }

    private Instant endOfReview(Transaction transaction, CandidateFile file) {
        return isTrusted(transaction, file.digest()) ? holdPolicy.end(clock.instant()) : HeldDigests.UNTIL_DECIDED;
    }

    /// A model's digests need people until they have released some of the topic.
    private boolean isTrusted(Transaction transaction, Digest digest) {
        return digest.model().isEmpty()
                || library.all().isReviewed(transaction, digest.key().topic());
    }

    /// The time before which the author does not want it published, if that is still to come.
    private Optional<Instant> embargo(CandidateFile file) {
        return file.digest().publishAt().filter(clock.instant()::isBefore);
    }

    /// Publishes or holds a digest that was not published before, and reports its warnings.
    private void publishOrHold(
            Transaction transaction, long number, CandidateFile file, Decision decision, boolean wasHeld) {
        if (decision.heldUntil().flatMap(HeldDigests::publishesAt).isEmpty()
                || embargo(file).isPresent()) {
            digests.endHold(transaction, number); // the author or who made it may have changed
        }
        decision.heldUntil().ifPresent(until -> {
            digests.hold(transaction, number, until);
            if (!wasHeld) {
                publications.held(transaction, number);
            }
        });
        boolean isPublished = decision.state() == DigestState.PUBLISHED;
        if (isPublished) {
            publications.published(transaction, number);
        }
        List<Diagnostic> warnings = decision.warnings();
        if ((isPublished || decision.heldUntil().isPresent())
                && (wasHeld || !warnings.isEmpty() || isHeld(file, false))) {
            reportWarnings(transaction, number, file, warnings);
        }
    }

    private void correct(Transaction transaction, DigestRow row, CandidateFile file) {
        Digest digest = file.digest();
        boolean isPublished = row.state() == DigestState.PUBLISHED;
        Optional<RevisionChanges> changes = library.all()
                .shown(transaction, row.number())
                .flatMap(shown -> RevisionChanges.between(
                        library.all().withTopicDetails(transaction, shown),
                        library.all().withTopicDetails(transaction, digest)));
        boolean notifiesReaders = isPublished && changes.isPresent();
        Optional<Correction> correction = notifiesReaders
                ? changes.map(what -> new Correction(Optional.of(clock.instant()), what))
                : digests.correction(transaction, row.number());
        List<Diagnostic> warnings =
                isPublished ? qualityChecks.of(transaction, file, Optional.empty()) : file.warnings();
        int revision = row.latest() + 1;
        var decision = new Decision(row.state(), Optional.empty(), warnings);
        store(transaction, row.number(), revision, file, correction, decision);
        digests.setShownRevision(transaction, row.number(), revision, digest.title());
        index(transaction, row.number(), digest, row.state());
        if (notifiesReaders) {
            publications.corrected(transaction, row.number());
        }
        if (isPublished && hasNews(transaction, row, warnings)) {
            reportWarnings(transaction, row.number(), file, warnings);
        }
    }

    private void store(
            Transaction transaction,
            long number,
            int revision,
            CandidateFile file,
            Optional<Correction> correction,
            Decision decision) {
        digests.addRevision(
                transaction,
                number,
                revision,
                file.content().orElseThrow(),
                file.digest().perspectives(),
                correction,
                clock.instant());
        digests.addWarnings(transaction, number, revision, decision.warnings());
        logImported(transaction, file, revision, decision);
    }

    private static void logImported(Transaction transaction, CandidateFile file, int revision, Decision decision) {
        String name = ScannedFile.printable(file.path());
        DigestKey key = file.digest().key();
        String state = decision.heldUntil()
                .map(until -> HeldDigests.publishesAt(until)
                        .map(end -> "held until " + end.truncatedTo(ChronoUnit.SECONDS))
                        .orElse("held for review"))
                .orElse(decision.state().column());
        transaction.afterCommit(() -> {
            LOG.info("digest {} {} r{} {} ({})", key.topic(), key.day(), revision, state, name);
            decision.warnings()
                    .forEach(diagnostic -> LOG.info("{}:{}: {}", name, diagnostic.line(), diagnostic.message()));
        });
    }

    private void reportWarnings(Transaction transaction, long number, CandidateFile file, List<Diagnostic> warnings) {
        Digest digest = library.all().withTopicDetails(transaction, file.digest());
        String path = ScannedFile.printable(file.path());
        Optional<Long> topic = library.topic(transaction, digest.key().topic()).map(LibraryTopic::number);
        problems.onWarnings(
                transaction,
                new QualityReport(number, topic, digest, path, warnings, digests.heldUntil(transaction, number)));
    }

    /// Whether there is a warning that the previous revision did not have.
    private boolean hasNews(Transaction transaction, DigestRow row, List<Diagnostic> warnings) {
        Set<String> before = digests.warnings(transaction, row.number(), row.latest()).stream()
                .map(Diagnostic::message)
                .collect(Collectors.toSet());
        return warnings.stream().anyMatch(diagnostic -> !before.contains(diagnostic.message()));
    }

    private void reportInvalid(Transaction transaction, String path, List<Diagnostic> mistakes) {
        String name = ScannedFile.printable(path);
        invalidFiles.put(transaction, path, mistakes);
        problems.onInvalidFile(transaction, name, mistakes);
        if (loggedFiles++ < MAX_LOGGED_FILES) {
            transaction.afterCommit(() -> mistakes.forEach(
                    diagnostic -> LOG.warn("{}:{}: {}", name, diagnostic.line(), diagnostic.message())));
        }
    }

    boolean mayLogFailure() {
        return loggedFailures++ < MAX_LOGGED_FAILURES;
    }

    void endScan() {
        if (loggedFiles > MAX_LOGGED_FILES) {
            LOG.warn(
                    "{} more invalid files; the console and “digestbot check” list them",
                    loggedFiles - MAX_LOGGED_FILES);
        }
        if (skippedFiles > MAX_LOGGED_FILES) {
            LOG.info(
                    "{} more files skipped: they are no digests; the console lists them",
                    skippedFiles - MAX_LOGGED_FILES);
        }
        if (loggedFailures > MAX_LOGGED_FAILURES) {
            LOG.error("importing {} more files failed", loggedFailures - MAX_LOGGED_FAILURES);
        }
        loggedFiles = 0;
        skippedFiles = 0;
        loggedFailures = 0;
    }

    private void index(Transaction transaction, long number, Digest digest, DigestState state) {
        fullTextIndex.put(transaction, number, digest);
        if (state != DigestState.DRAFT) {
            topics.updateName(transaction, number, digest);
        }
    }

    /// Adds to the file's own warnings that a digest is late.
    private record QualityChecks(LatePolicy latePolicy) {

        /// All warnings about a digest that would be published. `receivedAt` is empty unless the
        /// digest has just been received.
        List<Diagnostic> of(Transaction transaction, CandidateFile file, Optional<Instant> receivedAt) {
            List<Diagnostic> all = new ArrayList<>();
            receivedAt
                    .flatMap(now -> lateness(transaction, file.digest().key(), now))
                    .ifPresent(all::add);
            all.addAll(file.warnings());
            all.sort(Comparator.comparingInt(Diagnostic::line));
            return List.copyOf(all);
        }

        private Optional<Diagnostic> lateness(Transaction transaction, DigestKey key, Instant receivedAt) {
            return ExpectedDigest.of(transaction, key.topic(), latePolicy)
                    .filter(expected -> expected.day().equals(key.day()) && latePolicy.isLate(expected, receivedAt))
                    .map(expected -> new Diagnostic(
                            1,
                            "arrived at %s, usually it arrives at about %s: check what delayed it"
                                    .formatted(clock(receivedAt), clock(expected.at()))));
        }

        private String clock(Instant at) {
            return String.format(Locale.ROOT, "%tR", at.atZone(latePolicy.zone()));
        }
    }
}
