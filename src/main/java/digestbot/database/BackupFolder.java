package digestbot.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The backups of one database, in one folder. Their names contain the time in UTC, such as
/// `digestbot-2026-11-24T021500Z.sqlite`, and sort by age. Old automatic backups are removed,
/// manual ones never are. A file with a backup's name is complete and on disk.
///
/// A backup is made every night, or as soon as the bot runs again if a night was missed. The names
/// in the folder show which nights have one. A failed backup is retried every hour.
public final class BackupFolder {

    public record Backup(Path file, long bytes, Duration took) {}

    public sealed interface NightlyState {

        /// No backup has been due since the start, or the first one is being made.
        record Unknown() implements NightlyState {}

        record Made(Instant at) implements NightlyState {}

        record BackupFailed(Instant since, String reason) implements NightlyState {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(BackupFolder.class);

    private static final int KEPT_BEFORE_MIGRATIONS = 3;
    private static final String PART = ".part";
    private static final String MANUAL_SUFFIX = "-by-hand";
    private static final String BEFORE_MIGRATION_SUFFIX = "-before-v";
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'");

    /// A starting bot has more urgent work.
    private static final Duration STARTUP_GRACE = Duration.ofMinutes(10);

    private static final Duration RETRY_DELAY = Duration.ofHours(1);

    /// The age at which an unfinished backup counts as abandoned.
    private static final Duration MAX_UNFINISHED_AGE = Duration.ofDays(1);

    private final Path database;
    private final Path folder;
    private final int keep;
    private final MaintenanceTime nightly;
    private final InstantSource clock;
    private final Pattern name;
    private Instant notBefore;
    private boolean isTidied;
    private volatile NightlyState state = new NightlyState.Unknown();

    /// `kind` is the text between the time and `.sqlite`; empty for nightly backups.
    private record BackupFile(Path file, Instant at, String kind, boolean unfinished) {

        static BackupFile of(Path file, Matcher parts) {
            Instant at = LocalDateTime.parse(parts.group(1), TIMESTAMP).toInstant(ZoneOffset.UTC);
            return new BackupFile(file, at, Optional.ofNullable(parts.group(2)).orElse(""), parts.group(3) != null);
        }

        boolean isOf(String other) {
            return other.isEmpty() ? kind.isEmpty() : kind.startsWith(other);
        }
    }

    /// `keep` is the number of nightly backups to keep; 0 turns them off.
    public BackupFolder(Path database, Path folder, int keep, MaintenanceTime nightly, InstantSource clock) {
        this.database = database;
        this.folder = folder;
        this.keep = keep;
        this.nightly = nightly;
        this.clock = clock;
        this.notBefore = clock.instant().plus(STARTUP_GRACE);
        this.name = Pattern.compile(
                Pattern.quote(stem()) + "-(\\d{4}-\\d\\d-\\d\\dT\\d{6}Z)(-.*?)?\\.sqlite(\\.part(?:-journal)?)?");
    }

    private String stem() {
        return String.valueOf(database.getFileName()).replaceFirst("\\.[^.]*$", "");
    }

    public Path folder() {
        return folder;
    }

    /// To be called about once a minute, by one thread at a time.
    public void makeNightlyIfDue() {
        Instant now = clock.instant();
        if (!isTidied) {
            isTidied = true;
            clear(() -> removeUnfinished("", now));
        }
        if (keep == 0 || now.isBefore(notBefore)) {
            return;
        }
        try {
            Optional<Instant> last = newestNightly();
            if (last.isEmpty() || last.get().isBefore(nightly.last(now))) {
                Backup made = makeNightly();
                LOG.info(
                        "backed up: {}, {} bytes, in {} ms",
                        made.file(),
                        made.bytes(),
                        made.took().toMillis());
            }
            state = new NightlyState.Made(newestNightly().orElse(now));
        } catch (RuntimeException e) {
            LOG.error("backup failed, next attempt in an hour: {}", e.getMessage(), e);
            Instant since = state instanceof NightlyState.BackupFailed(Instant before, String _) ? before : now;
            state = new NightlyState.BackupFailed(since, String.valueOf(e.getMessage()));
            notBefore = now.plus(RETRY_DELAY);
        }
    }

    public NightlyState state() {
        return state;
    }

    /// Makes a backup and removes old ones. If the removal fails, the next run retries it.
    ///
    /// @throws IllegalStateException if the backup cannot be made; nothing has changed then
    Backup makeNightly() {
        Backup backup = make("");
        clear(() -> removeOld("", keep));
        return backup;
    }

    public Backup makeManual() {
        return make(MANUAL_SUFFIX);
    }

