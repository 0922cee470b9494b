package digestbot.cluster;

import digestbot.cluster.ClusterStore.NewNode;
import digestbot.concurrent.ThreadTermination;
import digestbot.concurrent.WakeUp;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This process as one of the nodes that share a database. It renews its lease and takes seats.
public final class ClusterNode implements Seats {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

    /// The notification that a seat was given back.
    static final String SEATS = "seats";

    /// The lease of a killed process that had the same name lapses within this time.
    private static final Duration JOIN_TIMEOUT = NodeLease.LENGTH.plusSeconds(1);

    private static final Duration HELD_CHECK_INTERVAL = Duration.ofMillis(20);
    private static final Duration JOIN_INTERVAL = Duration.ofMillis(250);

    /// Parts are stopped whose term is no longer certain. That must not wait for the database, so
    /// it has a thread of its own.
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(100);

    private static final Duration STOP_TIMEOUT = Duration.ofMillis(3_500);
    private static final Duration JOIN_THREAD_TIMEOUT = Duration.ofMillis(300);

    private final Database database;
    private final SharedClock clock;
    private final NodeLease lease;
    private final List<SeatRunner> runners = new ArrayList<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final RepeatedFailureLog renewalFailures = new RepeatedFailureLog(
            LOG, "renewing the lease of this node failed, retrying", "the lease is renewed again");
    private final RepeatedFailureLog roundFailures = new RepeatedFailureLog(
            LOG, "looking for free seats failed, retrying", "looking for free seats works again");
    private final WakeUp seatsChanged = new WakeUp();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean lapseReported;
    private final Thread renewal =
            Thread.ofPlatform().name("node lease").daemon().unstarted(this::renewAll);
    private final Thread rotation =
            Thread.ofPlatform().name("node seats").daemon().unstarted(this::rotateAll);
    private final Thread watch = Thread.ofPlatform().name("node watch").daemon().unstarted(this::watchAll);

    public static final class NodeNameTakenException extends IllegalStateException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        NodeNameTakenException(String name) {
            super("A node with the name “%s” is already running on this database. Give this one another `node-name`."
                    .formatted(name));
        }
    }

    /// The configuration is a fingerprint of the settings, which should be the same on all nodes.
    public ClusterNode(Database database, String name, String version, String configuration, SharedClock clock) {
        this.database = database;
        this.clock = clock;
        lease = new NodeLease(
                database,
                Transaction::databaseTime,
                new NewNode(name, version, configuration, clock.instant()),
                System::nanoTime,
                InstantSource.system());
    }

    @Override
    public void add(Seat seat, SeatedPart part) {
        runners.add(new SeatRunner(seat, part, executor, System::nanoTime, seatsChanged::raise));
    }

    @Override
    public List<Seat> shared() {
        return runners.stream().map(SeatRunner::seat).toList();
    }

    /// Waits for the lease of a process of the same name that was killed.
    ///
    /// @throws NodeNameTakenException if that process is alive
    @Override
    public void start() {
        join();
        database.onNotification(SEATS, seatsChanged::raise);
        renewal.start();
        rotation.start();
        watch.start();
    }

    @Override
    public boolean awaitHeld(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!isEachHeld()) {
            if (System.nanoTime() - end >= 0 || awaitClosed(HELD_CHECK_INTERVAL)) {
                return false;
            }
        }
        return true;
    }

    private boolean isEachHeld() {
        if (runners.stream().allMatch(SeatRunner::isRunning)) {
            return true;
        }
        ClusterStatus status = database.read(ClusterStatus::read);
        return runners.stream()
                .allMatch(runner -> runner.isRunning()
                        || status.holder(runner.seat())
                                .filter(holder -> !holder.name().equals(lease.node()))
                                .isPresent());
    }

    private void join() {
        long began = System.nanoTime();
        while (!lease.begin(preferred())) {
            if (System.nanoTime() - began > JOIN_TIMEOUT.toNanos() || awaitClosed(JOIN_INTERVAL)) {
                throw new NodeNameTakenException(lease.node());
            }
        }
    }

    private Set<String> preferred() {
        return runners.stream()
                .filter(SeatRunner::isPreferredHere)
                .map(runner -> runner.seat().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void renewAll() {
        while (!awaitClosed(NodeLease.RENEWAL_INTERVAL)) {
            try {
                renew();
                clock.synchronize();
                renewalFailures.recovered();
            } catch (RuntimeException | Error e) {
                renewalFailures.failed(e);
            }
        }
    }

    private void renew() {
        if (lease.renew(preferred())) {
            return;
        }
        if (!lapseReported) {
            LOG.warn("the lease of this node ({}) has lapsed; other nodes may have taken its seats", lease.node());
            lapseReported = true;
        }
        if (!isClosed() && lease.begin(preferred())) {
            lapseReported = false;
            seatsChanged.raise();
        }
    }

    private void watchAll() {
        while (!awaitClosed(WATCH_INTERVAL)) {
            try {
                runners.stream().filter(SeatRunner::isUncertain).forEach(SeatRunner::end);
            } catch (RuntimeException | Error e) {
                LOG.error("cannot stop a part whose term has ended", e);
            }
        }
    }

    private void rotateAll() {
        var seats = new SeatRotation(database, new ClusterStore(Transaction::databaseTime), lease, runners);
        try {
            while (!isClosed()) {
                seatsChanged.await(rotate(seats));
            }
        } catch (InterruptedException _) {
            // This thread is never interrupted.
        }
    }

    private Duration rotate(SeatRotation seats) {
        try {
            Duration next = seats.round();
            roundFailures.recovered();
            return next;
        } catch (RuntimeException | Error e) {
            roundFailures.failed(e);
            return NodeLease.RENEWAL_INTERVAL;
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private boolean awaitClosed(Duration timeout) {
        try {
            return closed.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        seatsChanged.raise();
        ThreadTermination.join(rotation, JOIN_THREAD_TIMEOUT);
        ThreadTermination.join(renewal, JOIN_THREAD_TIMEOUT);
        runners.forEach(SeatRunner::end);
        withdraw();
        if (awaitStopped()) {
            leave();
        } else {
            LOG.warn("a part of this node is still stopping; other nodes take over once its lease has lapsed");
        }
    }

    /// Tells the other nodes that this one wants no seat, so that they take each seat that it gives
    /// back while other parts are still stopping.
    private void withdraw() {
        try {
            lease.renew(Set.of());
        } catch (RuntimeException e) {
            LOG.debug("cannot tell other nodes that this one is stopping", e);
        }
    }

    private boolean awaitStopped() {
        boolean stopped = true;
        try {
            long end = System.nanoTime() + STOP_TIMEOUT.toNanos();
            for (SeatRunner runner : runners) {
                stopped &= runner.awaitStopped(Duration.ofNanos(end - System.nanoTime()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        return stopped;
    }

    /// If that fails, the other nodes wait until the lease lapses.
    private void leave() {
        try {
            if (lease.term() > 0) {
                lease.end();
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot end the lease of this node: {}", Database.root(e).getMessage());
        }
    }
}
