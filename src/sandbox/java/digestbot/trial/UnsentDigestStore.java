package digestbot.trial;

import digestbot.database.Transaction;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.DigestStore.DigestState;
import digestbot.library.archive.PublicationListener;
import java.time.InstantSource;
import java.util.List;

/// The digests that existed before the bot first started; the trial publishes them.
record UnsentDigestStore(PublicationListener publications, InstantSource clock) {

    List<Long> archived(Transaction transaction) {
        return transaction.numbers("SELECT number FROM digest WHERE state = 'archived' ORDER BY day, number");
    }

    /// Counts the archived digests that a subscriber to all topics would receive: a digest in
    /// several languages counts once.
    int countArchived(Transaction transaction) {
        return transaction
                .numbers("SELECT count(*) FROM (SELECT DISTINCT topic, day, edition FROM digest"
                        + " WHERE state = 'archived') archived")
                .getFirst()
                .intValue();
    }

    /// Publishes an archived digest as if it had just been received.
    void publish(Transaction transaction, long digest) {
        new DigestStore().leaveDraft(transaction, digest, DigestState.PUBLISHED, clock.instant());
        publications.published(transaction, digest);
    }
}
