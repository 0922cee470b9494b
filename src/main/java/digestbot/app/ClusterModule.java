package digestbot.app;

import digestbot.cluster.ClusterNode;
import digestbot.cluster.SeatTerm;
import digestbot.cluster.SeatedPart;
import digestbot.cluster.Seats;
import digestbot.cluster.Seats.SoleNode;
import digestbot.cluster.SharedClock;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.delivery.planning.Planner;
import digestbot.health.JobMonitor;
import digestbot.library.git.GitCheckout;
import digestbot.library.git.GitSettings;
import digestbot.library.intake.FolderImport;
import digestbot.schedule.FolderJob;
import digestbot.schedule.GitJob;
import digestbot.schedule.JobScheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts that this process shares with the other nodes of its database: seats, and the schedule
/// of jobs that run once for all nodes. A bot on a SQLite file is alone.
final class ClusterModule implements AutoCloseable {

    /// Quartz needs three connections at once.
    private static final int SCHEDULE_CONNECTIONS = 4;

    private final Database database;
    private final Seats seats;
    private final String node;
    private final Optional<SharedClock> clock;
    private Optional<JobScheduler> schedule = Optional.empty();

    private ClusterModule(Database database, Seats seats, String node, Optional<SharedClock> clock) {
        this.database = database;
        this.seats = seats;
        this.node = node;
        this.clock = clock;
    }

    static ClusterModule of(Config config, Database database) {
        if (!(config.database() instanceof PostgresLocation)) {
            return new ClusterModule(database, new SoleNode(), "", Optional.empty());
        }
        var clock = new SharedClock(database);
        var seats = new ClusterNode(database, config.node(), Version.current(), config.fingerprint(), clock);
        return new ClusterModule(database, seats, config.node(), Optional.of(clock));
    }

    Seats seats() {
        return seats;
    }

    /// Empty if there is only one node.
    String node() {
        return node;
    }

    /// The clock of the database; the machine's own for a SQLite file.
    InstantSource clock() {
        return clock.<InstantSource>map(shared -> shared).orElse(InstantSource.system());
    }

    /// The schedule of the jobs that run once for all nodes; that of this process if it is alone.
    JobScheduler schedule(JobScheduler own, JobMonitor jobs, RunningParts running) {
        schedule = clock.flatMap(shared -> database.libraryPool("schedule", SCHEDULE_CONNECTIONS)
                .map(connections -> JobScheduler.join(database, connections, node, jobs, shared)));
        schedule.ifPresent(joined -> running.work(joined, JobScheduler::close));
        return schedule.orElse(own);
    }

    void begin() {
        schedule.ifPresent(JobScheduler::begin);
    }

    @Override
    public void close() {
        seats.close();
    }

    /// The import of the digest folder, the updates of the checkout in it, and the planning of
    /// deliveries. All run on the same node, so that planning waits until all files of one scan are
    /// imported.
    static final class SeatedIntake implements SeatedPart {

        private static final Logger LOG = LoggerFactory.getLogger(SeatedIntake.class);

        private static final Duration LONGEST_CHECK = Duration.ofSeconds(5);

        private final JobScheduler schedule;
        private final Planner planner;
        private final Path folder;
        private final Function<SeatTerm, FolderImport> imports;
        private final Duration scanInterval;
        private final Optional<GitSettings> git;
        private final AtomicBoolean checking = new AtomicBoolean();
        private volatile long checkStartedAt;
        private volatile boolean folderFound;
        private volatile boolean reported;
        private volatile Optional<FolderJob> job = Optional.empty();

        SeatedIntake(
                JobScheduler schedule,
                Planner planner,
                Path folder,
                Function<SeatTerm, FolderImport> imports,
                Duration scanInterval,
                Optional<GitSettings> git) {
            this.schedule = schedule;
            this.planner = planner;
            this.folder = folder;
            this.imports = imports;
            this.scanInterval = scanInterval;
            this.git = git;
        }

        @Override
        public RunningPart start(SeatTerm term) {
            FolderImport folderImport = imports.apply(term);
            FolderJob started = FolderJob.start(schedule, folderImport, scanInterval);
            Optional<GitJob> updates = git.map(settings ->
                    GitJob.start(schedule, new GitCheckout(settings, folder), folderImport, settings.every()));
            planner.start();
            job = Optional.of(started);
            return () -> {
                job = Optional.empty();
                try {
                    updates.ifPresent(GitJob::close);
                    started.close();
                } finally {
                    planner.close();
                }
            };
        }

        /// True if this node has the folder. The disk may hang, so this returns the result of the
        /// last check that ended, and false while a check takes long.
        @Override
        public boolean isPreferredHere() {
            if (checking.compareAndSet(false, true)) {
                checkStartedAt = System.nanoTime();
                Thread.ofVirtual().name("folder-check").start(this::checkFolder);
            }
            boolean hangs = checking.get() && System.nanoTime() - checkStartedAt > LONGEST_CHECK.toNanos();
            return folderFound && !hangs;
        }

        private void checkFolder() {
            try {
                folderFound = Files.isDirectory(folder);
                if (!folderFound && !reported && job.isEmpty()) {
                    LOG.warn(
                            "the digest folder {} is missing on this node: another node has to import digests", folder);
                }
                reported = !folderFound;
            } finally {
                checking.set(false);
            }
        }

        /// Waits for the first scan that left nothing pending, if this node scans the folder;
        /// returns whether that came true in time.
        boolean awaitQuiet(Duration timeout) throws InterruptedException {
            Optional<FolderJob> current = job;
            return current.isEmpty() || current.get().awaitQuiet(timeout);
        }
    }
}
