package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Correction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.RevisionChanges;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.DigestStore.DigestRow;
import digestbot.library.archive.DigestStore.DigestState;
import digestbot.library.archive.ExpectedDigest;
import digestbot.library.archive.FileRecord;
import digestbot.library.archive.FileStore;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.TopicStore;
import digestbot.library.archive.Withdrawals;
import digestbot.library.intake.DigestFolder.FolderListing;
import digestbot.library.intake.DigestFolder.ScannedFile;
import digestbot.library.intake.FileProblemListener.QualityReport;
import digestbot.library.intake.IntakeOutcome.Release;
import digestbot.library.intake.IntakePolicy.KnownDigest;
import digestbot.library.search.FullTextIndexStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores what [IntakePolicy] decides about a file that was read. Digests are published, held,
/// corrected or withdrawn. It and its listeners write in one transaction.
///
/// It reports the results to operators and the log. The log gets the first lines of each scan;
/// further ones are only counted. Not thread-safe.
final class DigestImporter {

    private static final Logger LOG = LoggerFactory.getLogger(DigestImporter.class);

    private static final int MAX_LOGGED_FILES = 50;
    private static final int MAX_LOGGED_FAILURES = 5;

    private final Library library;
    private final PublicationListener publications;
    private final IntakePolicy policy;
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
            IntakePolicy policy,
            InstantSource clock) {
        this.library = library;
        this.publications = publications;
        this.policy = policy;
        this.problems = problems;
        this.clock = clock;
        withdrawals = new Withdrawals(library, publications, clock);
    }

    /// Loads (and so caches) the digests that [#importFile] compares the file with, so that nothing
    /// is parsed while the write transaction is open.
    void prepare(Transaction transaction, CandidateFile file) {
        if (file.isParsed()) {
            digests.entry(transaction, file.digest().key()).ifPresent(row -> sameContent(transaction, row, file));
            if (policy.unheldState(Optional.empty(), file, clock.instant()) == DigestState.PUBLISHED) {
                isTrusted(transaction, file.digest());
            }
        }
    }

    FileRecord importFile(Transaction transaction, CandidateFile file, FolderListing listing) {
        Instant now = clock.instant();
        KnownDigest known = file.isParsed() ? known(transaction, file, listing, now) : KnownDigest.NONE;
        if (known.isOwned()) {
            digests.setPath(transaction, known.row().orElseThrow().number(), file.path());
        }
        FileRecord row = apply(transaction, policy.decide(known, file, now), file, now);
        files.put(transaction, row);
        if (row.problem().isEmpty()) {
            invalidFiles.remove(transaction, row.path());
        }
        return row;
    }

    private KnownDigest known(Transaction transaction, CandidateFile file, FolderListing listing, Instant now) {
        Digest digest = file.digest();
        Optional<DigestRow> found = digests.entry(transaction, digest.key());
        boolean isHeld = false;
        if (found.isPresent()) {
            DigestRow row = found.get();
            boolean isOwned = row.path().equals(file.path())
                    || !fileStillContains(transaction, row.path(), row.number(), listing);
            boolean hasContent = sameContent(transaction, row, file)
                    || (!isOwned
                            && digests.hasRevision(
                                    transaction, row.number(), file.hash().orElseThrow()));
            if (hasContent || !isOwned || row.state() != DigestState.DRAFT) {
                return new KnownDigest(found, isOwned, hasContent, false, Optional.empty(), true);
            }
            isHeld = digests.heldUntil(transaction, row.number()).isPresent();
        }
        boolean arrives = policy.unheldState(found, file, now) == DigestState.PUBLISHED;
        return new KnownDigest(
                found,
                found.isPresent(),
                false,
                isHeld,
                arrives && !isHeld
                        ? ExpectedDigest.of(transaction, digest.key().topic(), policy.latePolicy())
                        : Optional.empty(),
                !arrives || isTrusted(transaction, digest));
    }

    private FileRecord apply(Transaction transaction, IntakeOutcome outcome, CandidateFile file, Instant now) {
        return switch (outcome) {
            case IntakeOutcome.New(Release release) ->
                imported(file, publish(transaction, Optional.empty(), file, release, now));
            case IntakeOutcome.Revision(DigestRow row, Release release) -> {
                revise(transaction, row, file, release, now);
                yield imported(file, row.number());
            }
            case IntakeOutcome.Same(OptionalLong digest) -> file.record(digest, Optional.empty());
            case IntakeOutcome.Conflict(long digest, Diagnostic problem, boolean isReported) -> {
                if (!isReported) {
                    reportInvalid(transaction, file.path(), List.of(problem));
                }
                yield file.record(OptionalLong.of(digest), Optional.of(problem.message()));
            }
            case IntakeOutcome.Invalid(List<Diagnostic> problems, boolean isReported) -> {
                if (!isReported) {
                    reportInvalid(transaction, file.path(), problems);
                }
                yield file.record(
                        OptionalLong.empty(), Optional.of(problems.getFirst().message()));
            }
            case IntakeOutcome.Other() -> {
                if (skippedFiles++ < MAX_LOGGED_FILES) {
                    transaction.afterCommit(
                            () -> LOG.info("{} skipped: it is no digest", ScannedFile.printable(file.path())));
                }
                yield file.record(OptionalLong.empty(), Optional.empty());
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

    private static FileRecord imported(CandidateFile file, long number) {
        return file.record(OptionalLong.of(number), Optional.empty());
    }

    private boolean sameContent(Transaction transaction, DigestRow row, CandidateFile file) {
        return library.all().isLatest(transaction, row, file.hash().orElseThrow(), file.digest());
    }

    private void revise(Transaction transaction, DigestRow row, CandidateFile file, Release release, Instant now) {
        if (row.state() == DigestState.DRAFT) {
            publish(transaction, Optional.of(row), file, release, now);
        } else if (release.state() == DigestState.DRAFT) {
            // The shown revision stays as it is: the messages are deleted later, by the withdrawal.
            store(transaction, row.number(), row.latest() + 1, file, Optional.empty(), release);
            withdrawals.withdraw(transaction, row.number());
        } else {
            correct(transaction, row, file, release, now);
        }
    }

    /// Stores a new digest, or a revision of one that was not published, publishes or holds it, and
    /// returns its number.
    private long publish(
            Transaction transaction, Optional<DigestRow> known, CandidateFile file, Release release, Instant now) {
        Digest digest = file.digest();
        // For readers who saw it before it was withdrawn; the changes since then are not computed.
        Optional<Correction> correction = known.flatMap(DigestRow::withdrawnFrom)
                .flatMap(_ -> digest.correction())
                .map(note -> new Correction(Optional.of(now), note.changes()));
        int revision = known.map(DigestRow::latest).orElse(0) + 1;
        long number;
        if (known.isPresent()) {
            number = known.get().number();
            store(transaction, number, revision, file, correction, release);
            if (release.state() != DigestState.DRAFT) {
                digests.leaveDraft(transaction, number, release.state(), now);
            }
            digests.setShownRevision(transaction, number, revision, digest.title());
        } else {
            topics.add(transaction, digest);
            number = digests.insert(transaction, digest, file.path(), release.state(), now);
            store(transaction, number, revision, file, correction, release);
        }
        index(transaction, number, digest, release.state());
        publishOrHold(transaction, number, file, release);
        return number;
    }

    /// A model's digests need people until they have released some of the topic.
    private boolean isTrusted(Transaction transaction, Digest digest) {
        return digest.model().isEmpty()
                || library.all().isReviewed(transaction, digest.key().topic());
    }

    /// Publishes or holds a digest that was not published before, and reports its warnings.
    private void publishOrHold(Transaction transaction, long number, CandidateFile file, Release release) {
        boolean wasHeld = digests.heldUntil(transaction, number).isPresent();
        if (release.endsHold()) {
            digests.endHold(transaction, number);
        }
        release.heldUntil().ifPresent(until -> {
            digests.hold(transaction, number, until);
            if (!wasHeld) {
                publications.held(transaction, number);
            }
        });
        if (release.state() == DigestState.PUBLISHED) {
            publications.published(transaction, number);
        }
        if (release.isReported()) {
            reportWarnings(transaction, number, file, release.warnings());
        }
    }

    private void correct(Transaction transaction, DigestRow row, CandidateFile file, Release release, Instant now) {
        Digest digest = file.digest();
        boolean isPublished = row.state() == DigestState.PUBLISHED;
        Optional<RevisionChanges> changes = library.all()
                .shown(transaction, row.number())
                .flatMap(shown -> RevisionChanges.between(
                        library.all().withTopicDetails(transaction, shown),
                        library.all().withTopicDetails(transaction, digest)));
        boolean notifiesReaders = isPublished && changes.isPresent();
        Optional<Correction> correction = notifiesReaders
                ? changes.map(what -> new Correction(Optional.of(now), what))
                : digests.correction(transaction, row.number());
        int revision = row.latest() + 1;
        store(transaction, row.number(), revision, file, correction, release);
        digests.setShownRevision(transaction, row.number(), revision, digest.title());
        index(transaction, row.number(), digest, row.state());
        if (notifiesReaders) {
            publications.corrected(transaction, row.number());
        }
        if (isPublished && hasNews(transaction, row, release.warnings())) {
            reportWarnings(transaction, row.number(), file, release.warnings());
        }
    }

    private void store(
            Transaction transaction,
            long number,
            int revision,
            CandidateFile file,
            Optional<Correction> correction,
            Release release) {
        digests.addRevision(
                transaction,
                number,
                revision,
                file.content().orElseThrow(),
                file.digest().perspectives(),
                correction,
                clock.instant());
        digests.addWarnings(transaction, number, revision, release.warnings());
        logImported(transaction, file, revision, release);
    }

    private static void logImported(Transaction transaction, CandidateFile file, int revision, Release release) {
        String name = ScannedFile.printable(file.path());
        DigestKey key = file.digest().key();
        String state = release.heldUntil()
                .map(until -> DigestReview.publishesAt(until)
                        .map(end -> "held until " + end.truncatedTo(ChronoUnit.SECONDS))
                        .orElse("held for review"))
                .orElse(release.state().column());
        transaction.afterCommit(() -> {
            LOG.info("digest {} {} r{} {} ({})", key.topic(), key.day(), revision, state, name);
            release.warnings()
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
}
