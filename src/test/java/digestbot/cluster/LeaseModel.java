package digestbot.cluster;

import digestbot.cluster.NodeStore.NewNode;
import digestbot.cluster.SeatedPart.RunningPart;
import digestbot.database.Database;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/// Nodes that send deliveries under the real leases and seats, without threads: a schedule says which
/// node does what, and a simulated clock passes only where it says so.
final class LeaseModel {

    private static final Seat SEAT = new Seat("sending");
    private static final int DELIVERIES = 6;

    private final Database database;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Long, Integer> sent = new HashMap<>();
    private final Map<Long, Integer> interrupted = new HashMap<>();
    private Instant now = Instant.parse("2026-02-06T12:00:00Z");

    LeaseModel(Database database, int nodes) {
        this.database = database;
        database.writeWithoutResult(tx -> {
            tx.handle()
                    .execute("CREATE TABLE IF NOT EXISTS model (number BIGINT PRIMARY KEY, state TEXT, claim BIGINT)");
            for (String table : List.of("model", "node", "seat")) {
                tx.handle().execute("DELETE FROM " + table);
            }
            for (long number = 1; number <= DELIVERIES; number++) {
                tx.handle().execute("INSERT INTO model VALUES (?, 'queued', 0)", number);
            }
        });
        for (int i = 0; i < nodes; i++) {
            this.nodes.add(new Node("node" + i));
        }
    }

    /// A claim of a delivery.
    private record ModelClaim(long delivery, long number, SeatTerm term) {}

