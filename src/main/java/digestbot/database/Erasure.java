package digestbot.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes traces of deleted data from the database files.
///
/// SQLite overwrites what is deleted (`secure_delete`), in rows and free pages alike. Two things remain: its
/// write-ahead log, which is emptied within minutes, and copies within a page that it leaves where it moves rows to
/// another one. At night the file is rewritten without these, if anything was forgotten since the last time.
///
/// Rewriting needs a temporary file as large as the database: `SQLITE_TMPDIR` in the environment says where.
public final class Erasure {

    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);

    /// Delays maintenance after startup.
    private static final Duration STARTUP_GRACE = Duration.ofMinutes(10);

    /// Rewriting takes a second for about 100 MB, in which nobody is answered: five seconds at most, once a night.
    static final long MAX_VACUUM_BYTES = 512L << 20;

    /// There is a new copy in a temporary file, then in the log.
    private static final int COPIES = 3;

    private final ErasureStore store = new ErasureStore();
    private final Database database;
    private final MaintenanceTime maintenanceTime;
    private final InstantSource clock;
    private final Instant notBefore;
    private Instant lastTried = Instant.MIN;

    public Erasure(Database database, MaintenanceTime maintenanceTime, InstantSource clock) {
        this.database = database;
        this.maintenanceTime = maintenanceTime;
        this.clock = clock;
        this.notBefore = clock.instant().plus(STARTUP_GRACE);
    }

    /// Goes on with what was forgotten; to be called about once a minute, by one thread at a time.
    public void eraseIfDue() {
        Instant now = clock.instant();
        ErasureStore.Progress progress = database.read(store::progress);
        Instant lastNight = maintenanceTime.last(now);
        if (progress.rewritten() < progress.asked()
                && progress.askedAt().isBefore(lastNight)
                && lastTried.isBefore(lastNight)
                && !now.isBefore(notBefore)) {
            lastTried = now;
            rewrite(progress.asked(), now);
            progress = database.read(store::progress);
        }
        long asked = progress.asked();
        if (progress.emptied() < asked && database.truncateWal()) {
            database.writeWithoutResult(transaction -> store.emptied(transaction, asked));
        }
    }

    private void rewrite(long asked, Instant now) {
        Path file = database.file();
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_VACUUM_BYTES || Files.getFileStore(file).getUsableSpace() < COPIES * bytes) {
                LOG.warn(
                        "database not rewritten ({} bytes): too large, or too little disk space; copies of deleted data may"
                                + " remain in the file",
                        bytes);
                return;
            }
            long begun = System.nanoTime();
            database.vacuum();
            database.writeWithoutResult(transaction -> store.rewritten(transaction, asked, now));
            LOG.info(
                    "rewrote the database to remove deleted data: {} bytes in {} ms",
                    bytes,
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
        } catch (IOException | RuntimeException e) {
            LOG.warn("rewriting the database failed, next attempt tomorrow night: {}", ConnectionSetup.reason(e));
        }
    }
}
