package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Correction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.RevisionChanges;
import digestbot.library.archive.AllDigests;
import digestbot.library.archive.DigestState;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.FileRecord;
import digestbot.library.archive.FileStore;
import digestbot.library.archive.HeldDigestStore;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.RevisionStore;
import digestbot.library.archive.TopicStore;
import digestbot.library.archive.WarningStore;
import digestbot.library.archive.Withdrawals;
import digestbot.library.search.FullTextIndexStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Imports a file that was read: as a new digest, as a revision, as an unchanged file, or as an
/// invalid file. Its writes and those of its listeners are one transaction.
final class DigestImporter {

    private final Library library;
    private final PublicationListener publications;
    private final PublicationDecision decision;
    private final QualityChecks qualityChecks;
    private final ImportReporter reporter;
    private final InstantSource clock;
    private final DigestStore digests = new DigestStore();
    private final FileStore files = new FileStore();
    private final InvalidFileStore invalidFiles = new InvalidFileStore();
    private final TopicStore topics = new TopicStore();
    private final FullTextIndexStore fullTextIndex = new FullTextIndexStore();
    private final HeldDigestStore heldDigests = new HeldDigestStore();
    private final WarningStore warningStore = new WarningStore();
    private final Withdrawals withdrawals;

    DigestImporter(
            Library library,
            PublicationListener publications,
            FileProblemListener problems,
            FolderImport.ImportSettings settings,
            LogLimiter logLimiter,
            InstantSource clock) {
        this.library = library;
        this.publications = publications;
        this.qualityChecks = new QualityChecks(library, settings.latePolicy());
        this.decision = new PublicationDecision(settings, qualityChecks, clock);
        this.reporter = new ImportReporter(library, problems, logLimiter);
        this.withdrawals = new Withdrawals(library, publications, clock);
        this.clock = clock;
    }

    /// Imports the file and returns its new record.
    FileRecord importFile(Transaction transaction, CandidateFile candidate, FolderListing listing) {
        FileRecord row = switch (candidate) {
            case CandidateFile.UnchangedCandidate touched -> touched.row().withStamp(touched.stamp());
            case CandidateFile.InvalidCandidate broken -> recordInvalid(transaction, broken);
            case CandidateFile.ValidCandidate sound -> importFile(transaction, sound, listing);
        };
        files.put(transaction, row);
        if (row.problem().isEmpty()) {
            invalidFiles.remove(transaction, row.path());
        }
        return row;
    }

    /// Loads (and so caches) the digests that [#importFile] compares the file with, so that nothing
    /// is parsed while the write transaction is open.
    void prepare(Transaction transaction, CandidateFile candidate) {
        if (candidate instanceof CandidateFile.ValidCandidate sound) {
            digests.entry(transaction, sound.digest().key())
                    .ifPresent(digestRow -> sameContent(transaction, digestRow, sound));
            if (!sound.digest().draft() && decision.released(sound) == DigestState.PUBLISHED) {
                qualityChecks.of(transaction, sound, Optional.empty());
            }
        }
    }

    /// Tells whether the digest's file still exists and still contains that digest.
    boolean isStillInFile(Transaction transaction, long digest, FolderListing listing) {
        return fileStillContains(transaction, digests.path(transaction, digest), digest, listing);
    }

    private boolean fileStillContains(Transaction transaction, String path, long digest, FolderListing listing) {
        return !listing.isCertainlyMissing(path)
                && files.row(transaction, path)
                        .filter(row -> row.holdsOtherThan(digest))
                        .isEmpty();
    }

    private FileRecord recordInvalid(Transaction transaction, CandidateFile.InvalidCandidate broken) {
        if (!broken.isReported()) {
            reporter.invalid(transaction, broken.path(), broken.problems());
        }
        return new FileRecord(
                broken.path(),
                broken.stamp(),
                broken.hash(),
                OptionalLong.empty(),
                Optional.of(broken.firstError()),
                PublicationDecision.predatesFirstStart(broken));
    }

