package digestbot.console.overview;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcasts;
import digestbot.console.page.PageParts;
import digestbot.console.statistics.BackgroundValue;
import digestbot.console.statistics.HourCountStore;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.health.Alarm;
import digestbot.health.AlarmKind;
import digestbot.health.AlarmStore;
import digestbot.health.CheckFinding;
import digestbot.health.Readiness;
import digestbot.health.Readiness.Check;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.HeldDigests.HeldDigest;
import digestbot.library.archive.OverdueDigests;
import digestbot.library.archive.OverdueDigests.MissingDigest;
import digestbot.library.intake.InvalidFileStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds everything that needs an operator's decision, correction or look. Nothing that a page
/// shows as failed is missing here.
public final class Attention {

    private static final Logger LOG = LoggerFactory.getLogger(Attention.class);

    private static final double MAX_FAILURE_RATE = 0.01;

    private static final Duration RECENT = Duration.ofHours(1);

    private final Readiness readiness;
    private final BackgroundValue<Check> due;
    private final List<CheckFinding> missingSettings;
    private final HeldDigests heldDigests;
    private final OverdueDigests overdueDigests;
    private final Broadcasts broadcasts;
    private final InstantSource clock;
    private final InvalidFileStore files = new InvalidFileStore();
    private final AlarmStore alarms = new AlarmStore();
    private final HourCountStore history = new HourCountStore();

    public Attention(
            Readiness readiness,
            List<CheckFinding> missingSettings,
            HeldDigests heldDigests,
            OverdueDigests overdueDigests,
            Broadcasts broadcasts,
            InstantSource clock) {
        this.readiness = readiness;
        this.missingSettings = missingSettings;
        due = new BackgroundValue<>(readiness::due, clock);
        this.heldDigests = heldDigests;
        this.overdueDigests = overdueDigests;
        this.broadcasts = broadcasts;
        this.clock = clock;
    }

    /// The findings of one moment, with the checks that found nothing.
    ///
    /// @param missing the digests that are late or still expected today
    /// @param failing the results of the last hour, if too many deliveries failed
    public record Findings(
            List<Check> checks,
            List<CheckFinding> missingSettings,
            List<HeldDigest> held,
            long invalidFiles,
            List<MissingDigest> missing,
            List<Alarm> alarms,
            List<Broadcast> paused,
            Optional<HourCountStore.Totals> failing) {

        public List<MissingDigest> late() {
            return missing.stream().filter(MissingDigest::late).toList();
        }

        public List<MissingDigest> expected() {
            return missing.stream().filter(digest -> !digest.late()).toList();
        }

        /// The checks that have failed, but not for so long that there is an alarm.
        public List<Check> failed() {
            return checks.stream()
                    .filter(check -> !check.ok() && alarms.stream().noneMatch(alarm -> isAbout(alarm, check)))
                    .toList();
        }

        private static boolean isAbout(Alarm alarm, Check check) {
            return alarm.kind() == check.alarm()
                    && (alarm.kind() != AlarmKind.PLATFORM || alarm.subject().equals(check.name()));
        }

        public long count() {
            return Stream.of(Matter.values())
                    .mapToLong(matter -> matter.count(this))
                    .sum();
        }
    }

    /// The kinds of findings, the most urgent first.
    enum Matter {
        FAILED("failed check"),
        HELD("held digest"),
        INVALID("invalid file"),
        LATE("late digest"),
        ALARM("alarm"),
        PAUSED("paused broadcast"),
        FAILING("failure rate"),
        MISSING("missing setting");

        private final String name;

        Matter(String name) {
            this.name = name;
        }

        private long count(Findings findings) {
            return switch (this) {
                case FAILED -> findings.failed().size();
                case HELD -> findings.held().size();
                case INVALID -> findings.invalidFiles();
                case LATE -> findings.late().size();
                case ALARM -> findings.alarms().size();
                case PAUSED -> findings.paused().size();
                case FAILING -> findings.failing().isPresent() ? 1 : 0;
                case MISSING -> findings.missingSettings().size();
            };
        }

        /// The number of findings beside those that are shown; empty for none.
        Optional<String> others(Findings findings, long shown) {
            long others = count(findings) - shown;
            return others == 0 ? Optional.empty() : Optional.of(PageParts.count(others, name, name + "s"));
        }
    }

    /// The number of findings; if they cannot be read, the database needs attention.
    public long count(Database database) {
        try {
            return read(database).count();
        } catch (RuntimeException e) {
            LOG.debug("cannot count what needs attention", e);
            return 1;
        }
    }

    public Findings read(Database database) {
        List<Check> checks = readiness.report(due::latest).checks();
        return database.read(tx -> read(tx, checks));
    }

    private Findings read(Transaction transaction, List<Check> checks) {
        Instant now = clock.instant();
        return new Findings(
                checks,
                missingSettings,
                heldDigests.all(transaction),
                files.summary(transaction).count(),
                overdueDigests.untilTonight(transaction, now),
                alarms.open(transaction),
                broadcasts.paused(transaction),
                Optional.of(HourCountStore.Totals.of(history.since(transaction, now.minus(RECENT))))
                        .filter(totals -> totals.failureRate()
                                .filter(rate -> rate > MAX_FAILURE_RATE)
                                .isPresent()));
    }
}
