package digestbot.ops.health;

import digestbot.audience.Platform;
import digestbot.cluster.ClusterStatus;
import digestbot.cluster.ClusterStatus.LeaderRow;
import digestbot.database.Database;
import digestbot.database.StorageHealth;
import digestbot.ops.health.Alarm.AlarmKind;
import digestbot.ops.health.CheckFinding.Level;
import digestbot.ops.health.HealthReport.HealthSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks whether this process works.
///
/// @param shared true if one of several nodes must be the leader
public record Readiness(
        Database database,
        Map<Platform, PlatformProbe> platforms,
        JobMonitor jobs,
        boolean shared,
        InstantSource clock) {

    public static final String DATABASE = "database";
    public static final String OLDEST_DUE = "oldest-due";
    public static final String JOBS = "jobs";
    public static final String LEADER = "leader";

    private static final Map<String, AlarmKind> ALARMS = Map.of(
            DATABASE, AlarmKind.STORAGE, OLDEST_DUE, AlarmKind.STUCK, JOBS, AlarmKind.JOB, LEADER, AlarmKind.STORAGE);

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    /// `lastPoll` is empty for platforms that push updates.
    public record PlatformProbe(Supplier<Heartbeat.HealthState> state, Supplier<Optional<Instant>> lastPoll) {}

    public record ReadinessReport(boolean ready, List<Check> checks) {
        public ReadinessReport {
            checks = List.copyOf(checks);
        }
    }

    /// The result of a check. `name` is a platform's id or one of the constants above. `at` is the
    /// time of the last poll, the due time of the oldest delivery, or the beginning of an outage or
    /// trouble.
    public record Check(String name, Level level, String detail, Optional<Instant> at) {

        private Check(String name, boolean ok, String detail, Optional<Instant> at) {
            this(name, ok ? Level.WELL : Level.FAILED, detail, at);
        }

        public boolean ok() {
            return level == Level.WELL;
        }

        /// Whether the platform is connected but takes no messages.
        public boolean isTrouble() {
            return level == Level.WARNING;
        }

        /// Whether the check fails only because the bot has just started.
        public boolean isConnecting() {
            return !ok() && detail.equals(Heartbeat.CONNECTING);
        }

        /// The alarm that begins if the check keeps failing.
        public AlarmKind alarm() {
            return isTrouble() ? AlarmKind.STUCK : ALARMS.getOrDefault(name, AlarmKind.PLATFORM);
        }

        /// Whether the check's failure has caused the alarm.
        public boolean isCauseOf(Alarm alarm) {
            return alarm.kind() == alarm()
                    && (ALARMS.containsKey(name) || alarm.subject().equals(name));
        }
    }

    /// Runs the checks. An unreadable database is one of the findings.
    public ReadinessReport report() {
        return report(() -> Optional.of(due()));
    }

    /// Runs the checks without the one of due deliveries while it is unknown, because counting a
    /// million of them takes time.
    public ReadinessReport report(Supplier<Optional<Check>> due) {
        List<Check> checks = platforms.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> platform(entry.getKey(), entry.getValue()))
                .collect(Collectors.toCollection(ArrayList::new));
        checks.add(jobs(jobs.overdue()));
        try {
            if (shared) {
                checks.add(leader(database.read(ClusterStatus::read)));
            }
            checks.add(storage(database.storageHealth().current()));
            due.get().ifPresent(checks::add);
        } catch (RuntimeException e) {
            LOG.debug("reading the database failed", e);
            checks.add(new Check(DATABASE, false, "not readable", Optional.empty()));
        }
        return new ReadinessReport(checks.stream().noneMatch(check -> check.level() == Level.FAILED), checks);
    }

    public Check due() {
        Instant now = clock.instant();
        return database.read(tx -> HealthReport.backlogs(tx, now)).stream()
                .filter(backlog -> platforms.containsKey(backlog.platform()))
                .min(Comparator.comparing(HealthSnapshot.Backlog::oldest))
                .map(backlog -> due(backlog, now))
                .orElseGet(() -> new Check(OLDEST_DUE, true, "queue up to date", Optional.empty()));
    }

    private static Check jobs(List<JobMonitor.JobStatus> overdue) {
        String detail = overdue.isEmpty()
                ? "on schedule"
                : overdue.stream().map(JobMonitor.JobStatus::sentence).collect(Collectors.joining("; "));
        return new Check(JOBS, overdue.isEmpty(), detail, Optional.empty());
    }

    private static Check leader(ClusterStatus cluster) {
        Optional<String> node = cluster.leader().flatMap(LeaderRow::node);
        return new Check(LEADER, node.isPresent(), node.orElse("no node"), Optional.empty());
    }

    private static Check platform(Platform platform, PlatformProbe source) {
        Heartbeat.HealthState state = source.state().get();
        return state.trouble()
                .map(trouble -> new Check(platform.id(), Level.WARNING, trouble.detail(), Optional.of(trouble.since())))
                .orElseGet(() -> new Check(
                        platform.id(),
                        state.healthy(),
                        state.detail(),
                        source.lastPoll().get()));
    }

    private static Check storage(Optional<StorageHealth.Outage> currentOutage) {
        return currentOutage
                .map(outage -> new Check(DATABASE, false, outage.reason(), Optional.of(outage.since())))
                .orElseGet(() -> new Check(DATABASE, true, "readable and writable", Optional.empty()));
    }

    /// A queue that drains at the rate limit is not a failure.
    private static Check due(HealthSnapshot.Backlog backlog, Instant now) {
        boolean ok = !HealthReport.isLate(backlog.oldest(), now) || backlog.draining();
        String detail = "%,d due on %s, oldest waiting for %d s"
                .formatted(
                        backlog.deliveries(),
                        backlog.platform().title(),
                        Math.max(0, Duration.between(backlog.oldest(), now).toSeconds()));
        return new Check(OLDEST_DUE, ok, detail, Optional.of(backlog.oldest()));
    }
}
