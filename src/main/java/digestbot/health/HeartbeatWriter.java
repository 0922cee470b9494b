package digestbot.health;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.health.Heartbeat.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /// The time after which a node that was killed is forgotten.
    private static final Duration MAX_SILENCE = Duration.ofHours(1);

    private final HeartbeatStore store = new HeartbeatStore();
    private final Database database;
    private final String node;
    private final Map<Platform, Supplier<Optional<HealthState>>> platforms;
    private final JobMonitor jobs;
    private final InstantSource clock;
    private final Map<String, Heartbeat> last = new HashMap<>();
    private boolean closed;

    /// @param node the name of this node; empty if there is only one
    /// @param platforms the state of each platform; empty while another node serves it
    public HeartbeatWriter(
            Database database,
            String node,
            Map<Platform, Supplier<Optional<HealthState>>> platforms,
            JobMonitor jobs,
            InstantSource clock) {
        this.database = database;
        this.node = node;
        this.platforms = Map.copyOf(platforms);
        this.jobs = jobs;
        this.clock = clock;
    }

    /// Writes the heartbeats once; does nothing after [#close].
    ///
    /// @return true if all platforms that it serves are healthy
    public synchronized boolean beat() {
        if (closed) {
            return true;
        }
        Instant now = clock.instant();
        Map<Platform, HealthState> states = new EnumMap<>(Platform.class);
        platforms.forEach((platform, state) -> state.get().ifPresent(known -> states.put(platform, known)));
        List<JobMonitor.JobStatus> overdue = jobs.overdue();
        List<Heartbeat> beats = new ArrayList<>();
        beats.add(heartbeat(Heartbeat.BOT, now, new HealthState(true, "")));
        beats.add(heartbeat(Heartbeat.JOBS, now, ofJobs(overdue)));
        states.forEach((platform, state) -> beats.add(heartbeat(platform.id(), now, state)));
        overdue.forEach(job -> beats.add(new Heartbeat(
                node,
                Heartbeat.ofJob(job.name()),
                now,
                new HealthState(false, job.lastError().orElse("it hangs")),
                now.minus(job.sinceSuccess()))));
        last.clear();
        beats.forEach(each -> last.put(each.part(), each));
        database.writeWithoutResult(tx -> {
            store.clear(tx, node);
            store.prune(tx, now.minus(MAX_SILENCE));
            beats.forEach(each -> store.save(tx, each));
        });
        return states.values().stream().allMatch(HealthState::healthy);
    }

    private Heartbeat heartbeat(String part, Instant now, HealthState state) {
        Optional<Heartbeat> before = Optional.ofNullable(last.get(part))
                .filter(known -> known.state().healthy() == state.healthy());
        return new Heartbeat(
                node, part, now, state, before.map(Heartbeat::since).orElse(now));
    }

    private static HealthState ofJobs(List<JobMonitor.JobStatus> overdue) {
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
            database.writeWithoutResult(tx -> store.clear(tx, node));
        } catch (RuntimeException e) {
            LOG.warn("cannot record the shutdown", e);
        }
    }
}
