package digestbot.console.overview;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcasts;
import digestbot.console.statistics.HourCountStore;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.health.AlarmStore;
import digestbot.health.AlarmStore.OpenAlarm;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds what needs the attention of an operator: a decision, a correction, or a look.
public final class Attention {

    private static final Logger LOG = LoggerFactory.getLogger(Attention.class);

    /// The share of failed deliveries from which operators should look.
    private static final double MAX_FAILURE_RATE = 0.01;

    private static final Duration RECENT = Duration.ofHours(1);

    private final HeldDigests heldDigests;
    private final OverdueDigests overdueDigests;
    private final Broadcasts broadcasts;
    private final InstantSource clock;
    private final InvalidFileStore files = new InvalidFileStore();
    private final AlarmStore alarms = new AlarmStore();
    private final HourCountStore history = new HourCountStore();

    public Attention(
            HeldDigests heldDigests, OverdueDigests overdueDigests, Broadcasts broadcasts, InstantSource clock) {
        this.heldDigests = heldDigests;
        this.overdueDigests = overdueDigests;
        this.broadcasts = broadcasts;
        this.clock = clock;
    }

    /// What needs attention now.
    ///
    /// @param invalidFiles how many files are invalid
    /// @param missing the digests that are late or still expected today
    /// @param paused the broadcasts that were paused
    /// @param failing the results of the last hour, if too many deliveries failed
    public record Findings(
            List<HeldDigest> held,
            long invalidFiles,
            List<MissingDigest> missing,
            List<OpenAlarm> alarms,
            List<Broadcast> paused,
            Optional<HourCountStore.Totals> failing) {

        public List<MissingDigest> late() {
            return missing.stream().filter(MissingDigest::late).toList();
        }

        public List<MissingDigest> expected() {
            return missing.stream().filter(digest -> !digest.late()).toList();
        }

        public long count() {
            return held.size()
                    + invalidFiles
                    + late().size()
                    + alarms.size()
                    + paused.size()
                    + (failing.isPresent() ? 1 : 0);
        }
    }

    /// How much needs attention; 0 if that cannot be read, so that pages without the database are shown.
    public long count(Database database) {
        try {
            return database.read(this::read).count();
        } catch (RuntimeException e) {
            LOG.debug("cannot count what needs attention", e);
            return 0;
        }
    }

    public Findings read(Transaction transaction) {
        Instant now = clock.instant();
        return new Findings(
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
