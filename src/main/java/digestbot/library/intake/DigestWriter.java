package digestbot.library.intake;

import digestbot.database.Transaction;
import digestbot.digest.Correction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.RevisionChanges;
import digestbot.library.archive.DigestState;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.ExpectedDigest;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.PerspectiveColourStore;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.TopicStore;
import digestbot.library.archive.Withdrawals;
import digestbot.library.search.FullTextIndexStore;
import digestbot.markdown.BulletPoints;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Stores new digests and new revisions of digests, and publishes, holds, corrects or withdraws
/// them. All of it is written in the transaction of the file's import.
final class DigestWriter {

    private final Library library;
    private final PublicationListener publications;
    private final FirstStartPolicy firstStart;
    private final HoldPolicy holdPolicy;
    private final QualityChecks qualityChecks;
    private final ImportReporter reporter;
    private final InstantSource clock;
    private final Withdrawals withdrawals;
    private final DigestStore digests = new DigestStore();
    private final TopicStore topics = new TopicStore();
    private final FullTextIndexStore fullTextIndex = new FullTextIndexStore();
    private final PerspectiveColourStore colours = new PerspectiveColourStore();

    DigestWriter(
            Library library,
            PublicationListener publications,
            FolderImport.ImportSettings settings,
            ImportReporter reporter,
            InstantSource clock) {
        this.library = library;
        this.publications = publications;
        firstStart = settings.firstStart();
        holdPolicy = settings.holdPolicy();
        qualityChecks = new QualityChecks(library, settings.latePolicy());
        this.reporter = reporter;
        this.clock = clock;
        withdrawals = new Withdrawals(library, publications, clock);
    }

    /// `heldUntil` is the time of publication; it is empty if neither a review nor the author holds
    /// the digest.
    record Decision(DigestState state, Optional<Instant> heldUntil, List<Diagnostic> warnings) {

        boolean held() {
            return heldUntil.isPresent();
        }
    }

    /// Loads (and so caches) the digests that [#add] compares a new one with.
    void prepare(Transaction transaction, CandidateFile.ValidCandidate file) {
        if (!file.digest().draft() && released(file) == DigestState.PUBLISHED) {
            qualityChecks.of(transaction, file, Optional.empty());
        }
    }

    /// `unheldState` is the state without the hold policy. `came` is the time of arrival if the
    /// digest has just arrived; empty for a later revision.
    private Decision decide(
            Transaction transaction,
            CandidateFile.ValidCandidate file,
            DigestState unheldState,
            Optional<Instant> came) {
        if (unheldState != DigestState.PUBLISHED) {
            return new Decision(unheldState, Optional.empty(), file.warnings());
        }
        List<Diagnostic> warnings = qualityChecks.of(transaction, file, came);
        Optional<Instant> until = embargo(file)
                .filter(end -> !needsReview(warnings) || end.isAfter(endOfReview()))
                .or(() -> Optional.of(endOfReview()).filter(_ -> needsReview(warnings)));
        return new Decision(until.isPresent() ? DigestState.DRAFT : unheldState, until, warnings);
    }

    private boolean needsReview(List<Diagnostic> warnings) {
        return holdPolicy.holds(!warnings.isEmpty());
    }

    private Instant endOfReview() {
        return clock.instant().plus(holdPolicy.maxDuration());
    }

    /// The time before which the author does not want it published, if that is still to come.
    private Optional<Instant> embargo(CandidateFile.ValidCandidate file) {
        return file.digest().publishAt().filter(clock.instant()::isBefore);
    }

    /// The state after a withdrawal is undone: a digest that was only archived becomes archived
    /// again.
    private DigestState released(DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
        return digestRow.withdrawnFrom().orElseGet(() -> released(file));
    }

    private DigestState released(CandidateFile.ValidCandidate file) {
        boolean old = file.predatesFirstStart()
                && !firstStart.publishes(file.digest().key().day(), clock);
        return old ? DigestState.ARCHIVED : DigestState.PUBLISHED;
    }

    /// Stores a new digest, publishes or holds it, and returns its number.
    long add(Transaction transaction, CandidateFile.ValidCandidate file) {
        Digest digest = file.digest();
        Instant now = clock.instant();
        Decision decision =
                decide(transaction, file, digest.draft() ? DigestState.DRAFT : released(file), Optional.of(now));
        DigestState state = decision.state();
        topics.add(transaction, digest);
        long number = digests.insert(transaction, digest, file.path(), state, now);
        digests.addRevision(
                transaction, number, 1, file.content(), colours.assign(transaction, digest), Optional.empty(), now);
        digests.addWarnings(transaction, number, 1, decision.warnings());
        index(transaction, number, digest, state);
        ImportReporter.imported(transaction, file, 1, decision);
        publishOrHold(transaction, number, file, decision, false);
        return number;
    }

    /// Publishes or holds a digest that was not published before, and reports its warnings.
    private void publishOrHold(
            Transaction transaction,
            long number,
            CandidateFile.ValidCandidate file,
            Decision decision,
            boolean wasHeld) {
        if (decision.held()) {
            if (embargo(file).isPresent()) {
                digests.endHold(transaction, number); // the author may have changed the time
            }
            digests.hold(transaction, number, decision.heldUntil().orElseThrow());
            if (!wasHeld) {
                publications.held(transaction, number);
            }
        } else {
            digests.endHold(transaction, number);
        }
        if (decision.state() == DigestState.PUBLISHED) {
            publications.published(transaction, number);
        }
        boolean could = decision.held() || decision.state() == DigestState.PUBLISHED;
        if (could
                && (needsReview(decision.warnings())
                        || wasHeld
                        || !decision.warnings().isEmpty())) {
            reporter.warnings(transaction, number, file, decision.warnings());
        }
    }

