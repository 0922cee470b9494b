package digestbot.library.intake;

import digestbot.Waiting;
import digestbot.cluster.LeaderTerm;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.digest.Diagnostic;
import digestbot.digest.DigestKey;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
import digestbot.library.intake.DigestFolder.ScannedFile;
import digestbot.library.intake.FileProblemListener.QualityReport;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult.SearchHit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// A folder of digests, a library and the calls of its listeners, with a clock that is set by hand.
/// Today is 2026-02-07. The folder is deleted at the end: a field needs `@AutoClose` alone.
public final class LibraryFixture implements AutoCloseable {

    static final Duration WAIT = Duration.ofMillis(300);

    final Path base;
    final Path folder;
    public final SimpleDigestFormat format = new SimpleDigestFormat();
    public final Library library;
    public final List<Long> published = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    public final Database database;
    public final List<String> told = new ArrayList<>();
    BiConsumer<Transaction, Long> publications = (_, number) -> published.add(number);
    public final List<QualityReport> warnings = new ArrayList<>();
    public HoldPolicy holdPolicy = HoldPolicy.NOTHING;
    FirstStartPolicy firstStart = new FirstStartPolicy(2, ZoneId.of("UTC"));
    Duration late = Duration.ZERO;
    long limit = 1000;

    private DigestFolder disk;

    private Instant now = Instant.parse("2026-02-07T12:00:00Z");
    private FolderImport intake;

    /// The number of digests that the last look published.
    int publishedTogether;

    private LibraryFixture(boolean real) {
        library = real ? new Library() : new Library(format::parse);
        base = TestDatabase.newFolder();
        folder = base.resolve("digests");
        disk = new DigestFolder(folder);
        database = TestDatabase.open(base.resolve("d.sqlite"));
        intake = intake();
    }

    /// As [#running()], with digests in the real format.
    public static LibraryFixture ofRealDigests() {
        return unstartedOfRealDigests().started();
    }

    /// As [#unstarted()], with digests in the real format.
    static LibraryFixture unstartedOfRealDigests() {
        LibraryFixture fixture = new LibraryFixture(true);
        fixture.limit = 1 << 20;
        return fixture;
    }

    /// The bot has never run, and its folder is missing.
    public static LibraryFixture unstarted() {
        return new LibraryFixture(false);
    }

    /// The bot was started before, on an empty folder.
    public static LibraryFixture running() {
        return unstarted().started();
    }

    private LibraryFixture started() {
        ImportedFolder.create(folder);
        restart();
        look();
        return this;
    }

    @FunctionalInterface
    interface Reading {
        Optional<FileContent> of(DigestFolder disk, ScannedFile file) throws IOException;
    }

    /// Reads files in another way from now on.
    void onRead(Reading read) {
        DigestFolder real = new DigestFolder(folder);
        disk = new DigestFolder(folder) {
            @Override
            Optional<FileContent> read(ScannedFile file, long limit) throws IOException {
                return read.of(real, file);
            }
        };
        restart();
    }

    private FolderImport intake() {
        var settings = new FolderImport.ImportSettings(
                folder, limit, WAIT, new IntakePolicy(firstStart, holdPolicy, new LatePolicy(firstStart.zone(), late)));
        return new FolderImport(
                database,
                library,
                settings,
                new RecordingListener(),
                new Found(),
                LeaderTerm.PERMANENT,
                () -> now,
                disk);
    }

    private final class Found implements FileProblemListener {
        @Override
        public void onInvalidFile(Transaction transaction, String path, List<Diagnostic> diagnostics) {
            diagnostics.forEach(diagnostic -> problems.add(told(path, diagnostic)));
        }

        @Override
        public void onWarnings(Transaction transaction, QualityReport that) {
            warnings.add(that);
        }
    }

    public DigestReview holding() {
        return new DigestReview(library, new RecordingListener(), () -> now);
    }

    private final class RecordingListener implements PublicationListener {
        @Override
        public void asOneBatch(Runnable publishing) {
            int before = published.size();
            publishing.run();
            publishedTogether = published.size() - before;
        }

        @Override
        public void published(Transaction tx, long digest) {
            publications.accept(tx, digest);
        }

        @Override
        public void corrected(Transaction tx, long digest) {
            told.add("corrected " + digest);
        }

        @Override
        public void withdrawn(Transaction tx, long digest) {
            told.add("withdrawn " + digest);
        }
    }

    private static String told(String path, Diagnostic diagnostic) {
        return path + ":" + diagnostic.line() + ": " + diagnostic.message();
    }

    /// Holds digests from now on, for two hours at most.
    public void hold(HoldPolicy.HoldMode when) {
        holdPolicy = new HoldPolicy(when, Duration.ofHours(2));
        restart();
    }

    public void restart() {
        intake.close();
        intake = intake();
    }

    /// Returns the delay until a file may be complete.
    Optional<Duration> look() {
        return intake.step(() -> {});
    }

    /// Looks, waits until files are whole, and looks again.
    public void settle() {
        look();
        pass(WAIT);
        look();
    }

    public Instant now() {
        return now;
    }

    public Withdrawals withdrawals() {
        return new Withdrawals(library, new RecordingListener(), () -> now);
    }

    void at(Instant time) {
        Waiting.refuseWithinCondition("the clock is set");
        now = time;
    }

    public void pass(Duration time) {
        at(now.plus(time));
    }

    /// Writes a file and waits until it is imported.
    public void arrives(String path, String content) {
        write(path, content);
        settle();
    }

    public Path write(String path, String content) {
        Path file = folder.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void rename(String from, String to) {
        try {
            Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String path) {
        try {
            Files.delete(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void touch(String path, int second) {
        try {
            Files.setLastModifiedTime(folder.resolve(path), FileTime.from(now.plusSeconds(second)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String digest(String topic, String day, String... more) {
        return "topic: " + topic + "\nday: " + day + "\n" + String.join("\n", more);
    }

    public <T> T read(Function<Transaction, T> work) {
        return database.read(work);
    }

    public Optional<StoredDigest> newest(String topic) {
        return read(tx -> library.newest(tx, topic, "en"));
    }

    public List<LocalDate> days(String topic) {
        return read(tx -> library.days(tx, topic, 100));
    }

    /// The keys of the published digests, in the order of publication.
    List<DigestKey> keys() {
        return read(tx -> published.stream()
                .map(number ->
                        library.all().digest(tx, number).orElseThrow().digest().key())
                .toList());
    }

    int count(String table) {
        return read(tx ->
                tx.select("SELECT count(*) FROM " + table).mapTo(Integer.class).one());
    }

    public List<String> find(String words) {
        return read(tx -> library.search(tx, SearchQuery.of(words), "", 10, 0)).hits().stream()
                .map(SearchHit::title)
                .toList();
    }

    @Override
    public void close() throws IOException {
        intake.close();
        database.close();
        if (Files.exists(base)) {
            TestDatabase.delete(base);
        }
    }
}
