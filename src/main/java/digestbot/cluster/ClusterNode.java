package digestbot.cluster;

import digestbot.cluster.ClusterStore.NewNode;
import digestbot.concurrent.StepThread;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This process as one of the nodes that share a database. One thread renews the lease and another
/// one starts and stops the leader's parts, because the parts must stop in time even while the
/// lease waits for the database.
public final class ClusterNode implements Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

    /// The time within which a killed process of the same name counts as lost.
    private static final Duration JOIN_TIMEOUT = LeaderLease.LENGTH.plusSeconds(1);

    private static final Duration JOIN_INTERVAL = Duration.ofMillis(250);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);
    private static final Duration STOP_TIMEOUT = Duration.ofMillis(3_500);
    private static final Duration JOIN_THREAD_TIMEOUT = Duration.ofMillis(300);

    private final Database database;
    private final SharedClock clock;
    private final String name;
    private final LeaderLease lease;
    private final LeaderPartRunner parts = new LeaderPartRunner(System::nanoTime);
    private final StepThread leaseSteps;
    private final StepThread partSteps;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RepeatedFailureLog failures = new RepeatedFailureLog(
            LOG, "renewing the lease of this node failed, retrying", "the lease is renewed again");

    public static final class NodeNameTakenException extends IllegalStateException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        NodeNameTakenException(String name) {
            super("A node with the name “%s” is already running on this database. Give this one another `node-name`."
                    .formatted(name));
        }
    }

    public ClusterNode(Database database, String name, String version, String configuration, SharedClock clock) {
        this.database = database;
        this.clock = clock;
        this.name = name;
        lease = new LeaderLease(
                database,
                Transaction::databaseTime,
                new NewNode(name, UUID.randomUUID().toString(), version, configuration, clock.instant()),
                parts::isFit,
                System::nanoTime,
                InstantSource.system());
        leaseSteps = new StepThread("leader lease", this::stepLease);
        partSteps = new StepThread("leader parts", () -> parts.step(lease));
    }

    private Duration stepLease() {
        try {
            Duration next = lease.step();
            partSteps.wake();
            clock.synchronize();
            failures.recovered();
            return next;
        } catch (RuntimeException | Error e) {
            failures.failed(e);
            return LeaderLease.RENEWAL_INTERVAL;
        }
    }

    @Override
    public void add(LeaderPart part) {
        parts.add(part);
    }

    /// Waits until a killed process of the same name counts as lost.
    ///
    /// @throws NodeNameTakenException if that process is alive
    @Override
    public void start() {
        long began = System.nanoTime();
        while (!lease.join()) {
            if (System.nanoTime() - began > JOIN_TIMEOUT.toNanos() || awaitClosed(JOIN_INTERVAL)) {
                throw new NodeNameTakenException(name);
            }
        }
        database.onNotification(LeaderLease.RELEASED, leaseSteps::wake);
        leaseSteps.start();
        partSteps.start();
    }

    @Override
    public boolean awaitLeader(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!parts.isRunning() && !isAnotherLeader()) {
            if (System.nanoTime() - end >= 0 || awaitClosed(CHECK_INTERVAL)) {
                return false;
            }
        }
        return true;
    }

    private boolean isAnotherLeader() {
        return database.read(ClusterStatus::read)
                .leader()
                .flatMap(ClusterStatus.LeaderRow::node)
                .filter(leader -> !leader.equals(name))
                .isPresent();
    }

    private boolean awaitClosed(Duration timeout) {
        try {
            return closed.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Keeps renewing the lease while the parts stop.
    @Override
    public void close() {
        closed.countDown();
        lease.close();
        if (partSteps.close(STOP_TIMEOUT)) {
            parts.step(lease);
        }
        leaseSteps.close(JOIN_THREAD_TIMEOUT);
        try {
            lease.leave();
        } catch (RuntimeException e) {
            LOG.warn(
                    "cannot tell that this node has stopped: {}",
                    Database.root(e).getMessage());
        }
    }
}
