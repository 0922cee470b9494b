package digestbot.library;

import digestbot.database.Transaction;
import digestbot.digest.Changes;
import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.Remark;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides what becomes of a file that was read: a new digest, a revision, nothing new, or a problem. What it writes
/// and what it tells others belongs to one transaction.
final class Shelf {

    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

    private final Library library;
    private final Publications publications;
    private final Problems problems;
    private final FirstStart firstStart;
    private final InstantSource clock;
    private final DigestStore digests = new DigestStore();
    private final FileStore files = new FileStore();
    private final TopicStore topics = new TopicStore();
    private final WordStore words = new WordStore();

    Shelf(Library library, Publications publications, Problems problems, FirstStart firstStart, InstantSource clock) {
        this.library = library;
        this.publications = publications;
        this.problems = problems;
        this.firstStart = firstStart;
        this.clock = clock;
    }

    /// Takes in the file and gives what to remember of it.
    FileRow take(Transaction transaction, Candidate candidate, Listing listing) {
        FileRow row = switch (candidate) {
            case Candidate.Touched touched -> touched.row().at(touched.stamp());
            case Candidate.Broken broken -> refuse(transaction, broken);
            case Candidate.Sound sound -> take(transaction, sound, listing);
        };
        files.put(transaction, row);
        return row;
    }

    /// Reads what [#take] will compare the file with, so that nothing is parsed while it holds the writer.
    void prepare(Transaction transaction, Candidate candidate) {
        if (candidate instanceof Candidate.Sound sound) {
            digests.entry(transaction, sound.digest().key()).ifPresent(entry -> sameContent(transaction, entry, sound));
        }
    }

    /// Whether the digest's file is still there and is not another digest by now.
    boolean held(Transaction transaction, long digest, Listing listing) {
        return holds(transaction, digests.path(transaction, digest), digest, listing);
    }

    private boolean holds(Transaction transaction, String path, long digest, Listing listing) {
        return !listing.lacks(path)
                && files.row(transaction, path)
                        .filter(row -> row.holdsOtherThan(digest))
                        .isEmpty();
    }

    private FileRow refuse(Transaction transaction, Candidate.Broken broken) {
        if (!broken.reported()) {
            report(transaction, broken.path(), broken.problems());
        }
        return new FileRow(
                broken.path(),
                broken.stamp(),
                broken.hash(),
                OptionalLong.empty(),
                Optional.of(broken.text()),
                early(broken));
    }

