package digestbot.cluster;

import digestbot.database.Transaction;

/// A term that has ended without the node noticing, such as while it was frozen.
public final class EndedTerm implements LeaderTerm {

    private volatile boolean ended = true;

    /// The node is the leader again.
    public void begin() {
        ended = false;
    }

    @Override
    public long number() {
        return 1;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public void verify(Transaction transaction) {
        if (ended) {
            throw new TermEndedException(1);
        }
    }
}