    /// The database cannot be reached.
    private static final class CutException extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;
    }

    /// A process. A new one replaces it when it is restarted.
    final class Node {

        private final String name;
        private NodeLease lease;
        private SeatRunner runner;
        private SeatRotation rotation;
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private final Queue<ModelClaim> claimed = new ArrayDeque<>();
        private final Queue<ModelClaim> decided = new ArrayDeque<>();
        private final Queue<ModelClaim> transmitted = new ArrayDeque<>();
        private Optional<SeatTerm> term = Optional.empty();
        private boolean suspended;
        private boolean cut;
        private int slow;

        Node(String name) {
            this.name = name;
            lease = newLease();
            runner = newRunner();
            rotation = new SeatRotation(database, this::clock, lease, List.of(runner));
        }

        private NodeLease newLease() {
            return new NodeLease(
                    database, this::clock, new NewNode(name, "1.0", "abc", now), LeaseModel.this::nanos, () -> now);
        }

        private SeatRunner newRunner() {
            return new SeatRunner(SEAT, this::start, tasks::add, LeaseModel.this::nanos, () -> {});
        }

        /// The database's clock. The transaction that reads it fails while the node is cut off, and
        /// may take long after that.
        private Instant clock(Transaction transaction) {
            if (cut) {
                throw new CutException();
            }
            Instant read = now;
            pass(slow);
            slow = 0;
            return read;
        }

        /// Releases the claims of earlier terms, as the dispatcher does.
        private RunningPart start(SeatTerm begun) {
            reach();
            database.writeWithoutResult(tx -> {
                begun.verify(tx);
                tx.handle().execute("UPDATE model SET state = 'queued' WHERE state = 'claimed'");
            });
            term = Optional.of(begun);
            return () -> {
                term = Optional.empty();
                claimed.clear();
            };
        }

        private void reach() {
            if (cut) {
                throw new CutException();
            }
        }

        private void claim() {
            reach();
            term.ifPresent(current -> {
                OptionalLong number = database.write(tx -> {
                    current.verify(tx);
                    OptionalLong next = tx
                            .select("SELECT number FROM model WHERE state = 'queued' ORDER BY number LIMIT 1")
                            .mapTo(Long.class)
                            .findOne()
                            .stream()
                            .mapToLong(Long::longValue)
                            .findFirst();
                    next.ifPresent(each -> tx.handle()
                            .execute("UPDATE model SET state = 'claimed', claim = claim + 1 WHERE number = ?", each));
                    return next;
                });
                number.ifPresent(each -> claimed.add(new ModelClaim(each, claimNumber(each), current)));
            });
        }

        private void check() {
            ModelClaim next = claimed.peek();
            if (next != null && next.term().isCurrent()) {
                requireOnlyHolder(next.term());
                decided.add(claimed.remove());
            }
        }

        /// While a node may send, no other node has the seat.
        private void requireOnlyHolder(SeatTerm mine) {
            database.read(tx -> {
                SeatRow row = new SeatStore(_ -> now).all(tx).getFirst();
                if (row.term() != mine.number()) {
                    throw new AssertionError("%s sends in term %d, but the seat is in term %d of %s"
                            .formatted(name, mine.number(), row.term(), row.holder()));
                }
                return true;
            });
        }

        private void transmit() {
            ModelClaim next = decided.poll();
            if (next != null) {
                sent.merge(next.delivery(), 1, Integer::sum);
                transmitted.add(next);
            }
        }

        private void settle() {
            reach();
            ModelClaim next = transmitted.poll();
            if (next != null) {
                database.writeWithoutResult(tx -> tx.handle()
                        .execute(
                                "UPDATE model SET state = 'sent' WHERE number = ? AND claim = ? AND state = 'claimed'",
                                next.delivery(),
                                next.number()));
            }
        }

        /// What is decided or transmitted and not stored may be sent once more.
        private void interrupt() {
            inFlight().forEach(each -> interrupted.merge(each.delivery(), 1, Integer::sum));
        }

        private Stream<ModelClaim> inFlight() {
            return Stream.concat(decided.stream(), transmitted.stream());
        }

        private void restart() {
            interrupt();
            tasks.clear();
            claimed.clear();
            decided.clear();
            transmitted.clear();
            term = Optional.empty();
            lease = newLease();
            runner = newRunner();
            rotation = new SeatRotation(database, this::clock, lease, List.of(runner));
            suspended = false;
        }

        private void renew() {
            if (!lease.renew(Set.of(SEAT.name()))) {
                lease.begin(Set.of(SEAT.name()));
            }
        }

        private void work() {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }
    }

    /// Lets time pass. A lease that lapses meanwhile interrupts what its node has in flight: the node was too slow.
    private void pass(int millis) {
        List<ModelClaim> valid = nodes.stream()
                .flatMap(Node::inFlight)
                .filter(each -> each.term().isCurrent())
                .toList();
        now = now.plusMillis(millis);
        valid.stream()
                .filter(each -> !each.term().isCurrent())
                .forEach(each -> interrupted.merge(each.delivery(), 1, Integer::sum));
    }

    private long nanos() {
        return now.toEpochMilli() * 1_000_000;
    }

    private long claimNumber(long delivery) {
        return database.read(tx -> tx.select("SELECT claim FROM model WHERE number = ?", delivery)
                .mapTo(Long.class)
                .one());
    }

    /// Runs the schedule, then mends everything and lets the nodes finish.
    ///
    /// @throws AssertionError if a rule is broken
    void run(List<ScheduleStep> schedule) {
        schedule.forEach(this::step);
        nodes.forEach(node -> {
            node.suspended = false;
            node.cut = false;
            node.slow = 0;
            node.interrupt();
        });
        for (int i = 0; i < 14; i++) {
            pass(1_000);
            for (int node = 0; node < nodes.size(); node++) {
                for (ScheduleStep.Action action : List.of(
                        ScheduleStep.Action.RENEW,
                        ScheduleStep.Action.WATCH,
                        ScheduleStep.Action.WORK,
                        ScheduleStep.Action.ROTATE,
                        ScheduleStep.Action.WORK,
                        ScheduleStep.Action.CLAIM,
                        ScheduleStep.Action.CHECK,
                        ScheduleStep.Action.TRANSMIT,
                        ScheduleStep.Action.SETTLE)) {
                    step(new ScheduleStep(action, node, 0));
                }
            }
        }
        for (long number = 1; number <= DELIVERIES; number++) {
            int times = sent.getOrDefault(number, 0);
            int most = 1 + interrupted.getOrDefault(number, 0);
            if (times < 1 || times > most) {
                throw new AssertionError("delivery %d was sent %d times; it was in flight at %d interruptions"
                        .formatted(number, times, most - 1));
            }
        }
    }

    private void step(ScheduleStep step) {
        Node node = nodes.get(step.node());
        if (step.action() == ScheduleStep.Action.PASS) {
            pass(step.millis());
        } else if (!node.suspended || step.action() == ScheduleStep.Action.RESUME) {
            try {
                act(node, step);
            } catch (CutException | SeatTerm.TermEndedException _) {
                // The step fails, as it would with real threads.
            }
        }
    }

    private static void act(Node node, ScheduleStep step) {
        switch (step.action()) {
            case PASS -> {}
            case RENEW -> node.renew();
            case WATCH -> {
                if (node.runner.isUncertain()) {
                    node.runner.end();
                }
            }
            case ROTATE -> node.rotation.round();
            case WORK -> node.work();
            case CLAIM -> node.claim();
            case CHECK -> node.check();
            case TRANSMIT -> node.transmit();
            case SETTLE -> node.settle();
            case SUSPEND -> {
                node.interrupt();
                node.suspended = true;
            }
            case RESUME -> node.suspended = false;
            case CUT -> {
                node.interrupt();
                node.cut = true;
            }
            case MEND -> node.cut = false;
            case SLOW -> node.slow = step.millis();
            case RESTART -> node.restart();
        }
    }
}
