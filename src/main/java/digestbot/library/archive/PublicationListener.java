package digestbot.library.archive;

import digestbot.database.Transaction;

/// A listener for published, corrected, withdrawn and held digests, such as the planner.
public interface PublicationListener {

    /// The digest is published: for the first time, or again after it was withdrawn. The listener's
    /// writes are part of the same transaction.
    ///
    /// @param digest the digest's number
    void published(Transaction transaction, long digest);

    /// A published digest was corrected: readers now see its newest revision. Called in the same
    /// transaction.
    ///
    /// @param digest the digest's number
    void corrected(Transaction transaction, long digest);

    /// A digest was withdrawn; it may be published again later. Called in the same transaction.
    ///
    /// @param digest the digest's number
    void withdrawn(Transaction transaction, long digest);

    /// A digest is held for review and not published yet. Called in the same transaction.
    ///
    /// @param digest the digest's number
    default void held(Transaction transaction, long digest) {}

    /// Runs work that may publish several digests in separate transactions and delivers them
    /// together: nothing is planned until all of them are published.
    default void asOneBatch(Runnable publishing) {
        publishing.run();
    }

    /// Both listeners, this one first.
    default PublicationListener and(PublicationListener other) {
        return new PublicationListeners(this, other);
    }

    /// Two listeners, which are notified in this order.
    record PublicationListeners(PublicationListener first, PublicationListener second) implements PublicationListener {

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
