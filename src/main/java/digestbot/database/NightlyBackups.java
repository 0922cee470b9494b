package digestbot.database;

import digestbot.database.Backups.Backup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a backup every night, or as soon as the bot runs again if a night was missed. The file
/// names in the folder show which nights have a backup. A failed backup is retried every hour.
public final class NightlyBackups {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyBackups.class);

    /// A starting bot has more urgent work.
    private static final Duration STARTUP_GRACE = Duration.ofMinutes(10);

    private static final Duration RETRY_DELAY = Duration.ofHours(1);

    private final Backups backups;
    private final int keep;
    private final MaintenanceTime maintenanceTime;
    private final InstantSource clock;
    private Instant notBefore;
    private volatile BackupState state = new BackupState.Unknown();

    public sealed interface BackupState {

        /// No backup has been due since the start, or the first one is being made.
        record Unknown() implements BackupState {}

        record Made(Instant at) implements BackupState {}

        record BackupFailed(Instant since, String reason) implements BackupState {}
    }

    /// Keeps that number of nightly backups; 0 turns them off.
    public NightlyBackups(Backups backups, int keep, MaintenanceTime maintenanceTime, InstantSource clock) {
        this.backups = backups;
        this.keep = keep;
        this.maintenanceTime = maintenanceTime;
        this.clock = clock;
        this.notBefore = clock.instant().plus(STARTUP_GRACE);
    }

    /// To be called about once a minute, by one thread at a time.
    public void backUpIfDue() {
        Instant now = clock.instant();
        if (keep == 0 || now.isBefore(notBefore)) {
            return;
        }
        try {
            Optional<Instant> last = backups.newestNightly();
            if (last.isEmpty() || last.get().isBefore(maintenanceTime.last(now))) {
                Backup made = backups.makeNightly(keep);
                LOG.info(
                        "backed up: {}, {} bytes, in {} ms",
                        made.file(),
                        made.bytes(),
                        made.took().toMillis());
            }
            state = new BackupState.Made(backups.newestNightly().orElse(now));
        } catch (RuntimeException e) {
            LOG.error("backup failed, next attempt in an hour: {}", e.getMessage(), e);
            Instant since = state instanceof BackupState.BackupFailed(Instant before, String _) ? before : now;
            state = new BackupState.BackupFailed(since, String.valueOf(e.getMessage()));
            notBefore = now.plus(RETRY_DELAY);
        }
    }

    public BackupState state() {
        return state;
    }
}
