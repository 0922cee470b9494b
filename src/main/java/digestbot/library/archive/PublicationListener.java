package digestbot.library.archive;

import digestbot.database.Transaction;

/// A listener for published, corrected, withdrawn and held digests, such as the planner. It is
/// called in the transaction of the change, with the digest's number.
public interface PublicationListener {

    /// The digest is published: for the first time, or again after it was withdrawn.
    void published(Transaction transaction, long digest);

    /// Readers now see the newest revision of a published digest.
    void corrected(Transaction transaction, long digest);

    /// The digest may be published again later.
    void withdrawn(Transaction transaction, long digest);

    /// The digest is not published yet.
    default void held(Transaction transaction, long digest) {}

    /// Runs work that may publish several digests in separate transactions and delivers them
    /// together: nothing is planned until all of them are published.
    default void asOneBatch(Runnable publishing) {
        publishing.run();
    }

    default PublicationListener and(PublicationListener other) {
        return new ListenerPair(this, other);
    }

    record ListenerPair(PublicationListener first, PublicationListener second) implements PublicationListener {

        @Override
        public void published(Transaction transaction, long digest) {
            first.published(transaction, digest);
            second.published(transaction, digest);
        }

        @Override
        public void corrected(Transaction transaction, long digest) {
            first.corrected(transaction, digest);
            second.corrected(transaction, digest);
        }

        @Override
        public void withdrawn(Transaction transaction, long digest) {
            first.withdrawn(transaction, digest);
            second.withdrawn(transaction, digest);
        }

        @Override
        public void held(Transaction transaction, long digest) {
            first.held(transaction, digest);
            second.held(transaction, digest);
        }

        @Override
        public void asOneBatch(Runnable publishing) {
            first.asOneBatch(() -> second.asOneBatch(publishing));
        }
    }
}
