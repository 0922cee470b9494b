package digestbot.health;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.health.Heartbeat.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes heartbeats of the bot and its platforms to the database, where [HealthReport] reads them
/// from another process.
public final class HeartbeatWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatWriter.class);

    /// The interval between two heartbeats.
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private final HeartbeatStore store = new HeartbeatStore();
    private final Database database;
    private final Map<Platform, Supplier<HealthState>> platforms;
    private final JobMonitor jobs;
    private final InstantSource clock;
    private boolean closed;

    /// @param platforms the platforms that the bot serves
    public HeartbeatWriter(
            Database database, Map<Platform, Supplier<HealthState>> platforms, JobMonitor jobs, InstantSource clock) {
        this.database = database;
        this.platforms = Map.copyOf(platforms);
        this.jobs = jobs;
        this.clock = clock;
    }

    /// Writes the heartbeats once; does nothing after [#close].
    ///
    /// @return true if all platforms are healthy
    public synchronized boolean beat() {
        if (closed) {
            return true;
        }
        Instant now = clock.instant();
        Map<Platform, HealthState> states = new EnumMap<>(Platform.class);
        platforms.forEach((platform, state) -> states.put(platform, state.get()));
        HealthState ofJobs = ofJobs();
        database.writeWithoutResult(tx -> {
            store.clear(tx);
            store.save(tx, new Heartbeat(Heartbeat.BOT, now, new HealthState(true, "")));
            store.save(tx, new Heartbeat(Heartbeat.JOBS, now, ofJobs));
            states.forEach((platform, state) -> store.save(tx, new Heartbeat(platform.id(), now, state)));
        });
        return states.values().stream().allMatch(HealthState::healthy);
    }

    private HealthState ofJobs() {
        List<JobMonitor.JobStatus> overdue = jobs.overdue();
        return new HealthState(
                overdue.isEmpty(),
                overdue.stream().map(JobMonitor.JobStatus::sentence).collect(Collectors.joining("; ")));
    }

    /// Deletes the heartbeats at shutdown, so that the bot is not reported as hanging. A failure is
    /// only logged, so that shutdown continues.
    @Override
    public synchronized void close() {
        closed = true;
        try {
            database.writeWithoutResult(store::clear);
        } catch (RuntimeException e) {
            LOG.warn("cannot record the shutdown", e);
        }
    }
}
