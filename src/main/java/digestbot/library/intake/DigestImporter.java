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
import digestbot.library.search.FullTextIndexStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Imports a file that was read: as a new digest, as a revision, as an unchanged file, or as an
/// invalid file. Its writes and those of its listeners are one transaction.
final class DigestImporter {

    private static final Logger LOG = LoggerFactory.getLogger(DigestImporter.class);

    private final Library library;
    private final PublicationListener publications;
    private final FileProblemListener problems;
    private final FirstStartPolicy firstStart;
    private final HoldPolicy hold;
    private final QualityChecks scrutiny;
    private final InstantSource clock;
    private final DigestStore digests = new DigestStore();
    private final FileStore files = new FileStore();
    private final InvalidFileStore refused = new InvalidFileStore();
    private final LogLimiter logged;
    private final TopicStore topics = new TopicStore();
    private final FullTextIndexStore words = new FullTextIndexStore();
    private final HeldDigestStore held = new HeldDigestStore();
    private final WarningStore warningStore = new WarningStore();

    DigestImporter(
            Library library,
            PublicationListener publications,
            FileProblemListener problems,
            FolderImport.Settings settings,
            LogLimiter logged,
            InstantSource clock) {
        this.library = library;
        this.publications = publications;
        this.problems = problems;
        this.firstStart = settings.firstStart();
        this.hold = settings.hold();
        this.scrutiny = new QualityChecks(library, settings.punctuality());
        this.logged = logged;
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
            if (!sound.digest().draft() && released(sound) == DigestState.PUBLISHED) {
                scrutiny.of(transaction, sound, Optional.empty());
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
            report(transaction, broken.path(), broken.problems());
        }
        return new KnownFile(
                broken.path(),
                broken.stamp(),
                broken.hash(),
                OptionalLong.empty(),
                Optional.of(broken.text()),
                early(broken));
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
        Judged judged =
                judged(transaction, file, digest.draft() ? DigestState.DRAFT : released(file), Optional.of(now));
        DigestState state = judged.state();
        topics.add(transaction, digest);
        long number = digests.insert(transaction, digest, file.path(), state, now);
        digests.addRevision(transaction, number, 1, file.content(), Optional.empty(), now);
        warningStore.add(transaction, number, 1, judged.warnings());
        index(transaction, number, digest, state);
        tell(transaction, file, 1, judged);
        settle(transaction, number, file, judged, false);
        return number;
    }

    /// The decision on a digest.
    ///
    /// @param state the digest's new state
    /// @param held whether it would be published if it were not held for review
    private record Judged(DigestState state, boolean held, List<Diagnostic> warnings) {}

    /// @param could the state it would get without the hold policy
    /// @param came the time of arrival if it has just arrived; empty for a later revision
    private Judged judged(
            Transaction transaction, CandidateFile.Sound file, DigestState could, Optional<Instant> came) {
        if (could != DigestState.PUBLISHED) {
            return new Judged(could, false, file.warnings());
        }
        List<Diagnostic> warnings = scrutiny.of(transaction, file, came);
        boolean holds = hold.holds(!warnings.isEmpty());
        return new Judged(holds ? DigestState.DRAFT : could, holds, warnings);
    }

    /// Publishes or holds a digest that was not published before, and reports its warnings.
    ///
    /// @param wasHeld whether it was held for review until now
    private void settle(
            Transaction transaction, long number, CandidateFile.Sound file, Judged judged, boolean wasHeld) {
        if (judged.held()) {
            held.hold(transaction, number, clock.instant().plus(hold.longest()));
        } else {
            held.let(transaction, number);
        }
        if (judged.state() == DigestState.PUBLISHED) {
            publications.published(transaction, number);
        }
        boolean could = judged.held() || judged.state() == DigestState.PUBLISHED;
        if (could && (judged.held() || wasHeld || !judged.warnings().isEmpty())) {
            warning(transaction, number, file, judged.warnings());
        }
    }