    private FileRow take(Transaction transaction, Candidate.Sound file, Listing listing) {
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

    private long add(Transaction transaction, Candidate.Sound file) {
        Digest digest = file.digest();
        Instant now = clock.instant();
        State state = digest.draft() ? State.DRAFT : released(file);
        topics.add(transaction, digest);
        long number = digests.insert(transaction, digest, file.path(), state, now);
        digests.addRevision(transaction, number, 1, file.content(), Optional.empty(), now);
        index(transaction, number, digest, state);
        tell(transaction, file, number, 1, state);
        if (state == State.PUBLISHED) {
            publications.published(transaction, number);
        }
        return number;
    }

    private void revise(Transaction transaction, DigestStore.Entry entry, Candidate.Sound file) {
        boolean draft = file.digest().draft();
        if (entry.state() == State.DRAFT) {
            reviseDraft(transaction, entry, file, draft ? State.DRAFT : released(entry, file));
        } else if (draft) {
            withdraw(transaction, entry, file);
        } else {
            correct(transaction, entry, file);
        }
    }

    private void reviseDraft(Transaction transaction, DigestStore.Entry entry, Candidate.Sound file, State state) {
        Instant now = clock.instant();
        boolean again = entry.withdrawnFrom().isPresent();
        Optional<Correction> told = again ? said(file.digest(), now) : Optional.empty();
        store(transaction, entry, file, told, state);
        if (state != State.DRAFT) {
            digests.release(transaction, entry.number(), state, now);
        }
        show(transaction, entry, file.digest(), state);
        if (state == State.PUBLISHED) {
            publications.published(transaction, entry.number());
        }
    }

    /// To those who have seen it before; what changed since then was not counted.
    private static Optional<Correction> said(Digest digest, Instant now) {
        return digest.correction().map(told -> new Correction(Optional.of(now), told.what()));
    }

    /// Readers keep what they saw last until it is taken from them.
    private void withdraw(Transaction transaction, DigestStore.Entry entry, Candidate.Sound file) {
        store(transaction, entry, file, Optional.empty(), State.DRAFT);
        digests.withdraw(transaction, entry.number(), clock.instant());
        if (entry.state() == State.PUBLISHED) {
            publications.withdrawn(transaction, entry.number());
        }
    }

    private void correct(Transaction transaction, DigestStore.Entry entry, Candidate.Sound file) {
        Optional<Library.Shown> before = library.shown(transaction, entry.number());
        Optional<Changes> changes = before.flatMap(shown -> Changes.between(shown.digest(), file.digest()));
        boolean tells = entry.state() == State.PUBLISHED && changes.isPresent();
        Optional<Correction> correction = tells
                ? changes.map(what -> new Correction(Optional.of(clock.instant()), what))
                : before.flatMap(Library.Shown::correction);
        store(transaction, entry, file, correction, entry.state());
        show(transaction, entry, file.digest(), entry.state());
        if (tells) {
            publications.corrected(transaction, entry.number());
        }
    }

    private void store(
            Transaction transaction,
            DigestStore.Entry entry,
            Candidate.Sound file,
            Optional<Correction> correction,
            State state) {
        int revision = entry.latest() + 1;
        digests.addRevision(transaction, entry.number(), revision, file.content(), correction, clock.instant());
        tell(transaction, file, entry.number(), revision, state);
    }

    private void show(Transaction transaction, DigestStore.Entry entry, Digest digest, State state) {
        digests.show(transaction, entry.number(), entry.latest() + 1, digest.title());
        index(transaction, entry.number(), digest, state);
    }

    private void index(Transaction transaction, long number, Digest digest, State state) {
        words.put(transaction, number, digest);
        if (state != State.DRAFT) {
            topics.name(transaction, number, digest);
        }
    }

    private FileRow contradiction(Transaction transaction, DigestStore.Entry entry, Candidate.Sound file) {
        DigestKey key = file.digest().key();
        String text = "is the same digest as %s (%s, %s, %s%s) with other content; put the correction into that file,"
                        .formatted(
                                Sighting.printable(entry.path()),
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
            report(transaction, file.path(), List.of(new Remark(1, text)));
        }
        return new FileRow(
                file.path(),
                file.stamp(),
                Optional.of(file.hash()),
                OptionalLong.of(entry.number()),
                Optional.of(text),
                early(file));
    }

    /// The same bytes, or others that say the same, such as with other line ends.
    private boolean sameContent(Transaction transaction, DigestStore.Entry entry, Candidate.Sound file) {
        if (entry.hash().equals(file.hash())) {
            return true;
        }
        var latest = new RevisionStore.Revision(
                entry.number(), entry.latest(), entry.hash(), Optional.empty(), Optional.empty());
        return library.parsed(transaction, latest) instanceof ParseResult.Parsed stored
                && stored.digest().equals(file.digest());
    }

    /// What was in the library alone before it was withdrawn is so again.
    private State released(DigestStore.Entry entry, Candidate.Sound file) {
        return entry.withdrawnFrom().orElseGet(() -> released(file));
    }

    private State released(Candidate.Sound file) {
        boolean old = early(file) && !firstStart.publishes(file.digest().key().day(), clock);
        return old ? State.SHELVED : State.PUBLISHED;
    }

    private static boolean early(Candidate candidate) {
        return candidate.before().filter(FileRow::early).isPresent();
    }

    private static FileRow taken(Candidate.Sound file, long number) {
        return new FileRow(
                file.path(), file.stamp(), Optional.of(file.hash()), OptionalLong.of(number), Optional.empty(), false);
    }

    private void report(Transaction transaction, String path, List<Remark> remarks) {
        String name = Sighting.printable(path);
        problems.found(transaction, name, remarks);
        transaction.afterCommit(
                () -> remarks.forEach(remark -> LOG.warn("{}:{}: {}", name, remark.line(), remark.message())));
    }

    private static void tell(Transaction transaction, Candidate.Sound file, long number, int revision, State state) {
        String name = Sighting.printable(file.path());
        transaction.afterCommit(() -> {
            LOG.info("{} is digest {}, revision {}, {}", name, number, revision, state.column());
            file.warnings().forEach(remark -> LOG.info("{}:{}: {}", name, remark.line(), remark.message()));
        });
    }
}
