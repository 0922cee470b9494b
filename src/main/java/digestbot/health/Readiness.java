package digestbot.health;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.database.StorageHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks the readiness of the bot from within its process.
public final class Readiness {

    /// The names of the checks that are no platform's.
    public static final String DATABASE = "database";

    public static final String OLDEST_DUE = "oldest-due";
    public static final String JOBS = "jobs";

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final Database database;
    private final Map<Platform, Source> platforms;
    private final JobMonitor jobs;
    private final InstantSource clock;

    /// The state of a platform.
    ///
    /// @param state whether it is connected
    /// @param lastPoll the time of the last poll; empty for platforms that push
    public record Source(Supplier<Heartbeat.State> state, Supplier<Optional<Instant>> lastPoll) {}

    /// The result of all checks.
    ///
    /// @param ready whether all checks are well
    public record Report(boolean ready, List<Check> checks) {
        public Report {
            checks = List.copyOf(checks);
        }
    }

    /// One thing that was looked at.
    ///
    /// @param name a platform's id, `jobs`, `database`, or `oldest-due`
    /// @param at the related time: the last poll, or the due time of the oldest delivery
    public record Check(String name, boolean well, String detail, Optional<Instant> at) {}

    public Readiness(Database database, Map<Platform, Source> platforms, JobMonitor jobs, InstantSource clock) {
        this.database = database;
        this.platforms = Map.copyOf(platforms);
        this.jobs = jobs;
        this.clock = clock;
    }

    /// Looks at everything. A database that cannot be read is one of the findings.
    public Report report() {
        Instant now = clock.instant();
        List<Check> checks = platforms.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> platform(entry.getKey(), entry.getValue()))
                .collect(Collectors.toCollection(ArrayList::new));
        checks.add(jobs());
        try {
            Optional<HealthSnapshot.Backlog> oldest =
                    database.read(tx -> HealthReport.vitals(tx, now)).backlogs().stream()
                            .filter(backlog -> platforms.containsKey(backlog.platform()))
                            .min((one, other) -> one.oldest().compareTo(other.oldest()));
            checks.add(storage(database.trouble().current()));
            checks.add(oldest.map(backlog -> due(backlog, now))
                    .orElseGet(() -> new Check(OLDEST_DUE, true, "queue up to date", Optional.empty())));
        } catch (RuntimeException e) {
            LOG.debug("reading the database failed", e);
            checks.add(new Check(DATABASE, false, "not readable", Optional.empty()));
        }
        return new Report(checks.stream().allMatch(Check::well), checks);
    }

    private Check jobs() {
        List<JobMonitor.Standing> overdue = jobs.overdue();
        String detail = overdue.isEmpty()
                ? "on schedule"
                : overdue.stream().map(JobMonitor.Standing::sentence).collect(Collectors.joining("; "));
        return new Check(JOBS, overdue.isEmpty(), detail, Optional.empty());
    }

    private static Check platform(Platform platform, Source source) {
        Heartbeat.State state = source.state().get();
        return new Check(
                platform.id(), state.well(), state.detail(), source.lastPoll().get());
    }

    private static Check storage(Optional<StorageHealth.Spell> trouble) {
        return trouble.map(spell -> new Check(DATABASE, false, spell.why(), Optional.of(spell.since())))
                .orElseGet(() -> new Check(DATABASE, true, "readable and writable", Optional.empty()));
    }

    /// A queue that drains at the rate limit is not a failure.
    private static Check due(HealthSnapshot.Backlog backlog, Instant now) {
        boolean well = !HealthReport.isLate(backlog.oldest(), now) || backlog.moving();
        String detail = "%,d due on %s, oldest waiting for %d s"
                .formatted(
                        backlog.deliveries(),
                        backlog.platform().title(),
                        Math.max(0, Duration.between(backlog.oldest(), now).toSeconds()));
        return new Check(OLDEST_DUE, well, detail, Optional.of(backlog.oldest()));
    }
}
