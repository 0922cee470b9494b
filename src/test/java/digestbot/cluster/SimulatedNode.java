package digestbot.cluster;

import digestbot.cluster.ClusterStore.NewNode;
import digestbot.database.Database;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// A node without threads: a test calls each of its steps.
final class SimulatedNode {

    final LeaderLease lease;
    private final LeaderPartRunner parts;
    private Optional<LeaderTerm> running = Optional.empty();
    private boolean fit = true;
    private boolean broken;

    SimulatedNode(
            Database database,
            Function<Transaction, Instant> clock,
            LongSupplier nanoTime,
            InstantSource wallClock,
            String name,
            Instant start) {
        parts = new LeaderPartRunner(nanoTime);
        parts.add(new LeaderPart() {
            @Override
            public RunningPart start(LeaderTerm term) {
                if (broken) {
                    throw new IllegalStateException("it cannot start");
                }
                running = Optional.of(term);
                return () -> running = Optional.empty();
            }

            @Override
            public boolean isFit() {
                return fit;
            }
        });
        var node = new NewNode(name, UUID.randomUUID().toString(), "1.0", "abc", start);
        lease = new LeaderLease(database, clock, node, parts::isFit, nanoTime, wallClock);
    }

    /// From now on, this node can or cannot do the leader's work well.
    void setFit(boolean well) {
        fit = well;
    }

    /// From now on, this node cannot start its parts.
    void breakDown() {
        broken = true;
    }

    boolean isFit() {
        return parts.isFit();
    }

    Duration stepLease() {
        return lease.step();
    }

    void stepParts() {
        parts.step(lease);
    }

    void round() {
        stepParts();
        stepLease();
        stepParts();
    }

    void leave() {
        lease.close();
        stepParts();
        lease.leave();
    }

    /// The term in which the parts run; empty if they do not.
    Optional<LeaderTerm> term() {
        return running;
    }
}