    /// Replaces the target if it exists. Its folder must exist.
    ///
    /// @throws IllegalStateException if the backup cannot be made
    public Backup makeAt(Path target) {
        requireFolder(target.toAbsolutePath().resolveSibling(""));
        return write(target);
    }

    /// A folder created where a disk is missing would fill the disk of the database. The exception
    /// has no cause.
    private static void requireFolder(Path folder) {
        if (Files.notExists(folder)) {
            throw new IllegalStateException("%s does not exist (is the disk mounted?)".formatted(folder));
        }
    }

    private Backup write(Path target) {
        Instant before = clock.instant();
        copy(database, target);
        try {
            return new Backup(target, Files.size(target), Duration.between(before, clock.instant()));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the backup %s: %s".formatted(target, e), e);
        }
    }

    void beforeMigration(String version) {
        make(BEFORE_MIGRATION_SUFFIX + version);
        clear(() -> removeOld(BEFORE_MIGRATION_SUFFIX, KEPT_BEFORE_MIGRATIONS));
    }

    private Optional<Instant> newestNightly() {
        return of("").map(BackupFile::at).findFirst();
    }

    public Optional<Instant> newest() {
        return all().map(BackupFile::at).findFirst();
    }

    private Backup make(String kind) {
        if (!folder.toAbsolutePath().startsWith(database.toAbsolutePath().resolveSibling(""))) {
            requireFolder(folder);
        }
        clear(() -> removeUnfinished(kind, clock.instant()));
        String moment = TIMESTAMP.format(clock.instant().atOffset(ZoneOffset.UTC));
        return write(folder.resolve("%s-%s%s.sqlite".formatted(stem(), moment, kind)));
    }

    private static void clear(Runnable removal) {
        try {
            removal.run();
        } catch (IllegalStateException e) {
            LOG.warn("backups not tidied: {}", e.getMessage());
        }
    }

    private void removeOld(String kind, int keep) {
        of(kind).skip(keep).map(BackupFile::file).forEach(BackupFolder::remove);
    }

    /// Removes abandoned files. An unfinished backup of the kind that is about to be made is
    /// abandoned whatever its age, because one process at a time makes backups.
    private void removeUnfinished(String kind, Instant now) {
        Instant before = now.minus(MAX_UNFINISHED_AGE);
        files().filter(file ->
                        file.unfinished() && (file.isOf(kind) || file.at().isBefore(before)))
                .map(BackupFile::file)
                .forEach(BackupFolder::remove);
    }

    /// The backups of a kind, newest first.
    private Stream<BackupFile> of(String kind) {
        return all().filter(kept -> kept.isOf(kind));
    }

    private Stream<BackupFile> all() {
        Instant now = clock.instant();
        return files().filter(file -> !file.unfinished() && !file.at().isAfter(now))
                .sorted(Comparator.comparing(BackupFile::at).reversed());
    }

    private Stream<BackupFile> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream().flatMap(file -> {
                Matcher parts = name.matcher(file.getFileName().toString());
                return parts.matches() ? Stream.of(BackupFile.of(file, parts)) : Stream.empty();
            });
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Stream.empty();
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("cannot list " + folder + ": " + e, e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new IllegalStateException("cannot remove the old backup " + file + ": " + e, e);
        }
    }

    /// Copies a whole database while others write to it. `VACUUM INTO` reads one snapshot on a
    /// separate connection, so it does not block writers. SQLite's backup interface, which the
    /// driver offers as `backup to`, starts again after every write by others.
    ///
    /// Only the user of this process may read the copy. When this returns, the copy is on disk; if
    /// it fails, nothing remains of it. An existing target is replaced.
    ///
    /// @throws IllegalStateException if the copy fails; the message names the target
    static void copy(Path database, Path target) {
        Path whole = target.toAbsolutePath();
        Path folder = whole.resolveSibling("");
        Path part = folder.resolve(whole.getFileName() + PART);
        try {
            PrivateFiles.createFolders(folder);
            removePart(part);
            PrivateFiles.create(part);
            ConnectionSetup.create(ConnectionSetup.readOnly(database))
                    .useHandle(handle -> handle.execute("VACUUM INTO ?", part.toString()));
            force(part, StandardOpenOption.WRITE);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder, StandardOpenOption.READ);
        } catch (IOException | JdbiException e) {
            removePart(part);
            throw new IllegalStateException("cannot copy %s to %s: %s".formatted(database, target, reason(e)), e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException ? e.toString() : SqlErrors.reason(e);
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private static void removePart(Path part) {
        try {
            Files.deleteIfExists(part);
            Files.deleteIfExists(part.resolveSibling(part.getFileName() + "-journal"));
        } catch (IOException _) {
            // Nothing more can be done.
        }
    }
}