    private FileRecord importFile(Transaction transaction, CandidateFile.ValidCandidate file, FolderListing listing) {
        Optional<DigestStore.DigestRow> known =
                digests.entry(transaction, file.digest().key());
        if (known.isEmpty()) {
            return importedRecord(file, add(transaction, file));
        }
        DigestStore.DigestRow digestRow = known.get();
        boolean ownsDigest = digestRow.path().equals(file.path())
                || !fileStillContains(transaction, digestRow.path(), digestRow.number(), listing);
        if (ownsDigest) {
            digests.setPath(transaction, digestRow.number(), file.path());
        }
        if (sameContent(transaction, digestRow, file)) {
            return importedRecord(file, digestRow.number());
        }
        if (ownsDigest) {
            revise(transaction, digestRow, file);
            return importedRecord(file, digestRow.number());
        }
        if (digests.hasRevision(transaction, digestRow.number(), file.hash())) {
            return importedRecord(file, digestRow.number());
        }
        return reportConflict(transaction, digestRow, file);
    }

    private long add(Transaction transaction, CandidateFile.ValidCandidate file) {
        Digest digest = file.digest();
        Instant now = clock.instant();
        PublicationDecision.Result decided = decision.of(
                transaction, file, digest.draft() ? DigestState.DRAFT : decision.released(file), Optional.of(now));
        DigestState state = decided.state();
        topics.add(transaction, digest);
        long number = digests.insert(transaction, digest, file.path(), state, now);
        digests.addRevision(transaction, number, 1, file.content(), Optional.empty(), now);
        warningStore.add(transaction, number, 1, decided.warnings());
        index(transaction, number, digest, state);
        ImportReporter.imported(transaction, file, 1, decided);
        publishOrHold(transaction, number, file, decided, false);
        return number;
    }

    /// Publishes or holds a digest that was not published before, and reports its warnings.
    ///
    /// @param wasHeld true if it was held for review until now
    private void publishOrHold(
            Transaction transaction,
            long number,
            CandidateFile.ValidCandidate file,
            PublicationDecision.Result decided,
            boolean wasHeld) {
        if (decided.held()) {
            heldDigests.hold(transaction, number, clock.instant().plus(decision.longestHold()));
        } else {
            heldDigests.endHold(transaction, number);
        }
        if (decided.state() == DigestState.PUBLISHED) {
            publications.published(transaction, number);
        }
        boolean could = decided.held() || decided.state() == DigestState.PUBLISHED;
        if (could && (decided.held() || wasHeld || !decided.warnings().isEmpty())) {
            reporter.warnings(transaction, number, file, decided.warnings());
        }
    }

    private void revise(Transaction transaction, DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
        boolean draft = file.digest().draft();
        if (digestRow.state() == DigestState.DRAFT) {
            reviseDraft(transaction, digestRow, file);
        } else if (draft) {
            withdraw(transaction, digestRow, file);
        } else {
            correct(transaction, digestRow, file);
        }
    }

    private void reviseDraft(
            Transaction transaction, DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
        Instant now = clock.instant();
        DigestState unheldState = file.digest().draft() ? DigestState.DRAFT : decision.released(digestRow, file);
        boolean wasHeld = heldDigests.heldUntil(transaction, digestRow.number()).isPresent();
        PublicationDecision.Result decided =
                decision.of(transaction, file, unheldState, wasHeld ? Optional.empty() : Optional.of(now));
        boolean again = digestRow.withdrawnFrom().isPresent();
        Optional<Correction> correction = again ? authorNote(file.digest(), now) : Optional.empty();
        store(transaction, digestRow, file, correction, decided);
        if (decided.state() != DigestState.DRAFT) {
            digests.release(transaction, digestRow.number(), decided.state(), now);
        }
        setShownRevision(transaction, digestRow, file.digest(), decided.state());
        publishOrHold(transaction, digestRow.number(), file, decided, wasHeld);
    }

    /// The author's correction text, dated now, for readers who saw the digest before it was
    /// withdrawn. The changes since then are not computed.
    private static Optional<Correction> authorNote(Digest digest, Instant now) {
        return digest.correction().map(correction -> new Correction(Optional.of(now), correction.changes()));
    }

    /// Withdraws the digest. The shown revision stays as it is: the messages are deleted later, by
    /// the withdrawal.
    private void withdraw(Transaction transaction, DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
        store(
                transaction,
                digestRow,
                file,
                Optional.empty(),
                new PublicationDecision.Result(DigestState.DRAFT, false, file.warnings()));
        withdrawals.withdraw(transaction, digestRow.number());
    }

