package digestbot.library.archive;

import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import digestbot.library.archive.DigestStore.DigestState;
import digestbot.library.archive.DigestStore.Held;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The held digests and their release, by an operator or automatically. A held digest is stored as
/// a draft with a deadline, so that no other code needs to know of it.
public record DigestReview(Library library, PublicationListener publications, InstantSource clock) {

    /// The end of a hold that only an operator ends.
    public static final Instant UNTIL_DECIDED = Instant.parse("9999-12-31T00:00:00Z");

    private static final Logger LOG = LoggerFactory.getLogger(DigestReview.class);

    private static final DigestStore DIGESTS = new DigestStore();
    private static final TopicStore TOPICS = new TopicStore();

    /// `until` is the time of automatic publication, or [#UNTIL_DECIDED].
    public record HeldDigest(StoredDigest digest, Instant until) {

        /// Empty if only an operator ends the hold.
        public Optional<Instant> publishesAt() {
            return DigestReview.publishesAt(until);
        }
    }

    /// The time of automatic publication; empty if only an operator ends the hold.
    public static Optional<Instant> publishesAt(Instant heldUntil) {
        return Optional.of(heldUntil).filter(UNTIL_DECIDED::isAfter);
    }

    /// Sorted by the end of the hold.
    public List<HeldDigest> all(Transaction transaction) {
        return DIGESTS.held(transaction).stream()
                .flatMap(held -> library.all().digest(transaction, held.digest()).stream()
                        .map(digest -> new HeldDigest(digest, held.until())))
                .toList();
    }

    /// Several if there are several languages or editions. The topic is its id or its name,
    /// ignoring case.
    public List<HeldDigest> on(Transaction transaction, String topic, LocalDate day) {
        return of(transaction, topic).stream()
                .filter(held -> held.digest().digest().key().day().equals(day))
                .toList();
    }

    /// The topic is its id or its name, ignoring case.
    public List<HeldDigest> of(Transaction transaction, String topic) {
        Optional<String> known = library.topicWithDrafts(transaction, topic)
                .map(found -> found.topic().id());
        return all(transaction).stream()
                .filter(held -> known.filter(held.digest().digest().key().topic()::equalsIgnoreCase)
                                .isPresent()
                        || held.digest().digest().topic().name().equalsIgnoreCase(topic.strip()))
                .toList();
    }

    public Optional<HeldDigest> find(Transaction transaction, long digest) {
        return DIGESTS.heldUntil(transaction, digest)
                .flatMap(until -> library.all().digest(transaction, digest).map(found -> new HeldDigest(found, until)));
    }

    /// Publishes the digest, which a person has reviewed, as if it had just been received. Returns
    /// true if it was held until now.
    public boolean release(Transaction transaction, long digest) {
        return publish(transaction, digest, true);
    }

    private boolean publish(Transaction transaction, long digest, boolean isReviewed) {
        boolean held = DIGESTS.endHold(transaction, digest);
        if (held) {
            DIGESTS.leaveDraft(transaction, digest, DigestState.PUBLISHED, clock.instant());
            if (isReviewed) {
                DIGESTS.review(transaction, digest, clock.instant());
            }
            library.all().shown(transaction, digest).ifPresent(shown -> TOPICS.updateName(transaction, digest, shown));
            publications.published(transaction, digest);
            library.digest(transaction, digest).ifPresent(released -> {
                DigestKey key = released.digest().key();
                transaction.afterCommit(
                        () -> LOG.info("digest {} {} r{} released", key.topic(), key.day(), released.revision()));
            });
        }
        return held;
    }

    /// Withdraws the digest before it is published. Returns true if it was held until now.
    public boolean reject(Transaction transaction, long digest) {
        boolean held = DIGESTS.heldUntil(transaction, digest).isPresent();
        if (held) {
            new Withdrawals(library, publications, clock).withdraw(transaction, digest);
        }
        return held;
    }

    /// Releases each digest whose hold has ended, and calls `released`, in a separate transaction
    /// for each.
    public void releaseDue(Database database, BiConsumer<Transaction, Long> released) {
        Instant now = clock.instant();
        for (Held held : database.read(DIGESTS::held)) {
            if (!held.until().isAfter(now) && database.write(tx -> releaseInTime(tx, held.digest(), released))) {
                LOG.info("published digest {} automatically: its time has come", held.digest());
            }
        }
    }

    private boolean releaseInTime(Transaction transaction, long digest, BiConsumer<Transaction, Long> released) {
        boolean isReleased = publish(transaction, digest, false);
        if (isReleased) {
            released.accept(transaction, digest);
        }
        return isReleased;
    }
}
