package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.library.archive.DigestStore.DigestState;
import java.time.InstantSource;
import java.util.List;

public final class UnsentDigests {

    private final PublicationListener publications;
    private final InstantSource clock;
    private final DigestStore digests = new DigestStore();

    public UnsentDigests(PublicationListener publications, InstantSource clock) {
        this.publications = publications;
        this.clock = clock;
    }

    public List<Long> archived(Transaction transaction) {
        return digests.archived(transaction);
    }

    /// Counts the archived digests that a subscriber to all topics would receive: a digest in
    /// several languages counts once.
    public int countArchived(Transaction transaction) {
        return digests.countArchived(transaction);
    }

    /// Publishes an archived digest as if it had just been received.
    public void publish(Transaction transaction, long digest) {
        digests.leaveDraft(transaction, digest, DigestState.PUBLISHED, clock.instant());
        publications.published(transaction, digest);
    }
}