    private void correct(Transaction transaction, DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
        Optional<AllDigests.ShownRevision> before = library.all().shown(transaction, digestRow.number());
        Optional<RevisionChanges> changes = before.flatMap(shown -> RevisionChanges.between(
                library.all().withTopicDetails(transaction, shown.digest()),
                library.all().withTopicDetails(transaction, file.digest())));
        boolean notifiesReaders = digestRow.state() == DigestState.PUBLISHED && changes.isPresent();
        Optional<Correction> correction = notifiesReaders
                ? changes.map(what -> new Correction(Optional.of(clock.instant()), what))
                : before.flatMap(AllDigests.ShownRevision::correction);
        List<Diagnostic> warnings = digestRow.state() == DigestState.PUBLISHED
                ? qualityChecks.of(transaction, file, Optional.empty())
                : file.warnings();
        store(
                transaction,
                digestRow,
                file,
                correction,
                new PublicationDecision.Result(digestRow.state(), false, warnings));
        setShownRevision(transaction, digestRow, file.digest(), digestRow.state());
        if (notifiesReaders) {
            publications.corrected(transaction, digestRow.number());
        }
        if (digestRow.state() == DigestState.PUBLISHED && reporter.hasNews(transaction, digestRow, warnings)) {
            reporter.warnings(transaction, digestRow.number(), file, warnings);
        }
    }

    private void store(
            Transaction transaction,
            DigestStore.DigestRow digestRow,
            CandidateFile.ValidCandidate file,
            Optional<Correction> correction,
            PublicationDecision.Result decision) {
        int revision = digestRow.latest() + 1;
        digests.addRevision(transaction, digestRow.number(), revision, file.content(), correction, clock.instant());
        warningStore.add(transaction, digestRow.number(), revision, decision.warnings());
        ImportReporter.imported(transaction, file, revision, decision);
    }

    private void setShownRevision(
            Transaction transaction, DigestStore.DigestRow digestRow, Digest digest, DigestState state) {
        digests.setShownRevision(transaction, digestRow.number(), digestRow.latest() + 1, digest.title());
        index(transaction, digestRow.number(), digest, state);
    }

    private void index(Transaction transaction, long number, Digest digest, DigestState state) {
        fullTextIndex.put(transaction, number, digest);
        if (state != DigestState.DRAFT) {
            topics.updateName(transaction, number, digest);
        }
    }

    private FileRecord reportConflict(
            Transaction transaction, DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
        DigestKey key = file.digest().key();
        String text = "is the same digest as %s (%s, %s, %s%s) with other content; put the correction into that file,"
                        .formatted(
                                ScannedFile.printable(digestRow.path()),
                                key.topic(),
                                key.day(),
                                key.language(),
                                key.edition().isEmpty() ? "" : ", edition " + key.edition())
                + " or remove one of the two, or give this one an `edition` of its own";
        boolean known = file.previous()
                .filter(row -> row.hash().equals(Optional.of(file.hash()))
                        && row.problem().equals(Optional.of(text)))
                .isPresent();
        if (!known) {
            reporter.invalid(transaction, file.path(), List.of(new Diagnostic(1, text)));
        }
        return new FileRecord(
                file.path(),
                file.stamp(),
                Optional.of(file.hash()),
                OptionalLong.of(digestRow.number()),
                Optional.of(text),
                PublicationDecision.predatesFirstStart(file));
    }

    /// Tells whether the bytes are equal, or parse to an equal digest (for example with other line
    /// endings).
    private boolean sameContent(
            Transaction transaction, DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
        if (digestRow.hash().equals(file.hash())) {
            return true;
        }
        var latest = new RevisionStore.Revision(
                digestRow.number(), digestRow.latest(), digestRow.hash(), Optional.empty(), Optional.empty());
        return library.all().parsed(transaction, latest) instanceof ParseResult.Parsed stored
                && stored.digest().equals(file.digest());
    }

    private static FileRecord importedRecord(CandidateFile.ValidCandidate file, long number) {
        return new FileRecord(
                file.path(), file.stamp(), Optional.of(file.hash()), OptionalLong.of(number), Optional.empty(), false);
    }
}
