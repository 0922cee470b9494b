package digestbot.api.push;

import digestbot.api.push.PushOutcome.PushedState;
import digestbot.api.push.PushedDigest.KnownDigest;
import digestbot.database.Transaction;
import digestbot.digest.ParseResult;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.DigestStore.DigestRow;
import digestbot.library.archive.FileStore;
import digestbot.library.archive.HeldDigestStore;
import digestbot.library.archive.Library;
import digestbot.library.archive.RevisionStore;
import java.util.List;
import java.util.Optional;

/// Looks up what the library knows of a digest that was pushed, by the rules of the intake.
final class KnownDigests {

    private final Library library;
    private final DigestStore digests = new DigestStore();
    private final FileStore files = new FileStore();
    private final HeldDigestStore heldDigests = new HeldDigestStore();

    KnownDigests(Library library) {
        this.library = library;
    }

    KnownDigest find(Transaction transaction, PushedDigest digest) {
        return digests.entry(transaction, digest.key())
                .map(row -> new KnownDigest(
                        Optional.of(row.path()),
                        Optional.of(row.path()).filter(path -> mayHave(transaction, path, row.number())),
                        isSame(transaction, row, digest),
                        state(transaction, row)))
                .orElse(KnownDigest.NONE);
    }

    private boolean mayHave(Transaction transaction, String path, long number) {
        return files.row(transaction, path)
                .filter(file -> file.holdsOtherThan(number))
                .isEmpty();
    }

    private boolean isSame(Transaction transaction, DigestRow row, PushedDigest digest) {
        var latest = new RevisionStore.Revision(
                row.number(), row.latest(), row.hash(), Optional.empty(), Optional.empty(), List.of());
        return row.hash().equals(digest.content().hash())
                || (library.all().parsed(transaction, latest) instanceof ParseResult.Parsed stored
                        && stored.digest().equals(digest.digest()));
    }

    private PushedState state(Transaction transaction, DigestRow row) {
        return switch (row.state()) {
            case PUBLISHED -> PushedState.PUBLISHED;
            case ARCHIVED -> PushedState.ARCHIVED;
            case DRAFT -> {
                if (heldDigests.heldUntil(transaction, row.number()).isPresent()) {
                    yield PushedState.HELD;
                }
                yield row.withdrawnFrom().isPresent() ? PushedState.WITHDRAWN : PushedState.DRAFT;
            }
        };
    }
}
