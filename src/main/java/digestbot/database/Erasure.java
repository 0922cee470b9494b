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
/// SQLite overwrites deleted data (`secure_delete`). Two traces remain: the write-ahead log, which
/// is emptied within minutes, and the copies that SQLite leaves where it moves rows to other pages.
/// The file is rewritten at night if anything was deleted since the last time. That needs a
/// temporary file as large as the database, in the folder that the variable `SQLITE_TMPDIR` names.
public final class Erasure {

    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
    private static final Duration STARTUP_GRACE = Duration.ofMinutes(10);

    /// Rewriting takes about a second per 100 MB, and nobody gets an answer meanwhile: at most five
    /// seconds, once a night.
    static final long MAX_VACUUM_BYTES = 512L << 20;

    /// The number of copies on the disk while rewriting: the file, the temporary file and the log.
    private static final int COPIES = 3;

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

    /// To be called about once a minute, by one thread at a time.
    public void eraseIfDue() {
        database.sqliteFile().ifPresent(this::eraseIfDue);
    }

    private void eraseIfDue(SqliteFile sqlite) {
        Instant now = clock.instant();
        Progress progress = database.read(Erasure::progress);
        Instant lastNight = maintenanceTime.last(now);
        if (progress.rewritten() < progress.requested()
                && progress.requestedAt().isBefore(lastNight)
                && lastTried.isBefore(lastNight)
                && !now.isBefore(notBefore)) {
            lastTried = now;
            rewrite(sqlite, progress.requested(), now);
            progress = database.read(Erasure::progress);
        }
        long requested = progress.requested();
        if (progress.emptied() < requested && sqlite.truncateWal()) {
            database.writeWithoutResult(transaction -> emptied(transaction, requested));
        }
    }

    private void rewrite(SqliteFile sqlite, long requested, Instant now) {
        Path file = sqlite.file();
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_VACUUM_BYTES || Files.getFileStore(file).getUsableSpace() < COPIES * bytes) {
                LOG.warn(
                        "database not rewritten ({} bytes): too large, or too little disk space; copies of deleted data may"
                                + " remain in the file",
                        bytes);
                return;
            }
            long startNanos = System.nanoTime();
            sqlite.vacuum();
            database.writeWithoutResult(transaction -> rewritten(transaction, requested, now));
            LOG.info(
                    "rewrote the database to remove deleted data: {} bytes in {} ms",
                    bytes,
                    Duration.ofNanos(System.nanoTime() - startNanos).toMillis());
        } catch (IOException | RuntimeException e) {
            LOG.warn("rewriting the database failed, next attempt tomorrow night: {}", SqlErrors.reason(e));
        }
    }

    /// Counts of deletions.
    ///
    /// @param requestedAt the time of the first deletion since the last rewrite
    /// @param emptied the count up to which the write-ahead log is empty
    /// @param rewritten the count up to which the file is rewritten
    private record Progress(long requested, Instant requestedAt, long emptied, long rewritten) {}

    /// To be called in the transaction that deletes data which must not remain in the file.
    public static void recordDeletion(Transaction transaction, Instant now) {
        transaction.execute("""
                UPDATE erasure SET requested_at = CASE requested WHEN rewritten THEN ? ELSE requested_at END,
                requested = requested + 1""", now);
    }

    private static Progress progress(Transaction transaction) {
        return transaction
                .select("SELECT requested, requested_at, emptied, rewritten FROM erasure")
                .map((row, _) -> new Progress(
                        row.getLong("requested"),
                        Instant.ofEpochMilli(row.getLong("requested_at")),
                        row.getLong("emptied"),
                        row.getLong("rewritten")))
                .one();
    }

    private static void emptied(Transaction transaction, long requested) {
        transaction.execute("UPDATE erasure SET emptied = ?", requested);
    }

    /// Empties the log, which then contains the new pages, into the file. Deletions after the given
    /// time count for the next rewrite.
    private static void rewritten(Transaction transaction, long requested, Instant now) {
        transaction.execute("UPDATE erasure SET rewritten = ?, requested_at = ?, emptied = 0", requested, now);
    }
}
