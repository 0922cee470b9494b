package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.library.archive.DigestStore.DigestState;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Withdraws digests by an operator's decision, independently of their files.
///
/// The digest stays withdrawn until its file changes; then it is published again.
public final class Withdrawals {

    private final Library library;
    private final PublicationListener publications;
    private final InstantSource clock;
    private final DigestStore digests = new DigestStore();

    public Withdrawals(Library library, PublicationListener publications, InstantSource clock) {
        this.library = library;
        this.publications = publications;
        this.clock = clock;
    }

    /// The published and held digests; several if there are several languages or editions.
    public List<StoredDigest> on(Transaction transaction, String topic, LocalDate day) {
        return digests.visibleOrHeldOn(transaction, topic, day).stream()
                .map(number -> library.all().digest(transaction, number))
                .flatMap(Optional::stream)
                .toList();
    }

    /// Withdrawing a digest that is held means not publishing it.
    public boolean isHeld(Transaction transaction, long digest) {
        return digests.heldUntil(transaction, digest).isPresent();
    }

    /// Readers can no longer find the digest, and its messages are deleted. A held digest is not
    /// published. Returns true if it was published, archived or held until now.
    public boolean withdraw(Transaction transaction, long digest) {
        Optional<DigestState> state = digests.state(transaction, digest).filter(now -> now != DigestState.DRAFT);
        state.ifPresent(before -> {
            digests.withdraw(transaction, digest, clock.instant());
            library.all().renameTopicAfterWithdrawal(transaction, digest);
            if (before == DigestState.PUBLISHED) {
                publications.withdrawn(transaction, digest);
            }
        });
        return state.isPresent() || digests.endHold(transaction, digest);
    }
}
