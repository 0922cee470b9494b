package digestbot.console;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastService;
import digestbot.console.HourCountStore.Totals;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.DigestReview.HeldDigest;
import digestbot.library.archive.OverdueDigests;
import digestbot.library.archive.OverdueDigests.MissingDigest;
import digestbot.library.intake.InvalidFileStore;
import digestbot.ops.health.Alarm;
import digestbot.ops.health.AlarmNotifier;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.Readiness;
import digestbot.ops.health.Readiness.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds everything that needs an operator's decision, correction or attention, including
/// everything that a page shows as failed.
public record Attention(
        Readiness readiness,
        BackgroundValue<Check> due,
        List<CheckFinding> missingSettings,
        DigestReview heldDigests,
        OverdueDigests overdueDigests,
        BroadcastService broadcasts,
        InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(Attention.class);

    private static final double MAX_FAILURE_RATE = 0.01;

    private static final Duration RECENT = Duration.ofHours(1);

    public static Attention of(
            Readiness readiness,
            List<CheckFinding> missingSettings,
            DigestReview heldDigests,
            OverdueDigests overdueDigests,
            BroadcastService broadcasts,
            InstantSource clock) {
        var due = new BackgroundValue<>(readiness::due, clock);
        return new Attention(readiness, due, missingSettings, heldDigests, overdueDigests, broadcasts, clock);
    }

    /// The findings at one moment, and the checks and digests that are fine.
    ///
    /// @param failed the failed checks and troubles that have not caused an alarm yet
    /// @param invalid the number of invalid files
    /// @param expected the digests that are not late yet
    /// @param failing the deliveries of the last hour if too many of them failed
    record Findings(
            List<Check> checks,
            List<Check> failed,
            List<HeldDigest> held,
            long invalid,
            List<MissingDigest> late,
            List<MissingDigest> expected,
            List<Alarm> alarms,
            List<Broadcast> paused,
            Optional<Totals> failing,
            List<CheckFinding> missingSettings) {

        long count() {
            return Stream.of(failed, held, late, alarms, paused, missingSettings)
                            .mapToLong(List::size)
                            .sum()
                    + invalid
                    + failing.stream().count();
        }
    }

    /// The number of findings. If they cannot be read, the database needs attention.
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
        List<MissingDigest> missing = overdueDigests.untilTonight(tx, now);
        return new Findings(
                checks,
                checks.stream()
                        .filter(check -> !check.ok()
                                && !check.isConnecting()
                                && open.stream().noneMatch(check::isCauseOf))
                        .toList(),
                heldDigests.all(tx),
                new InvalidFileStore().summary(tx).count(),
                missing.stream().filter(MissingDigest::late).toList(),
                missing.stream().filter(digest -> !digest.late()).toList(),
                open,
                broadcasts.paused(tx),
                Optional.of(Totals.of(HourCountStore.since(tx, now.minus(RECENT))))
                        .filter(totals -> totals.failureRate().orElse(0.0) > MAX_FAILURE_RATE),
                missingSettings);
    }
}
