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

/// Picks up what is new or changed in the folder of digests; see [DigestFolder] for what is looked at.
///
/// A file is taken once it is whole: unchanged at two looks that are far enough apart. It is read only if its
/// size or time is not what is remembered of it. Whatever comes of a file is committed together with what
/// [PublicationListener] and [FileProblemListener] write. No file holds up another. The files of
/// one look are taken by day, then
/// topic, then name, and published together.
///
/// The first look ever notes all that is in the folder in one transaction: what was there before the bot first
/// started is told from what came later by that alone, whenever it is read. A folder that is missing is looked at
/// first when it is there.
public final class FolderImport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderImport.class);

    /// For how long the disk may say nothing before it is taken to hang.
    private static final int FORGOTTEN_AT_ONCE = 500;

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    /// The settings of the import.
    ///
    /// @param folder where the digests are
    /// @param maxBytes a file's most bytes
    /// @param unchangedFor how long a file must be unchanged to be whole
    /// @param firstStart what to publish of that which was there before the bot first started
    /// @param hold what waits for somebody to look at it
    /// @param punctuality when a digest comes so late that this is doubtful
    public record Settings(
            Path folder,
            long maxBytes,
            Duration unchangedFor,
            FirstStartPolicy firstStart,
            HoldPolicy hold,
            LatePolicy punctuality) {

        /// Settings with which nothing waits, and nothing is late.
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
    /// Why there is no folder, as the log has it, and as admins were told.
    private Optional<String> logged = Optional.empty();

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

    /// @param folder where the files are, instead of the folder of the settings
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

    /// Looks once and takes what is whole.
    public ScanResult look() {
        return look(() -> {});
    }

    /// Looks once and takes what is whole.
    ///
    /// @param progress called after each step: a look at many files may take long
    /// @throws FolderHangsException if the disk does not answer
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

    /// Ends a look that is under way after the files at hand; later ones do nothing.
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

    /// Forgets files that are gone. A former invalid file is no problem any more; if it comes back,
    /// it is looked at anew.
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

    /// Tells whether to read a file although it is unchanged: if it could not be read, and, once
    /// after each start of the bot, if it was no digest, for the bot may have learnt to read it.
    private boolean again(KnownFile row) {
        return row.hash().isEmpty() || (!retried && row.problem().isPresent());
    }

    /// The files that may have the digest that they contradict, for its file has it no longer.
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

    /// Reads the file; empty if there is nothing to take now.
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