    private void warning(Transaction transaction, long number, CandidateFile.Sound file, List<Diagnostic> warnings) {
        Optional<Instant> until = held.until(transaction, number);
        Digest digest = library.all().known(transaction, file.digest());
        problems.doubted(
                transaction, new QualityReport(number, digest, ScannedFile.printable(file.path()), warnings, until));
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
        DigestState could = file.digest().draft() ? DigestState.DRAFT : released(entry, file);
        boolean wasHeld = held.until(transaction, entry.number()).isPresent();
        Judged judged = judged(transaction, file, could, wasHeld ? Optional.empty() : Optional.of(now));
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
        store(transaction, entry, file, Optional.empty(), new Judged(DigestState.DRAFT, false, file.warnings()));
        digests.withdraw(transaction, entry.number(), clock.instant());
        library.all().nameTopicWithout(transaction, entry.number());
        if (entry.state() == DigestState.PUBLISHED) {
            publications.withdrawn(transaction, entry.number());
        }
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
                ? scrutiny.of(transaction, file, Optional.empty())
                : file.warnings();
        store(transaction, entry, file, correction, new Judged(entry.state(), false, warnings));
        show(transaction, entry, file.digest(), entry.state());
        if (tells) {
            publications.corrected(transaction, entry.number());
        }
        if (entry.state() == DigestState.PUBLISHED && hasNews(transaction, entry, warnings)) {
            warning(transaction, entry.number(), file, warnings);
        }
    }

    /// Tells whether there is a warning that the previous revision did not have.
    private boolean hasNews(Transaction transaction, DigestStore.Entry entry, List<Diagnostic> warnings) {
        Set<String> before = warningStore.of(transaction, entry.number(), entry.latest()).stream()
                .map(Diagnostic::message)
                .collect(Collectors.toSet());
        return warnings.stream().anyMatch(diagnostic -> !before.contains(diagnostic.message()));
    }

    private void store(
            Transaction transaction,
            DigestStore.Entry entry,
            CandidateFile.Sound file,
            Optional<Correction> correction,
            Judged judged) {
        int revision = entry.latest() + 1;
        digests.addRevision(transaction, entry.number(), revision, file.content(), correction, clock.instant());
        warningStore.add(transaction, entry.number(), revision, judged.warnings());
        tell(transaction, file, revision, judged);
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
            report(transaction, file.path(), List.of(new Diagnostic(1, text)));
        }
        return new KnownFile(
                file.path(),
                file.stamp(),
                Optional.of(file.hash()),
                OptionalLong.of(entry.number()),
                Optional.of(text),
                early(file));
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

    /// The state after a withdrawal is undone: a digest that was only archived becomes archived
    /// again.
    private DigestState released(DigestStore.Entry entry, CandidateFile.Sound file) {
        return entry.withdrawnFrom().orElseGet(() -> released(file));
    }

    private DigestState released(CandidateFile.Sound file) {
        boolean old = early(file) && !firstStart.publishes(file.digest().key().day(), clock);
        return old ? DigestState.SHELVED : DigestState.PUBLISHED;
    }

    private static boolean early(CandidateFile candidate) {
        return candidate.before().filter(KnownFile::early).isPresent();
    }

    private static KnownFile taken(CandidateFile.Sound file, long number) {
        return new KnownFile(
                file.path(), file.stamp(), Optional.of(file.hash()), OptionalLong.of(number), Optional.empty(), false);
    }

    private void report(Transaction transaction, String path, List<Diagnostic> diagnostics) {
        String name = ScannedFile.printable(path);
        refused.put(transaction, path, diagnostics);
        problems.found(transaction, name, diagnostics);
        if (logged.takesFile()) {
            transaction.afterCommit(() -> diagnostics.forEach(
                    diagnostic -> LOG.warn("{}:{}: {}", name, diagnostic.line(), diagnostic.message())));
        }
    }

    private static void tell(Transaction transaction, CandidateFile.Sound file, int revision, Judged judged) {
        String name = ScannedFile.printable(file.path());
        DigestKey key = file.digest().key();
        String state = judged.held() ? "held for review" : judged.state().column();
        transaction.afterCommit(() -> {
            LOG.info("digest {} {} r{} {} ({})", key.topic(), key.day(), revision, state, name);
            judged.warnings()
                    .forEach(diagnostic -> LOG.info("{}:{}: {}", name, diagnostic.line(), diagnostic.message()));
        });
    }
}
