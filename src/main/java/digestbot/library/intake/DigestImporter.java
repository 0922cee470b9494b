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
import digestbot.library.archive.FileStore;
import digestbot.library.archive.HeldDigestStore;
import digestbot.library.archive.KnownFile;
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
    private final InvalidFileStore refused = new InvalidFileStore();
    private final TopicStore topics = new TopicStore();
    private final FullTextIndexStore words = new FullTextIndexStore();
    private final HeldDigestStore held = new HeldDigestStore();
    private final WarningStore warningStore = new WarningStore();
    private final Withdrawals withdrawals;

    DigestImporter(
            Library library,
            PublicationListener publications,
            FileProblemListener problems,
            FolderImport.Settings settings,
            LogLimiter logged,
            InstantSource clock) {
        this.library = library;
        this.publications = publications;
        this.qualityChecks = new QualityChecks(library, settings.punctuality());
        this.decision = new PublicationDecision(settings, qualityChecks, clock);
        this.reporter = new ImportReporter(library, problems, logged);
        this.withdrawals = new Withdrawals(library, publications, clock);
        this.clock = clock;
    }

    /// Imports the file and returns its new record.
    KnownFile take(Transaction transaction, CandidateFile candidate, FolderListing listing) {
        KnownFile row = switch (candidate) {
            case CandidateFile.Touched touched -> touched.row().at(touched.stamp());
            case CandidateFile.Broken broken -> refuse(transaction, broken);
            case CandidateFile.Sound sound -> take(transaction, sound, listing);
        };
        files.put(transaction, row);
        if (row.problem().isEmpty()) {
            refused.remove(transaction, row.path());
        }
        return row;
    }

    /// Loads (and so caches) the digests that [#take] compares the file with, so that nothing is
    /// parsed while the write transaction is open.
    void prepare(Transaction transaction, CandidateFile candidate) {
        if (candidate instanceof CandidateFile.Sound sound) {
            digests.entry(transaction, sound.digest().key()).ifPresent(entry -> sameContent(transaction, entry, sound));
            if (!sound.digest().draft() && decision.released(sound) == DigestState.PUBLISHED) {
                qualityChecks.of(transaction, sound, Optional.empty());
            }
        }
    }

    /// Tells whether the digest's file still exists and still contains that digest.
    boolean held(Transaction transaction, long digest, FolderListing listing) {
        return holds(transaction, digests.path(transaction, digest), digest, listing);
    }

    private boolean holds(Transaction transaction, String path, long digest, FolderListing listing) {
        return !listing.lacks(path)
                && files.row(transaction, path)
                        .filter(row -> row.holdsOtherThan(digest))
                        .isEmpty();
    }

    private KnownFile refuse(Transaction transaction, CandidateFile.Broken broken) {
        if (!broken.reported()) {
            reporter.invalid(transaction, broken.path(), broken.problems());
        }
        return new KnownFile(
                broken.path(),
                broken.stamp(),
                broken.hash(),
                OptionalLong.empty(),
                Optional.of(broken.text()),
                PublicationDecision.early(broken));
    }

    private KnownFile take(Transaction transaction, CandidateFile.Sound file, FolderListing listing) {
        Optional<DigestStore.Entry> known =
                digests.entry(transaction, file.digest().key());
        if (known.isEmpty()) {
            return taken(file, add(transaction, file));
        }
        DigestStore.Entry entry = known.get();
        boolean ours = entry.path().equals(file.path()) || !holds(transaction, entry.path(), entry.number(), listing);
        if (ours) {
            digests.move(transaction, entry.number(), file.path());
        }
        if (sameContent(transaction, entry, file)) {
            return taken(file, entry.number());
        }
        if (ours) {
            revise(transaction, entry, file);
            return taken(file, entry.number());
        }
        if (digests.had(transaction, entry.number(), file.hash())) {
            return taken(file, entry.number());
        }
        return contradiction(transaction, entry, file);
    }

    private long add(Transaction transaction, CandidateFile.Sound file) {
        Digest digest = file.digest();
        Instant now = clock.instant();
        PublicationDecision.Result judged = decision.of(
                transaction, file, digest.draft() ? DigestState.DRAFT : decision.released(file), Optional.of(now));
        DigestState state = judged.state();
        topics.add(transaction, digest);
        long number = digests.insert(transaction, digest, file.path(), state, now);
        digests.addRevision(transaction, number, 1, file.content(), Optional.empty(), now);
        warningStore.add(transaction, number, 1, judged.warnings());
        index(transaction, number, digest, state);
        ImportReporter.imported(transaction, file, 1, judged);
        settle(transaction, number, file, judged, false);
        return number;
    }

    /// Publishes or holds a digest that was not published before, and reports its warnings.
    ///
    /// @param wasHeld whether it was held for review until now
    private void settle(
            Transaction transaction,
            long number,
            CandidateFile.Sound file,
            PublicationDecision.Result judged,
            boolean wasHeld) {
        if (judged.held()) {
            held.hold(transaction, number, clock.instant().plus(decision.longestHold()));
        } else {
            held.let(transaction, number);
        }
        if (judged.state() == DigestState.PUBLISHED) {
            publications.published(transaction, number);
        }
        boolean could = judged.held() || judged.state() == DigestState.PUBLISHED;
        if (could && (judged.held() || wasHeld || !judged.warnings().isEmpty())) {
            reporter.warnings(transaction, number, file, judged.warnings());
        }
    }

    private void revise(Transaction transaction, DigestStore.Entry entry, CandidateFile.Sound file) {
        boolean draft = file.digest().draft();
        if (entry.state() == DigestState.DRAFT) {
            reviseDraft(transaction, entry, file);
        } else if (draft) {
            withdraw(transaction, entry, file);
        } else {
            correct(transaction, entry, file);
        }
    }

    private void reviseDraft(Transaction transaction, DigestStore.Entry entry, CandidateFile.Sound file) {
        Instant now = clock.instant();
        DigestState could = file.digest().draft() ? DigestState.DRAFT : decision.released(entry, file);
        boolean wasHeld = held.until(transaction, entry.number()).isPresent();
        PublicationDecision.Result judged =
                decision.of(transaction, file, could, wasHeld ? Optional.empty() : Optional.of(now));
        boolean again = entry.withdrawnFrom().isPresent();
        Optional<Correction> told = again ? said(file.digest(), now) : Optional.empty();
        store(transaction, entry, file, told, judged);
        if (judged.state() != DigestState.DRAFT) {
            digests.release(transaction, entry.number(), judged.state(), now);
        }
        show(transaction, entry, file.digest(), judged.state());
        settle(transaction, entry.number(), file, judged, wasHeld);
    }

    /// The author's correction text, dated now, for readers who saw the digest before it was
    /// withdrawn. The changes since then are not computed.
    private static Optional<Correction> said(Digest digest, Instant now) {
        return digest.correction().map(told -> new Correction(Optional.of(now), told.what()));
    }

    /// The shown revision stays as it is: the messages are deleted later, by the withdrawal.
    private void withdraw(Transaction transaction, DigestStore.Entry entry, CandidateFile.Sound file) {
        store(
                transaction,
                entry,
                file,
                Optional.empty(),
                new PublicationDecision.Result(DigestState.DRAFT, false, file.warnings()));
        withdrawals.withdraw(transaction, entry.number());
    }

    private void correct(Transaction transaction, DigestStore.Entry entry, CandidateFile.Sound file) {
        Optional<AllDigests.Shown> before = library.all().shown(transaction, entry.number());
        Optional<RevisionChanges> changes = before.flatMap(shown -> RevisionChanges.between(
                library.all().known(transaction, shown.digest()), library.all().known(transaction, file.digest())));
        boolean tells = entry.state() == DigestState.PUBLISHED && changes.isPresent();
        Optional<Correction> correction = tells
                ? changes.map(what -> new Correction(Optional.of(clock.instant()), what))
                : before.flatMap(AllDigests.Shown::correction);
        List<Diagnostic> warnings = entry.state() == DigestState.PUBLISHED
                ? qualityChecks.of(transaction, file, Optional.empty())
                : file.warnings();
        store(transaction, entry, file, correction, new PublicationDecision.Result(entry.state(), false, warnings));
        show(transaction, entry, file.digest(), entry.state());
        if (tells) {
            publications.corrected(transaction, entry.number());
        }
        if (entry.state() == DigestState.PUBLISHED && reporter.hasNews(transaction, entry, warnings)) {
            reporter.warnings(transaction, entry.number(), file, warnings);
        }
    }

    private void store(
            Transaction transaction,
            DigestStore.Entry entry,
            CandidateFile.Sound file,
            Optional<Correction> correction,
            PublicationDecision.Result judged) {
        int revision = entry.latest() + 1;
        digests.addRevision(transaction, entry.number(), revision, file.content(), correction, clock.instant());
        warningStore.add(transaction, entry.number(), revision, judged.warnings());
        ImportReporter.imported(transaction, file, revision, judged);
    }

    private void show(Transaction transaction, DigestStore.Entry entry, Digest digest, DigestState state) {
        digests.show(transaction, entry.number(), entry.latest() + 1, digest.title());
        index(transaction, entry.number(), digest, state);
    }

    private void index(Transaction transaction, long number, Digest digest, DigestState state) {
        words.put(transaction, number, digest);
        if (state != DigestState.DRAFT) {
            topics.name(transaction, number, digest);
        }
    }

    private KnownFile contradiction(Transaction transaction, DigestStore.Entry entry, CandidateFile.Sound file) {
        DigestKey key = file.digest().key();
        String text = "is the same digest as %s (%s, %s, %s%s) with other content; put the correction into that file,"
                        .formatted(
                                ScannedFile.printable(entry.path()),
                                key.topic(),
                                key.day(),
                                key.language(),
                                key.edition().isEmpty() ? "" : ", edition " + key.edition())
                + " or remove one of the two, or give this one an `edition` of its own";
        boolean known = file.before()
                .filter(row -> row.hash().equals(Optional.of(file.hash()))
                        && row.problem().equals(Optional.of(text)))
                .isPresent();
        if (!known) {
            reporter.invalid(transaction, file.path(), List.of(new Diagnostic(1, text)));
        }
        return new KnownFile(
                file.path(),
                file.stamp(),
                Optional.of(file.hash()),
                OptionalLong.of(entry.number()),
                Optional.of(text),
                PublicationDecision.early(file));
    }

    /// Tells whether the bytes are equal, or parse to an equal digest (for example with other line
    /// endings).
    private boolean sameContent(Transaction transaction, DigestStore.Entry entry, CandidateFile.Sound file) {
        if (entry.hash().equals(file.hash())) {
            return true;
        }
        var latest = new RevisionStore.Revision(
                entry.number(), entry.latest(), entry.hash(), Optional.empty(), Optional.empty());
        return library.all().parsed(transaction, latest) instanceof ParseResult.Parsed stored
                && stored.digest().equals(file.digest());
    }

    private static KnownFile taken(CandidateFile.Sound file, long number) {
        return new KnownFile(
                file.path(), file.stamp(), Optional.of(file.hash()), OptionalLong.of(number), Optional.empty(), false);
    }
}