    void revise(Transaction transaction, DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
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
        DigestState unheldState = file.digest().draft() ? DigestState.DRAFT : released(digestRow, file);
        boolean wasHeld = digests.heldUntil(transaction, digestRow.number()).isPresent();
        Decision decision = decide(transaction, file, unheldState, wasHeld ? Optional.empty() : Optional.of(now));
        boolean again = digestRow.withdrawnFrom().isPresent();
        Optional<Correction> correction = again ? authorNote(file.digest(), now) : Optional.empty();
        store(transaction, digestRow, file, correction, decision);
        if (decision.state() != DigestState.DRAFT) {
            digests.leaveDraft(transaction, digestRow.number(), decision.state(), now);
        }
        setShownRevision(transaction, digestRow, file.digest(), decision.state());
        publishOrHold(transaction, digestRow.number(), file, decision, wasHeld);
    }

    /// The author's correction text, dated now, for readers who saw the digest before it was
    /// withdrawn. The changes since then are not computed.
    private static Optional<Correction> authorNote(Digest digest, Instant now) {
        return digest.correction().map(correction -> new Correction(Optional.of(now), correction.changes()));
    }

    /// The shown revision stays as it is: the messages are deleted later, by the withdrawal.
    private void withdraw(Transaction transaction, DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
        store(
                transaction,
                digestRow,
                file,
                Optional.empty(),
                new Decision(DigestState.DRAFT, Optional.empty(), file.warnings()));
        withdrawals.withdraw(transaction, digestRow.number());
    }

    private void correct(Transaction transaction, DigestStore.DigestRow digestRow, CandidateFile.ValidCandidate file) {
        Optional<RevisionChanges> changes = library.all()
                .shown(transaction, digestRow.number())
                .flatMap(shown -> RevisionChanges.between(
                        library.all().withTopicDetails(transaction, shown),
                        library.all().withTopicDetails(transaction, file.digest())));
        boolean notifiesReaders = digestRow.state() == DigestState.PUBLISHED && changes.isPresent();
        Optional<Correction> correction = notifiesReaders
                ? changes.map(what -> new Correction(Optional.of(clock.instant()), what))
                : digests.correction(transaction, digestRow.number());
        List<Diagnostic> warnings = digestRow.state() == DigestState.PUBLISHED
                ? qualityChecks.of(transaction, file, Optional.empty())
                : file.warnings();
        store(transaction, digestRow, file, correction, new Decision(digestRow.state(), Optional.empty(), warnings));
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
            Decision decision) {
        int revision = digestRow.latest() + 1;
        digests.addRevision(
                transaction,
                digestRow.number(),
                revision,
                file.content(),
                colours.assign(transaction, file.digest()),
                correction,
                clock.instant());
        digests.addWarnings(transaction, digestRow.number(), revision, decision.warnings());
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

    /// Compares a digest with earlier ones and warns of anything unusual.
    ///
    /// A perspective has too few points if it has at most a third of the median of the last seven
    /// digests, provided that at least five of them had the perspective.
    private record QualityChecks(Library library, LatePolicy latePolicy) {

        private static final int COMPARED_DIGESTS = 7;
        private static final int MIN_SAMPLES = 5;
        private static final int DAYS = 30;
        private static final int FEWER_FACTOR = 3;

        /// All warnings about a digest that would be published. `receivedAt` is empty unless the
        /// digest has just been received.
        List<Diagnostic> of(Transaction transaction, CandidateFile.ValidCandidate file, Optional<Instant> receivedAt) {
            List<Diagnostic> all = new ArrayList<>();
            receivedAt
                    .flatMap(now -> lateness(transaction, file.digest().key(), now))
                    .ifPresent(all::add);
            all.addAll(file.warnings());
            List<Digest> before = before(transaction, file.digest().key());
            for (int i = 0; i < file.digest().perspectives().size(); i++) {
                checkPointCount(file, i, before).ifPresent(all::add);
            }
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

        private List<Digest> before(Transaction transaction, DigestKey key) {
            List<Digest> found = new ArrayList<>();
            Optional<StoredDigest> next = library.previous(transaction, key, DAYS);
            while (next.isPresent() && found.size() < COMPARED_DIGESTS) {
                Digest digest = next.orElseThrow().digest();
                found.add(digest);
                next = library.previous(transaction, digest.key(), DAYS);
            }
            return found;
        }

        /// The warning about the number of points. A perspective without points, or one about which
        /// the file's own checks already warn, gets no second warning.
        private static Optional<Diagnostic> checkPointCount(
                CandidateFile.ValidCandidate file, int ordinal, List<Digest> before) {
            Digest digest = file.digest();
            String perspective = digest.perspectives().get(ordinal).id();
            int points = BulletPoints.count(digest.perspective(ordinal));
            List<Integer> typical = before.stream()
                    .flatMapToInt(other -> other.ordinal(perspective).stream()
                            .map(found -> BulletPoints.count(other.perspective(found))))
                    .boxed()
                    .sorted()
                    .toList();
            if (points == 0
                    || typical.size() < MIN_SAMPLES
                    || points * FEWER_FACTOR > typical.get(typical.size() / 2)) {
                return Optional.empty();
            }
            int line = ordinal < file.parsed().perspectiveLines().size()
                    ? file.parsed().perspectiveLines().get(ordinal)
                    : 1;
            boolean told = file.warnings().stream().anyMatch(diagnostic -> diagnostic.line() == line);
            return told
                    ? Optional.empty()
                    : Optional.of(new Diagnostic(
                            line,
                            "the perspective “%s” reports %d, usually about %d: check that none was lost"
                                    .formatted(
                                            digest.perspectives().get(ordinal).name(),
                                            points,
                                            typical.get(typical.size() / 2))));
        }
    }
}
