package digestbot.library.archive;

import digestbot.database.Transaction;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Takes digests back at somebody's word, whatever their files say.
///
/// A digest stays withdrawn while its file does; once that is corrected, it is published anew.
public final class Withdrawals {

    private final Library library;
    private final PublicationListener publications;
    private final InstantSource clock;
    private final DigestStore digests = new DigestStore();
    private final HeldDigestStore held = new HeldDigestStore();

    public Withdrawals(Library library, PublicationListener publications, InstantSource clock) {
        this.library = library;
        this.publications = publications;
        this.clock = clock;
    }

    /// The published and held digests of a topic on a day: more than one where there are several
    /// languages or editions.
    ///
    /// @param topic the topic's id
    public List<StoredDigest> on(Transaction transaction, String topic, LocalDate day) {
        return digests.outOn(transaction, topic, day).stream()
                .map(number -> library.all().digest(transaction, number))
                .flatMap(Optional::stream)
                .toList();
    }

    /// Takes the digest back: nobody finds it any more, and those who got it lose it. One that is held back is not
    /// published any more.
    ///
    /// @return whether it was out, or held back, until now
    public boolean withdraw(Transaction transaction, long digest) {
        Optional<DigestState> state = digests.state(transaction, digest).filter(now -> now != DigestState.DRAFT);
        state.ifPresent(before -> {
            digests.withdraw(transaction, digest, clock.instant());
            library.all().nameTopicWithout(transaction, digest);
            if (before == DigestState.PUBLISHED) {
                publications.withdrawn(transaction, digest);
            }
        });
        return state.isPresent() || held.let(transaction, digest);
    }
}
