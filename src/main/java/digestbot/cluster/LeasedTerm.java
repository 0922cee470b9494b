package digestbot.cluster;

import digestbot.database.Database;
import digestbot.database.Transaction;

/// A term that lasts while the node holds its lease and nobody else has taken the seat.
///
/// @param nodeTerm the term of the node in which it took the seat
record LeasedTerm(Database database, NodeLease lease, SeatStore seats, Seat seat, long nodeTerm, long number)
        implements SeatTerm {

    @Override
    public boolean isCurrent() {
        return lease.isCurrent(nodeTerm);
    }

    @Override
    public void verify(Transaction transaction) {
        if (!seats.isCurrent(transaction, seat, number)) {
            throw new TermEndedException(seat, number);
        }
    }

    /// Gives the seat back and wakes the other nodes. Needs no order with other writes, because it has
    /// no effect after the term has ended.
    void release() {
        database.<Boolean>writeUnordered(transaction -> {
            seats.release(transaction, seat, number);
            transaction.notifyProcesses(ClusterNode.SEATS);
            return true;
        });
    }
}
