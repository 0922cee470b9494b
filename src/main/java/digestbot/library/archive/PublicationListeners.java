package digestbot.library.archive;

import digestbot.database.Transaction;

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
