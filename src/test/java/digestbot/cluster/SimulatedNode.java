package digestbot.cluster;

import digestbot.cluster.ClusterStore.NewNode;
import digestbot.cluster.SeatedPart.RunningPart;
import digestbot.database.Database;
import digestbot.database.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A node without threads: a test calls each of its steps, and decides when starting and stopping
/// end.
final class SimulatedNode {

    private final String name;
    private final NodeLease lease;
    private final List<SeatRunner> runners = new ArrayList<>();
    private final SeatRotation rotation;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Map<Seat, SeatTerm> running = new HashMap<>();
    private final Map<Seat, Boolean> preferred = new HashMap<>();
    private @Nullable Seat broken;

    SimulatedNode(
            Database database,
            Function<Transaction, Instant> clock,
            LongSupplier nanoTime,
            InstantSource wallClock,
            String name,
            Instant start,
            List<Seat> seats) {
        this.name = name;
        lease = new NodeLease(database, clock, new NewNode(name, "1.0", "abc", start), nanoTime, wallClock);
        seats.forEach(seat -> runners.add(new SeatRunner(seat, part(seat), tasks::add, nanoTime, () -> {})));
        rotation = new SeatRotation(database, new ClusterStore(clock), lease, runners);
    }

    private SeatedPart part(Seat seat) {
        return new SeatedPart() {
            @Override
            public RunningPart start(SeatTerm term) {
                if (seat.equals(broken)) {
                    throw new IllegalStateException("it cannot start");
                }
                running.put(seat, term);
                return () -> running.remove(seat);
            }

            @Override
            public boolean isPreferredHere() {
                return preferred.getOrDefault(seat, true);
            }
        };
    }

    String name() {
        return name;
    }

    /// From now on, this node can or cannot do the seat's work well.
    void prefer(Seat seat, boolean well) {
        preferred.put(seat, well);
    }

    /// From now on, this node cannot start the seat's part.
    void breakDown(Seat seat) {
        broken = seat;
    }

    Set<String> preferred() {
        return runners.stream()
                .filter(SeatRunner::isPreferredHere)
                .map(runner -> runner.seat().name())
                .collect(Collectors.toSet());
    }

    boolean join() {
        return lease.begin(preferred());
    }

    void renew() {
        if (!lease.renew(preferred())) {
            lease.begin(preferred());
        }
    }

    void watch() {
        runners.stream().filter(SeatRunner::isUncertain).forEach(SeatRunner::end);
    }

    void rotate() {
        rotation.round();
    }

    /// Runs the tasks of starting and stopping, and those that follow from them.
    void work() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    void round() {
        renew();
        watch();
        work();
        rotate();
        work();
    }

    void leave() {
        stopParts();
        lease.end();
    }

    /// The first half of leaving.
    void stopParts() {
        lease.renew(Set.of());
        runners.forEach(SeatRunner::end);
        work();
    }

    Optional<SeatTerm> term(Seat seat) {
        return Optional.ofNullable(running.get(seat));
    }

    Set<Seat> held() {
        return Set.copyOf(running.keySet());
    }
}
