package digestbot.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a backup every night, or as soon as the bot runs again if a night was missed.
///
/// Which nights have one is in the folder's file names, so that a restart makes none twice. One that fails is tried
/// again every hour.
public final class NightlyBackups {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyBackups.class);

    /// A bot that starts has better things to do at first.
    private static final Duration AFTER_THE_START = Duration.ofMinutes(10);

    private static final Duration AFTER_A_FAILURE = Duration.ofHours(1);

    private final Backups backups;
    private final int keep;
    private final NightlyHour night;
    private final InstantSource clock;
    private Instant notBefore;
    private volatile State state = new State.Unknown();

    /// The state of the backups.
    public sealed interface State {

        /// None has been due since the start, or the first is being made.
        record Unknown() implements State {}

        /// Last night's is there.
        record Made(Instant at) implements State {}

        /// Last night's could not be made.
        ///
        /// @param since when it was first tried
        /// @param why in SQLite's or the system's words
        record Failed(Instant since, String why) implements State {}
    }

    /// @param keep how many nights' are kept; 0: none are made
    public NightlyBackups(Backups backups, int keep, NightlyHour night, InstantSource clock) {
        this.backups = backups;
        this.keep = keep;
        this.night = night;
        this.clock = clock;
        this.notBefore = clock.instant().plus(AFTER_THE_START);
    }

    /// Makes one if it is due; to be called about once a minute, by one thread at a time.
    public void tend() {
        Instant now = clock.instant();
        if (keep == 0 || now.isBefore(notBefore)) {
            return;
        }
        try {
            Optional<Instant> last = backups.lastNights();
            if (last.isEmpty() || last.get().isBefore(night.last(now))) {
                Backup made = backups.ofTheNight(keep);
                LOG.info(
                        "backed up: {}, {} bytes, in {} ms",
                        made.file(),
                        made.bytes(),
                        made.took().toMillis());
            }
            state = new State.Made(backups.lastNights().orElse(now));
        } catch (RuntimeException e) {
            LOG.error("backup failed, next attempt in an hour: {}", e.getMessage(), e);
            Instant since = state instanceof State.Failed(Instant before, String _) ? before : now;
            state = new State.Failed(since, String.valueOf(e.getMessage()));
            notBefore = now.plus(AFTER_A_FAILURE);
        }
    }

    /// The current state.
    public State state() {
        return state;
    }
}
