package digestbot.cluster;

import digestbot.database.Transaction;

/// The period for which this node is the leader. All sends and claims of the leader belong to a
/// term, so that a process that was suspended cannot act in a term that has ended meanwhile.
public interface LeaderTerm {

    /// The term of a node that is alone. It never ends.
    LeaderTerm PERMANENT = new LeaderTerm() {
        @Override
        public long number() {
            return 0;
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void verify(Transaction transaction) {
            // No other node exists.
        }
    };

    /// Thrown if another node is, or may become, the leader.
    final class TermEndedException extends IllegalStateException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        public TermEndedException(long term) {
            super("the leader's term %d has ended".formatted(term));
        }
    }

    /// The number of the term, which grows each time a node becomes the leader.
    long number();

    /// True only if the term certainly has not ended, by this machine's monotonic clock. Must be
    /// called immediately before each request to a platform.
    boolean isCurrent();

    /// Checks in a write transaction that the term has not ended. The transaction will then
    /// certainly be committed before the next term begins.
    ///
    /// @throws TermEndedException if the term has ended
    void verify(Transaction transaction);
}
