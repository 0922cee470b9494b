package digestbot.trial;

import digestbot.cluster.ClusterStatus;
import digestbot.cluster.NodeRow;
import digestbot.cluster.Seat;
import digestbot.cluster.SeatRow;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.sandbox.page.NodeControls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The nodes of a trial: starts and kills their processes, and observes which node does what.
final class TrialNodes implements NodeControls, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrialNodes.class);

    private static final long LOOK_INTERVAL_MILLIS = 200;
    private static final int MAX_EVENTS = 6;

    /// The bot itself ends within five seconds.
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(7);

    private final Database database;
    private final Map<String, ObservedNode> nodes = new LinkedHashMap<>();
    private final Map<String, LostSeat> lost = new LinkedHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RepeatedFailureLog failures = new RepeatedFailureLog(
            LOG, "reading the state of the nodes failed, retrying", "the state of the nodes can be read again");
    private NodesView view;

    /// A node as it was seen last.
    private static final class ObservedNode {

        private final NodeProcess process;

        /// The number of its last term before its process was started.
        private long termBefore;

        private boolean ended;

        ObservedNode(NodeProcess process) {
            this.process = process;
        }
    }

    /// A seat of a node that was killed, until another node holds it.
    ///
    /// @param at the time of the kill, by the database's clock
    private record LostSeat(long term, Instant at) {}

    /// Starts the processes.
    TrialNodes(Database database, List<NodeProcess> processes) {
        this.database = database;
        processes.forEach(process -> nodes.put(process.name(), new ObservedNode(process)));
        view = new NodesView(
                nodes.keySet().stream()
                        .map(name -> new NodeView(name, NodeState.STARTING, List.of()))
                        .toList(),
                List.of());
        processes.forEach(NodeProcess::start);
        Thread.ofVirtual().name("trial-nodes").start(this::observe);
    }

    @Override
    public synchronized NodesView view() {
        return view;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// Tells whether each seat is held by a node that is alive.
    ///
    /// @param seats the number of seats
    boolean hold(int seats) {
        ClusterStatus status = database.read(ClusterStatus::read);
        return status.seats().size() >= seats
                && status.seats().stream()
                        .allMatch(seat ->
                                seat.liveHolder(status.nodes(), status.now()).isPresent());
    }

    @Override
    public void kill(String node) {
        synchronized (this) {
            ObservedNode killed = node(node);
            if (!killed.process.isAlive()) {
                throw new IllegalArgumentException(node + " does not run.");
            }
            killed.ended = true;
            killed.process.kill();
            note("%s was killed.".formatted(node));
            ClusterStatus status = database.read(ClusterStatus::read);
            seatsOf(status, node).forEach(seat -> lost.put(seat.name(), new LostSeat(seat.term(), status.now())));
        }
        look();
    }

    @Override
    public void start(String node) {
        synchronized (this) {
            ObservedNode started = node(node);
            if (started.process.isAlive()) {
                throw new IllegalArgumentException(node + " is running.");
            }
            started.termBefore = row(database.read(ClusterStatus::read), node)
                    .map(NodeRow::term)
                    .orElse(0L);
            started.ended = false;
            started.process.start();
            note("%s was started.".formatted(node));
        }
        look();
    }

    private ObservedNode node(String name) {
        return Optional.ofNullable(nodes.get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no node “%s”.".formatted(name)));
    }

    private void observe() {
        try {
            while (!closed.await(LOOK_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    look();
                    failures.recovered();
                } catch (RuntimeException e) {
                    failures.failed(e);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads the state of the nodes, and tells the listeners if it has changed.
    private void look() {
        boolean changed;
        synchronized (this) {
            ClusterStatus status = database.read(ClusterStatus::read);
            NodesView before = view;
            noteTakeovers(status);
            noteEnds();
            view = new NodesView(
                    nodes.keySet().stream().map(name -> view(status, name)).toList(), view.events());
            changed = hasChanged(before);
        }
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }

    private boolean hasChanged(NodesView before) {
        return !view.equals(before) || closed.getCount() == 0;
    }

    private NodeView view(ClusterStatus status, String name) {
        ObservedNode node = node(name);
        boolean joined = row(status, name)
                .filter(row -> row.isLive(status.now()) && row.term() > node.termBefore)
                .isPresent();
        NodeState state = !node.process.isAlive() ? NodeState.ENDED : joined ? NodeState.RUNNING : NodeState.STARTING;
        List<String> seats = state == NodeState.STARTING
                ? List.of()
                : seatsOf(status, name).stream()
                        .map(seat -> title(seat.name()))
                        .distinct()
                        .toList();
        return new NodeView(name, state, seats);
    }

    private void noteTakeovers(ClusterStatus status) {
        for (SeatRow seat : status.seats()) {
            Optional<LostSeat> before =
                    Optional.ofNullable(lost.get(seat.name())).filter(wanted -> seat.term() > wanted.term());
            Optional<NodeRow> holder = seat.liveHolder(status.nodes(), status.now());
            if (before.isPresent() && holder.isPresent()) {
                lost.remove(seat.name());
                note(takeover(
                        holder.get().name(),
                        title(seat.name()),
                        Duration.between(before.get().at(), seat.since())));
            }
        }
    }

    private static String takeover(String node, String seat, Duration after) {
        return String.format(Locale.ROOT, "%s took over %s %.1f s later.", node, seat, after.toMillis() / 1_000.0);
    }

    /// Notes the processes that ended by themselves.
    private void noteEnds() {
        nodes.forEach((name, node) -> {
            if (!node.ended && !node.process.isAlive()) {
                node.ended = true;
                note("%s has ended: %s".formatted(name, node.process.lastLine()));
            }
        });
    }

    private void note(String sentence) {
        List<String> events = new ArrayList<>();
        events.add(sentence);
        events.addAll(view.events());
        view = new NodesView(view.nodes(), events.subList(0, Math.min(MAX_EVENTS, events.size())));
    }

    private static List<SeatRow> seatsOf(ClusterStatus status, String node) {
        return status.seats().stream()
                .filter(seat -> seat.liveHolder(status.nodes(), status.now())
                        .filter(holder -> holder.name().equals(node))
                        .isPresent())
                .toList();
    }

    private static Optional<NodeRow> row(ClusterStatus status, String node) {
        return status.nodes().stream().filter(row -> row.name().equals(node)).findFirst();
    }

    private static String title(String seat) {
        String title = new Seat(seat).title();
        return switch (title) {
            case "intake" -> "imports";
            default -> title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
        };
    }

    /// Ends all processes, and waits for that.
    @Override
    public void close() {
        closed.countDown();
        List<NodeProcess> processes =
                nodes.values().stream().map(node -> node.process).toList();
        processes.forEach(NodeProcess::stop);
        for (NodeProcess process : processes) {
            try {
                if (!process.awaitEnd(STOP_TIMEOUT)) {
                    process.kill();
                }
            } catch (InterruptedException _) {
                process.kill();
                Thread.currentThread().interrupt();
            }
        }
    }
}
