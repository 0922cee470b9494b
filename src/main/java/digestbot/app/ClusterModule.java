package digestbot.app;

import digestbot.cluster.ClusterNode;
import digestbot.cluster.Seats;
import digestbot.cluster.Seats.SoleNode;
import digestbot.cluster.SharedClock;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.health.JobMonitor;
import digestbot.schedule.JobScheduler;
import java.time.InstantSource;
import java.util.Optional;

/// What this process shares with the other nodes of its database: seats, and the schedule of jobs that
/// run once for all nodes. A bot on a SQLite file is alone.
final class ClusterModule implements AutoCloseable {

    /// The connections that Quartz needs at once, and one more.
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

    /// Tells whether several nodes may use the database.
    boolean isShared() {
        return clock.isPresent();
    }

    /// The name of this node; empty if there is only one.
    String node() {
        return node;
    }

    /// The clock of the database; the machine's own for a SQLite file.
    InstantSource clock() {
        return clock.<InstantSource>map(shared -> shared).orElse(InstantSource.system());
    }

    /// The schedule of the jobs that run once for all nodes.
    ///
    /// @param own the schedule of this process, which is returned if it is alone
    JobScheduler schedule(JobScheduler own, JobMonitor jobs, RunningParts running) {
        schedule = clock.flatMap(shared -> database.libraryPool("schedule", SCHEDULE_CONNECTIONS)
                .map(connections -> JobScheduler.join(database, connections, node, jobs, shared)));
        schedule.ifPresent(joined -> running.work(joined, JobScheduler::close));
        return schedule.orElse(own);
    }

    /// Begins to run the shared jobs.
    void begin() {
        schedule.ifPresent(JobScheduler::begin);
    }

    @Override
    public void close() {
        seats.close();
    }
}
