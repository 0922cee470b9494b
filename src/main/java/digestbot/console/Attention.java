package digestbot.console;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastService;
import digestbot.console.HourCountStore.Totals;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.HeldDigests.HeldDigest;
import digestbot.library.archive.OverdueDigests;
import digestbot.library.archive.OverdueDigests.MissingDigest;
import digestbot.library.intake.InvalidFileStore;
import digestbot.ops.health.Alarm;
import digestbot.ops.health.Alarm.AlarmKind;
import digestbot.ops.health.AlarmNotifier;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.Readiness;
import digestbot.ops.health.Readiness.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    private final BroadcastService broadcasts;
    private final InstantSource clock;
    private final InvalidFileStore files = new InvalidFileStore();

    public Attention(
            Readiness readiness,
            List<CheckFinding> missingSettings,
            HeldDigests heldDigests,
            OverdueDigests overdueDigests,
            BroadcastService broadcasts,
            InstantSource clock) {
        this.readiness = readiness;
        this.missingSettings = missingSettings;
        due = new BackgroundValue<>(readiness::due, clock);
        this.heldDigests = heldDigests;
        this.overdueDigests = overdueDigests;
        this.broadcasts = broadcasts;
        this.clock = clock;
    }

    /// Something that needs an operator.
    sealed interface Finding {

        /// A check that has failed, but not for so long that there is an alarm.
        record FailedCheck(Check check) implements Finding {}

        record DigestForReview(HeldDigest held) implements Finding {}

        record InvalidFiles(long files) implements Finding {}

        record LateDigest(MissingDigest digest) implements Finding {}

        record OpenAlarm(Alarm alarm) implements Finding {}

        record PausedBroadcast(Broadcast broadcast) implements Finding {}

        /// Too many deliveries failed in the last hour.
        record ManyFailures(Totals totals) implements Finding {}

        record MissingSetting(CheckFinding setting) implements Finding {}

        /// The name of its kind, to which “s” is added for several.
        default String kind() {
            return switch (this) {
                case FailedCheck _ -> "failed check";
                case DigestForReview _ -> "held digest";
                case InvalidFiles _ -> "invalid file";
                case LateDigest _ -> "late digest";
                case OpenAlarm _ -> "alarm";
                case PausedBroadcast _ -> "paused broadcast";
                case ManyFailures _ -> "failure rate";
                case MissingSetting _ -> "missing setting";
            };
        }

        default long count() {
            return this instanceof InvalidFiles(long files) ? files : 1;
        }
    }

    /// What was found at one moment, the most urgent first, with the checks that found nothing.
    ///
    /// @param missing the digests that are late or still expected today
    record Findings(List<Check> checks, List<HeldDigest> held, List<MissingDigest> missing, List<Finding> findings) {

        List<MissingDigest> expected() {
            return missing.stream().filter(digest -> !digest.late()).toList();
        }

        long count() {
            return findings.stream().mapToLong(Finding::count).sum();
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

    Findings read(Database database) {
        List<Check> checks = readiness.report(due::latest).checks();
        return database.read(tx -> read(tx, checks));
    }

    private Findings read(Transaction tx, List<Check> checks) {
        Instant now = clock.instant();
        List<Alarm> open = AlarmNotifier.open(tx);
        List<HeldDigest> held = heldDigests.all(tx);
        List<MissingDigest> missing = overdueDigests.untilTonight(tx, now);
        Totals lastHour = Totals.of(HourCountStore.since(tx, now.minus(RECENT)));
        List<Finding> found = new ArrayList<>();
        checks.stream()
                .filter(check -> !check.ok() && open.stream().noneMatch(alarm -> isAbout(alarm, check)))
                .forEach(check -> found.add(new Finding.FailedCheck(check)));
        held.forEach(digest -> found.add(new Finding.DigestForReview(digest)));
        long invalid = files.summary(tx).count();
        if (invalid > 0) {
            found.add(new Finding.InvalidFiles(invalid));
        }
        missing.stream().filter(MissingDigest::late).forEach(digest -> found.add(new Finding.LateDigest(digest)));
        open.forEach(alarm -> found.add(new Finding.OpenAlarm(alarm)));
        broadcasts.paused(tx).forEach(broadcast -> found.add(new Finding.PausedBroadcast(broadcast)));
        if (lastHour.failureRate().orElse(0.0) > MAX_FAILURE_RATE) {
            found.add(new Finding.ManyFailures(lastHour));
        }
        missingSettings.forEach(setting -> found.add(new Finding.MissingSetting(setting)));
        return new Findings(checks, held, missing, found);
    }

    private static boolean isAbout(Alarm alarm, Check check) {
        return alarm.kind() == check.alarm()
                && (alarm.kind() != AlarmKind.PLATFORM || alarm.subject().equals(check.name()));
    }
}
