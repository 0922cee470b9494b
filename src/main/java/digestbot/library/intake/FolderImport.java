package digestbot.library.intake;

import digestbot.database.Database;
import digestbot.digest.Diagnostic;
import digestbot.library.archive.FileStamp;
import digestbot.library.archive.FileStore;
import digestbot.library.archive.KnownFile;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Imports new and changed files from the digest folder. [DigestFolder] defines which files are
/// candidates.
///
/// A file is imported once it is complete: unchanged between two scans that are far enough apart.
/// It is read only if its size or modification time differs from the stored record. The result for
/// a file is committed together with the writes of [PublicationListener] and [FileProblemListener].
/// One file never blocks another. The files of one scan are imported in order of day, topic and
/// path, and published together.
///
/// The very first scan records every path in the folder in one transaction. That record alone
/// distinguishes files that existed before the bot's first start from later ones, whenever they are
/// read. If the folder is missing, this happens as soon as it exists.
public final class FolderImport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderImport.class);

    /// The number of file records that one transaction deletes.
    private static final int FORGOTTEN_AT_ONCE = 500;

    /// The time after which a disk that does not answer counts as hanging.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    /// The settings of the import.
    ///
    /// @param folder where the digests are
    /// @param maxBytes the maximum size of a file
    /// @param unchangedFor the time without changes after which a file counts as complete
    /// @param firstStart which of the files that existed before the first start are published
    /// @param hold which digests are held for review
    /// @param punctuality when a digest counts as late
    public record Settings(
            Path folder,
            long maxBytes,
            Duration unchangedFor,
            FirstStartPolicy firstStart,
            HoldPolicy hold,
            LatePolicy punctuality) {

        /// Settings that hold nothing for review and never consider a digest late.
        public Settings(Path folder, long maxBytes, Duration unchangedFor, FirstStartPolicy firstStart) {
            this(
                    folder,
                    maxBytes,
                    unchangedFor,
                    firstStart,
                    HoldPolicy.NOTHING,
                    new LatePolicy(firstStart.zone(), Duration.ZERO));
        }
    }

    private final Database database;
    private final Settings settings;
    private final PublicationListener publications;
    private final FileProblemListener problems;
    private final InstantSource clock;
    private final TimeLimitedFolder folder;
    private final WriteDetector steadiness;
    private final LogLimiter logShare = new LogLimiter();
    private final InvalidFileStore refused = new InvalidFileStore();
    private final CandidateFileReader reader;
    private final DigestImporter shelf;
    private final FileStore files = new FileStore();
    private final Map<String, KnownFile> known = new HashMap<>();
    private final Set<CandidateFile.Order> failed = new HashSet<>();
    private Runnable progress = () -> {};
    private boolean started;
    private boolean retried;

    /// The last folder failure that was logged.
    private Optional<String> logged = Optional.empty();

    /// The last folder failure that operators were notified of.
    private Optional<String> told = Optional.empty();
    private volatile boolean closed;

    public FolderImport(
            Database database,
            Library library,
            Settings settings,
            PublicationListener publications,
            FileProblemListener problems,
            InstantSource clock) {
        this(
                database,
                library,
                settings,
                new Listeners(publications, problems),
                clock,
                new TimeLimitedFolder(new DigestFolder(settings.folder()), LONGEST_SILENCE));
    }

    /// The listeners that are told of imported files.
    record Listeners(PublicationListener publications, FileProblemListener problems) {}

    /// @param folder the file source that is used instead of `settings.folder()`
    FolderImport(
            Database database,
            Library library,
            Settings settings,
            Listeners listeners,
            InstantSource clock,
            TimeLimitedFolder folder) {
        this.database = database;
        this.settings = settings;
        this.publications = listeners.publications();
        this.problems = listeners.problems();
        this.clock = clock;
        this.folder = folder;
        this.steadiness = new WriteDetector(settings.unchangedFor());
        this.reader = new CandidateFileReader(library, folder, logShare, settings.maxBytes());
        this.shelf = new DigestImporter(library, publications, problems, settings, logShare, clock);
    }

    /// Scans the folder once and imports all complete files.
    public ScanResult look() {
        return look(() -> {});
    }

    /// Scans the folder once and imports all complete files.
    ///
    /// @param progress called after each step, because a scan of many files may take long
    /// @throws FolderUnresponsiveException if the disk does not answer
    public synchronized ScanResult look(Runnable progress) {
        if (closed) {
            return ScanResult.NOTHING;
        }
        this.progress = progress;
        FolderListing listing = folder.list(progress);
        tellFailure(listing);
        if (listing.failure().isPresent()) {
            return ScanResult.NOTHING;
        }
        start(listing);
        steadiness.keepOnly(listing);
        forgetGone(listing);
        take(ready(listing), listing);
        logShare.end(LOG);
        return new ScanResult(steadiness.next(clock.instant()), listing.folders());
    }

    /// Ends a running scan after the current batch; later scans do nothing.
    @Override
    public void close() {
        closed = true;
        folder.close();
    }

    private void tellFailure(FolderListing listing) {
        Optional<String> now = listing.failure();
        String path = ScannedFile.printable(settings.folder().toString());
        Optional<String> text = now.map(why -> "the folder of digests " + why
                + "; make it, or set `digests` to the right one; it is looked for all the time");
        if (!now.equals(logged)) {
            logged = now;
            text.ifPresentOrElse(
                    what -> LOG.warn("{}: {}", path, what), () -> LOG.info("{}: folder of digests found again", path));
        }
        if (!now.equals(told)) {
            text.ifPresent(what -> database.run(tx -> problems.missing(tx, path, new Diagnostic(1, what))));
            told = now;
        }
    }

    private void start(FolderListing listing) {
        if (!started) {
            if (!database.read(files::started)) {
                Instant now = clock.instant();
                database.run(tx -> files.start(tx, listing.files().keySet(), now));
            }
            database.read(files::all).forEach(row -> known.put(row.path(), row));
            started = true;
        }
    }

    /// Clears the problems of files that were removed. If such a file comes back, it is read again.
    private void forgetGone(FolderListing listing) {
        List<KnownFile> gone = known.values().stream()
                .filter(row -> row.problem().isPresent()
                        && !listing.closed().containsKey(row.path())
                        && listing.lacks(row.path()))
                .map(KnownFile::unread)
                .toList();
        for (int from = 0; from < gone.size(); from += FORGOTTEN_AT_ONCE) {
            List<KnownFile> some = gone.subList(from, Math.min(from + FORGOTTEN_AT_ONCE, gone.size()));
            database.run(tx -> some.forEach(row -> {
                files.put(tx, row);
                refused.remove(tx, row.path());
            }));
            some.forEach(row -> known.put(row.path(), row));
            progress.run();
        }
    }

    /// The files to read now.
    private List<ScannedFile> ready(FolderListing listing) {
        Instant now = clock.instant();
        Set<String> released = released(listing);
        List<ScannedFile> ready = new ArrayList<>();
        for (ScannedFile sighting : listing.files().values()) {
            KnownFile row = known.get(sighting.path());
            if (row == null || !row.stamp().equals(sighting.stamp())) {
                if (steadiness.whole(sighting, now)) {
                    ready.add(sighting);
                }
            } else if (released.contains(sighting.path()) || again(row)) {
                ready.add(sighting);
            } else {
                steadiness.forget(sighting.path());
            }
        }
        retried = true;
        return ready;
    }

    /// Tells whether to read an unchanged file again: if it could not be read, or, once after each start,
    /// if it was invalid, since a new version of the bot may accept it.
    private boolean again(KnownFile row) {
        return row.hash().isEmpty() || (!retried && row.problem().isPresent());
    }

    /// The conflicting files whose conflict is over because the other file no longer contains the
    /// digest.
    private Set<String> released(FolderListing listing) {
        List<KnownFile> contradicting = known.values().stream()
                .filter(row -> row.contradicts() && listing.at(row.path()) != null)
                .toList();
        if (contradicting.isEmpty()) {
            return Set.of();
        }
        return database.read(tx -> contradicting.stream()
                .filter(row -> !shelf.held(tx, row.digest().getAsLong(), listing))
                .map(KnownFile::path)
                .collect(Collectors.toSet()));
    }

    private void take(List<ScannedFile> ready, FolderListing listing) {
        ImportBatch backlog = new ImportBatch();
        for (ScannedFile sighting : ready) {
            if (closed) {
                return;
            }
            read(sighting).ifPresent(candidate -> backlog.add(candidate, () -> read(sighting)));
        }
        listing.closed().forEach((path, why) -> {
            CandidateFile candidate = CandidateFileReader.unreadable(path, FileStamp.NONE, before(path), why);
            backlog.add(candidate, () -> Optional.of(candidate));
        });
        // Planning waits until all files of the scan are imported.
        publications.together(() -> commit(backlog, listing));
    }

    private void commit(ImportBatch backlog, FolderListing listing) {
        List<CandidateFile> batch = backlog.next();
        while (!batch.isEmpty() && !closed) {
            commit(batch, listing);
            progress.run();
            batch = backlog.next();
        }
    }

    /// Reads the file; empty if there is nothing to import yet.
    private Optional<CandidateFile> read(ScannedFile sighting) {
        Optional<CandidateFile> read = reader.read(sighting, before(sighting.path()));
        progress.run();
        if (read.isPresent()) {
            steadiness.forget(sighting.path());
        } else {
            steadiness.restart(sighting, clock.instant());
        }
        return read;
    }

    private Optional<KnownFile> before(String path) {
        return Optional.ofNullable(known.get(path));
    }

    private void commit(List<CandidateFile> batch, FolderListing listing) {
        List<CandidateFile> news =
                batch.stream().filter(candidate -> !candidate.nothingNew()).toList();
        if (news.isEmpty()) {
            return;
        }
        try {
            database.<Boolean>read(tx -> {
                news.forEach(candidate -> shelf.prepare(tx, candidate));
                return true;
            });
            List<KnownFile> rows = database.write(tx -> news.stream()
                    .map(candidate -> shelf.take(tx, candidate, listing))
                    .toList());
            rows.forEach(row -> known.put(row.path(), row));
        } catch (RuntimeException e) {
            if (news.size() > 1) {
                news.forEach(candidate -> commit(List.of(candidate), listing));
            } else if (failed.add(news.getFirst().order()) && logShare.takesFault()) {
                LOG.error(
                        "importing {} failed, retrying",
                        ScannedFile.printable(news.getFirst().path()),
                        e);
            }
        }
    }
}
