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
public record Withdrawals(Library library, PublicationListener publications, InstantSource clock) {

    private static final DigestStore DIGESTS = new DigestStore();

    /// The published and held digests; several if there are several languages or editions.
    public List<StoredDigest> on(Transaction transaction, String topic, LocalDate day) {
        return DIGESTS.visibleOrHeldOn(transaction, topic, day).stream()
                .map(number -> library.all().digest(transaction, number))
                .flatMap(Optional::stream)
                .toList();
    }

    /// Withdrawing a digest that is held means not publishing it.
    public boolean isHeld(Transaction transaction, long digest) {
        return DIGESTS.heldUntil(transaction, digest).isPresent();
    }

    /// Readers can no longer find the digest, and its messages are deleted. A held digest is not
    /// published. Returns true if it was published, archived or held until now.
    public boolean withdraw(Transaction transaction, long digest) {
        Optional<DigestState> state = DIGESTS.state(transaction, digest).filter(now -> now != DigestState.DRAFT);
        state.ifPresent(before -> {
            DIGESTS.withdraw(transaction, digest, clock.instant());
            library.all().renameTopicAfterWithdrawal(transaction, digest);
            if (before == DigestState.PUBLISHED) {
                publications.withdrawn(transaction, digest);
            }
        });
        return state.isPresent() || DIGESTS.endHold(transaction, digest);
    }
}
