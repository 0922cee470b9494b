package digestbot.ops.health;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.ops.health.Heartbeat.HealthState;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes heartbeats of the bot and its platforms to the database, where [HealthReport] reads them
/// from another process.
public final class HeartbeatWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatWriter.class);

    public static final Duration INTERVAL = Duration.ofSeconds(10);

    /// The time after which a killed node is forgotten.
    private static final Duration MAX_SILENCE = Duration.ofHours(1);

    private final HeartbeatStore store = new HeartbeatStore();
    private final Database database;
    private final String node;
    private final Map<Platform, Supplier<Optional<HealthState>>> platforms;
    private final JobMonitor jobs;
    private final InstantSource clock;
    private final Map<String, Heartbeat> last = new HashMap<>();
    private boolean closed;

    /// `node` is empty if there is only one node. The state of a platform is empty while another
    /// node serves it.
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

    /// Returns true if all platforms are healthy. Does nothing after [#close].
    public synchronized boolean beat() {
        if (closed) {
            return true;
        }
        Instant now = clock.instant();
        Map<Platform, HealthState> states = new EnumMap<>(Platform.class);
        platforms.forEach((platform, state) -> state.get().ifPresent(known -> states.put(platform, known)));
        List<Heartbeat> beats = new ArrayList<>();
        beats.add(heartbeat(Heartbeat.BOT, now, new HealthState(true, "")));
        states.forEach((platform, state) -> {
            beats.add(heartbeat(platform.id(), now, state));
            state.trouble().ifPresent(trouble -> beats.add(Heartbeat.ofSending(node, platform, now, trouble)));
        });
        jobs.overdue()
                .forEach(job -> beats.add(new Heartbeat(
                        node,
                        Heartbeat.ofJob(job.name()),
                        now,
                        new HealthState(false, job.reason()),
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

    /// Deletes the heartbeats, so that the bot is not reported as hanging. A failure is only
    /// logged, so that shutdown continues.
    @Override
    public synchronized void close() {
        closed = true;
        try {
            database.writeWithoutResult(tx -> store.clear(tx, node));
        } catch (RuntimeException e) {
            LOG.warn("cannot record the shutdown", e);
        }
    }

    static final class HeartbeatStore {

        void save(Transaction transaction, Heartbeat heartbeat) {
            transaction.execute(
                    """
                    INSERT INTO heartbeat (node, part, at, healthy, since, detail) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (node, part) DO UPDATE SET
                        at = excluded.at, healthy = excluded.healthy, since = excluded.since, detail = excluded.detail
                    """,
                    heartbeat.node(),
                    heartbeat.part(),
                    heartbeat.at(),
                    heartbeat.state().healthy() ? 1 : 0,
                    heartbeat.since(),
                    heartbeat.state().detail());
        }

        void clear(Transaction transaction, String node) {
            transaction.execute("DELETE FROM heartbeat WHERE node = ?", node);
        }

        void prune(Transaction transaction, Instant before) {
            transaction.execute("DELETE FROM heartbeat WHERE at < ?", before);
        }

        /// All heartbeats; none if the bot is not running or was shut down.
        List<Heartbeat> all(Transaction transaction) {
            return transaction
                    .select("SELECT node, part, at, healthy, since, detail FROM heartbeat ORDER BY node, part")
                    .map((row, _) -> new Heartbeat(
                            row.getString("node"),
                            row.getString("part"),
                            Instant.ofEpochMilli(row.getLong("at")),
                            new Heartbeat.HealthState(row.getInt("healthy") != 0, row.getString("detail")),
                            Instant.ofEpochMilli(row.getLong("since"))))
                    .list();
        }
    }
}
