package digestbot.cluster;

import digestbot.database.Transaction;

/// The period for which this node is the leader. All sends and claims of the leader belong to a
/// term, so that a process that was suspended cannot act in a term that has ended meanwhile.
public interface LeaderTerm {

    /// The term of a node without other nodes beside it. It never ends.
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

    /// Another node is the leader, or may become it.
    final class TermEndedException extends IllegalStateException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        public TermEndedException(long term) {
            super("the leader's term %d has ended".formatted(term));
        }
    }

    /// Grows each time a node becomes the leader.
    long number();

    /// True only if the term certainly has not ended, by this machine's monotonic clock. Must be
    /// asked immediately before a request to a platform.
    boolean isCurrent();

    /// Checks in a write transaction that the term has not ended. The transaction is then certain
    /// to be committed before the next term begins.
    ///
    /// @throws TermEndedException if the term has ended
    void verify(Transaction transaction);
}
