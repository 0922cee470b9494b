package digestbot.library.intake;

import digestbot.cluster.LeaderTerm;
import digestbot.database.Database;
import digestbot.digest.Diagnostic;
import digestbot.digest.ParseResult;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.library.archive.FileRecord;
import digestbot.library.archive.FileRecord.FileStamp;
import digestbot.library.archive.FileStore;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import digestbot.library.intake.DigestFolder.FolderListing;
import digestbot.library.intake.DigestFolder.ScannedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Imports new and changed files from the digest folder. [DigestFolder] defines which files are
/// candidates.
///
/// A file is imported once it is complete: unchanged between two scans that are far enough apart.
/// It is read only if its size or modification time differs from the stored record. The result for
/// a file is committed together with the writes of [PublicationListener] and [FileProblemListener].
/// In a folder of many files, most scans look only at the times of the folders (see [DigestFolder]).
/// One file never blocks another. The files of one scan are imported in order of day, topic and
/// path, and published together.
///
/// The very first scan records every path in the folder in one transaction. That record alone
/// distinguishes files that existed before the bot's first start from later ones, whenever they are
/// read. If the folder is missing, this happens as soon as it exists.
public final class FolderImport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderImport.class);
    private static final int FORGET_BATCH_SIZE = 500;

    /// Up to this number of files, each scan looks at all of them.
    private static final int FEW_FILES = 2_000;

    private static final Duration WHOLE_LISTING_EVERY = Duration.ofMinutes(1);

    /// The settings of the import.
    ///
    /// @param maxBytes the maximum size of a file
    /// @param unchangedFor the time without changes after which a file counts as complete
    public record ImportSettings(Path folder, long maxBytes, Duration unchangedFor, IntakePolicy policy) {}

    private final Database database;
    private final ImportSettings settings;
    private final PublicationListener publications;
    private final FileProblemListener problems;
    private final LeaderTerm term;
    private final InstantSource clock;
    private final DigestFolder folder;
    private final Library library;
    private final Function<byte[], ParseResult> parser;
    private final WriteDetector writeDetector;
    private final InvalidFileStore invalidFiles = new InvalidFileStore();
    private final DigestImporter importer;
    private final FileStore files = new FileStore();
    private final Map<String, FileRecord> recordsByPath = new HashMap<>();
    private final Set<CandidateFile.ImportOrder> loggedFailures = new HashSet<>();

    /// The last listing of many files, if nothing was left to do.
    private Optional<FolderListing> settled = Optional.empty();
    private Map<Path, FileTime> folders = Map.of();
    private Instant listedAt = Instant.EPOCH;
    private boolean started;
    private boolean invalidFilesReread;
    private Optional<String> loggedFailure = Optional.empty();
    private Optional<String> notifiedFailure = Optional.empty();
    private volatile boolean closed;

    /// It imports only within its term: a process that was suspended must not import what it read
    /// before.
    public FolderImport(
            Database database,
            Library library,
            ImportSettings settings,
            PublicationListener publications,
            FileProblemListener problems,
            LeaderTerm term,
            InstantSource clock) {
        this(database, library, settings, publications, problems, term, clock, new DigestFolder(settings.folder()));
    }

    /// `folder` is used instead of `settings.folder()`.
    FolderImport(
            Database database,
            Library library,
            ImportSettings settings,
            PublicationListener publications,
            FileProblemListener problems,
            LeaderTerm term,
            InstantSource clock,
            DigestFolder folder) {
        this.term = term;
        this.database = database;
        this.settings = settings;
        this.publications = publications;
        this.problems = problems;
        this.clock = clock;
        this.folder = folder;
        this.writeDetector = new WriteDetector(settings.unchangedFor());
        this.library = library;
        this.parser = library.all()::parse;
        this.importer = new DigestImporter(library, publications, problems, settings.policy(), clock);
    }

    /// Scans the folder once. Returns the delay until a file may be complete; empty if none is
    /// pending. `progress` is called again and again, because a scan of many files may take long.
    public synchronized Optional<Duration> step(Runnable progress) {
        Optional<Duration> next = scan(progress);
        if (next.isEmpty()) {
            library.setFirstScan(false);
        }
        return next;
    }

    private Optional<Duration> scan(Runnable progress) {
        if (closed) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<FolderListing> earlier =
                settled.filter(_ -> Duration.between(listedAt, now).abs().compareTo(WHOLE_LISTING_EVERY) < 0);
        FolderListing listing = folder.list(earlier, progress);
        notifyFailure(listing);
        if (listing.failure().isPresent() || earlier.filter(listing::equals).isPresent()) {
            return Optional.empty();
        }
        loadRecords(listing);
        writeDetector.keepOnly(listing);
        forgetMissing(listing, progress);
        List<ScannedFile> ready = ready(listing);
        importReady(ready, listing, progress);
        importer.endScan();
        Optional<Duration> next = writeDetector.next(clock.instant());
        // A file that came after the listing can leave a folder's time as it was, but not for two listings.
        boolean isSettled =
                ready.isEmpty() && next.isEmpty() && listing.folders().equals(folders);
        settled = Optional.of(listing)
                .filter(each -> isSettled
                        && each.files().size() > FEW_FILES
                        && each.unreadable().isEmpty());
        folders = listing.folders();
        listedAt = now;
        return next;
    }

    /// Records files that are about to appear in the folder, at paths relative to it, as files from
    /// before the first start, unless they are known. Digests that come in bulk are then archived
    /// instead of being sent, but for the newest ones.
    ///
    /// @throws IllegalStateException if the folder cannot be read
    public synchronized void expectOld(Collection<String> paths) {
        FolderListing listing = folder.list(() -> {});
        listing.failure().ifPresent(why -> {
            throw new IllegalStateException("the digest folder " + settings.folder() + " " + why);
        });
        loadRecords(listing);
        List<FileRecord> rows = paths.stream()
                .filter(path -> !recordsByPath.containsKey(path))
                .map(FileRecord::expected)
                .toList();
        database.writeWithoutResult(tx -> {
            term.verify(tx);
            rows.forEach(row -> files.put(tx, row));
        });
        rows.forEach(row -> recordsByPath.put(row.path(), row));
    }

    /// Ends a running scan after the current batch; later scans do nothing.
    @Override
    public void close() {
        closed = true;
    }

    private void notifyFailure(FolderListing listing) {
        Optional<String> now = listing.failure();
        String path = ScannedFile.printable(settings.folder().toString());
        Optional<String> text = now.map(why -> "the digest folder " + why
                + "; create it, or set `digests` to the right folder; the bot keeps looking for it");
        if (!now.equals(loggedFailure)) {
            loggedFailure = now;
            text.ifPresentOrElse(
                    what -> LOG.warn("{}: {}", path, what), () -> LOG.info("{}: digest folder found again", path));
        }
        if (!now.equals(notifiedFailure)) {
            text.ifPresent(what -> notifyOperators(path, what));
            notifiedFailure = now;
        }
    }

    private void notifyOperators(String path, String what) {
        try {
            database.writeWithoutResult(tx -> {
                term.verify(tx);
                problems.onUnreadableFolder(tx, path, new Diagnostic(1, what));
            });
        } catch (LeaderTerm.TermEndedException e) {
            closed = true; // the leader notifies them
        }
    }

    private void loadRecords(FolderListing listing) {
        if (!started) {
            if (!database.read(files::started)) {
                Instant now = clock.instant();
                database.writeWithoutResult(tx -> {
                    term.verify(tx);
                    files.start(tx, listing.files().keySet(), now);
                });
            }
            database.read(files::all).forEach(row -> recordsByPath.put(row.path(), row));
            started = true;
        }
    }

    /// Clears the problems of files that were removed, and forgets other files. If such a file
    /// comes back, it is read again.
    private void forgetMissing(FolderListing listing, Runnable progress) {
        List<FileRecord> gone = recordsByPath.values().stream()
                .filter(row -> (row.problem().isPresent() || row.isOther())
                        && !listing.unreadable().containsKey(row.path())
                        && listing.isCertainlyMissing(row.path()))
                .map(FileRecord::unread)
                .toList();
        for (int from = 0; from < gone.size(); from += FORGET_BATCH_SIZE) {
            List<FileRecord> some = gone.subList(from, Math.min(from + FORGET_BATCH_SIZE, gone.size()));
            database.writeWithoutResult(tx -> {
                term.verify(tx);
                some.forEach(row -> {
                    files.put(tx, row);
                    invalidFiles.remove(tx, row.path());
                });
            });
            some.forEach(row -> recordsByPath.put(row.path(), row));
            progress.run();
        }
    }

    private List<ScannedFile> ready(FolderListing listing) {
        Instant now = clock.instant();
        Set<String> released = resolvedConflicts(listing);
        List<ScannedFile> ready = new ArrayList<>();
        for (ScannedFile scannedFile : listing.files().values()) {
            FileRecord row = recordsByPath.get(scannedFile.path());
            if (row == null || !row.stamp().equals(scannedFile.stamp())) {
                if (writeDetector.isComplete(scannedFile, now)) {
                    ready.add(scannedFile);
                }
            } else if (released.contains(scannedFile.path()) || shouldReread(row)) {
                ready.add(scannedFile);
            } else {
                writeDetector.forget(scannedFile.path());
            }
        }
        invalidFilesReread = true;
        return ready;
    }

    /// Whether to read an unchanged file again: if it could not be read, or, once after each
    /// start, if it was invalid, since a new version of the bot may accept it.
    private boolean shouldReread(FileRecord row) {
        return row.hash().isEmpty() || (!invalidFilesReread && row.problem().isPresent());
    }

    /// The conflicting files whose conflict is over because the other file no longer contains the
    /// digest.
    private Set<String> resolvedConflicts(FolderListing listing) {
        List<FileRecord> contradicting = recordsByPath.values().stream()
                .filter(row -> row.isConflict() && listing.files().containsKey(row.path()))
                .toList();
        if (contradicting.isEmpty()) {
            return Set.of();
        }
        return database.read(tx -> contradicting.stream()
                .filter(row -> !importer.isStillInFile(tx, row.digest().getAsLong(), listing))
                .map(FileRecord::path)
                .collect(Collectors.toSet()));
    }

    private void importReady(List<ScannedFile> ready, FolderListing listing, Runnable progress) {
        ImportQueue queue = new ImportQueue();
        for (ScannedFile scannedFile : ready) {
            if (closed) {
                return;
            }
            read(scannedFile, progress).ifPresent(candidate -> queue.add(candidate, () -> read(scannedFile, progress)));
        }
        listing.unreadable().forEach((path, why) -> {
            CandidateFile candidate = CandidateFile.unreadable(path, FileStamp.NONE, recordOf(path), why);
            queue.add(candidate, () -> Optional.of(candidate));
        });
        // Planning waits until all files of the scan are imported.
        publications.asOneBatch(() -> commit(queue, listing, progress));
    }

    private void commit(ImportQueue queue, FolderListing listing, Runnable progress) {
        List<CandidateFile> batch = queue.next();
        while (!batch.isEmpty() && !closed) {
            commit(batch, listing);
            progress.run();
            batch = queue.next();
        }
    }

    /// Empty if the file was removed or is still being written. No file content makes it throw.
    private Optional<CandidateFile> read(ScannedFile scannedFile, Runnable progress) {
        Optional<FileRecord> previous = recordOf(scannedFile.path());
        Optional<CandidateFile> read;
        try {
            read = folder.read(scannedFile, settings.maxBytes())
                    .map(content -> candidate(scannedFile, previous, content));
        } catch (IOException e) {
            read = Optional.of(CandidateFile.unreadable(
                    scannedFile.path(), scannedFile.stamp(), previous, String.valueOf(e.getMessage())));
        }
        progress.run();
        if (read.isPresent()) {
            writeDetector.forget(scannedFile.path());
        } else {
            writeDetector.restart(scannedFile, clock.instant());
        }
        return read;
    }

    private CandidateFile candidate(ScannedFile scannedFile, Optional<FileRecord> previous, FileContent content) {
        Optional<ContentHash> hash = Optional.of(content.hash());
        boolean isTaken = previous.filter(
                        row -> row.problem().isEmpty() && row.hash().equals(hash))
                .isPresent();
        return new CandidateFile(
                scannedFile.path(),
                scannedFile.stamp(),
                previous,
                Optional.of(content),
                isTaken ? Optional.empty() : Optional.of(parse(scannedFile, previous, content)));
    }

    private ParseResult parse(ScannedFile scannedFile, Optional<FileRecord> previous, FileContent content) {
        ParseResult result = content.bytes().length > settings.maxBytes()
                ? invalid("has %d bytes; a digest may have %d: make it smaller"
                        .formatted(scannedFile.stamp().size(), settings.maxBytes()))
                : parse(scannedFile, content.bytes());
        // A file that was a digest has lost its front matter.
        boolean wasDigest = previous.filter(row -> row.digest().isPresent()
                        || (row.problem().isPresent() && row.hash().equals(Optional.of(content.hash()))))
                .isPresent();
        if (!wasDigest && DigestFolder.isOther(scannedFile.file(), result)) {
            return ParseResult.Invalid.OTHER;
        }
        return result instanceof ParseResult.Invalid(List<Diagnostic> found, boolean _)
                ? new ParseResult.Invalid(found)
                : result;
    }

    /// A parser that throws is a bug, but must not block the other files.
    private ParseResult parse(ScannedFile scannedFile, byte[] bytes) {
        try {
            return parser.apply(bytes);
        } catch (RuntimeException | StackOverflowError e) {
            if (importer.mayLogFailure()) {
                LOG.error("cannot read {}", ScannedFile.printable(scannedFile.path()), e);
            }
            return invalid("could not be read because of a bug in the bot: " + e);
        }
    }

    private static ParseResult invalid(String problem) {
        return new ParseResult.Invalid(List.of(new Diagnostic(1, problem)));
    }

    private Optional<FileRecord> recordOf(String path) {
        return Optional.ofNullable(recordsByPath.get(path));
    }

    private void commit(List<CandidateFile> batch, FolderListing listing) {
        List<CandidateFile> changed =
                batch.stream().filter(candidate -> !candidate.isUnchanged()).toList();
        if (changed.isEmpty()) {
            return;
        }
        try {
            database.<Boolean>read(tx -> {
                changed.forEach(candidate -> importer.prepare(tx, candidate));
                return true;
            });
            List<FileRecord> rows = database.write(tx -> {
                term.verify(tx);
                return changed.stream()
                        .map(candidate -> importer.importFile(tx, candidate, listing))
                        .toList();
            });
            rows.forEach(row -> recordsByPath.put(row.path(), row));
        } catch (LeaderTerm.TermEndedException e) {
            closed = true; // the leader imports the files
        } catch (RuntimeException e) {
            if (changed.size() > 1) {
                changed.forEach(candidate -> commit(List.of(candidate), listing));
            } else if (loggedFailures.add(changed.getFirst().order()) && importer.mayLogFailure()) {
                LOG.error(
                        "importing {} failed, retrying",
                        ScannedFile.printable(changed.getFirst().path()),
                        e);
            }
        }
    }

    /// The files of one scan that wait to be imported: sorted, and handed out in batches small
    /// enough for short write transactions. Files that do not fit into memory are read again when
    /// it is their turn.
    static final class ImportQueue {

        private static final int MAX_FILES = 20;
        private static final int MAX_BYTES = 128 << 10;
        private static final int MAX_KEPT_BYTES = 32 << 20;

        private record PendingFile(Optional<CandidateFile> candidate, Supplier<Optional<CandidateFile>> reread) {}

        private final TreeMap<CandidateFile.ImportOrder, PendingFile> entries = new TreeMap<>();
        private long kept;

        void add(CandidateFile candidate, Supplier<Optional<CandidateFile>> reread) {
            boolean fits = kept + candidate.size() <= MAX_KEPT_BYTES;
            kept += fits ? candidate.size() : 0;
            entries.put(candidate.order(), new PendingFile(fits ? Optional.of(candidate) : Optional.empty(), reread));
        }

        List<CandidateFile> next() {
            List<CandidateFile> portion = new ArrayList<>();
            int bytes = 0;
            while (!entries.isEmpty() && portion.size() < MAX_FILES && bytes < MAX_BYTES) {
                PendingFile entry = entries.pollFirstEntry().getValue();
                Optional<CandidateFile> candidate = entry.candidate().or(entry.reread());
                bytes += candidate.map(CandidateFile::size).orElse(0);
                candidate.ifPresent(portion::add);
            }
            return portion;
        }
    }

    /// Detects files that are still being written. A file is complete if its size, modification
    /// time and file key were the same in two scans that are far enough apart.
    ///
    /// A file that was renamed into place has to wait just as long, because no file attribute
    /// reliably shows that it was.
    static final class WriteDetector {

        private final Duration wait;
        private final Map<String, Observation> seen = new HashMap<>();

        private record Observation(ScannedFile scannedFile, Instant at) {}

        WriteDetector(Duration wait) {
            this.wait = wait;
        }

        boolean isComplete(ScannedFile scannedFile, Instant now) {
            Observation since = seen.get(scannedFile.path());
            if (since == null || !since.scannedFile().equals(scannedFile) || now.isBefore(since.at())) {
                restart(scannedFile, now);
                return wait.isZero();
            }
            return !now.isBefore(since.at().plus(wait));
        }

        void restart(ScannedFile scannedFile, Instant now) {
            seen.put(scannedFile.path(), new Observation(scannedFile, now));
        }

        void forget(String path) {
            seen.remove(path);
        }

        void keepOnly(FolderListing listing) {
            seen.keySet().retainAll(listing.files().keySet());
        }

        /// The time until the next pending file may be complete; empty if none is pending.
        Optional<Duration> next(Instant now) {
            return seen.values().stream()
                    .map(since -> Duration.between(now, since.at().plus(wait)))
                    .min(Duration::compareTo)
                    .map(left -> left.isPositive() ? left : Duration.ofMillis(1));
        }
    }
}
