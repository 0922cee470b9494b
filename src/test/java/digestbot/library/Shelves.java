package digestbot.library;

import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import digestbot.digest.Remark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.function.UnaryOperator;

/// A folder of digests, a library and what they told others, with a clock that is set by hand. Today is
/// 2026-02-07, and the bot was started before, on an empty folder.
final class Shelves implements AutoCloseable {

    static final Duration WAIT = Duration.ofMillis(300);

    final Path folder;
    final SimpleFormat format = new SimpleFormat();
    final Library library = new Library(format::parse);
    final List<Long> published = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    final Database database;
    final List<String> told = new ArrayList<>();
    BiConsumer<Transaction, Long> publications = (_, number) -> published.add(number);
    final List<Doubts> doubts = new ArrayList<>();
    Hold hold = Hold.NOTHING;
    FirstStart firstStart = new FirstStart(2, ZoneId.of("UTC"));
    long limit = 1000;

    /// What the folder is read through from the next start on, and for how long that may say nothing.
    UnaryOperator<FileSource> disk = UnaryOperator.identity();

    Duration silence = Duration.ofSeconds(30);
    private Instant now = Instant.parse("2026-02-07T12:00:00Z");
    private Intake intake;

    /// How many digests the last look published.
    int publishedTogether;

    private Shelves(Path base) {
        folder = base.resolve("digests");
        database = Database.open(base.resolve("d.sqlite"));
        intake = intake();
    }

    /// The bot has never run.
    static Shelves unstarted(Path base) {
        return new Shelves(base);
    }

    static Shelves running(Path base) throws IOException {
        Shelves shelves = new Shelves(base);
        Files.createDirectories(shelves.folder);
        shelves.look();
        return shelves;
    }

    private Intake intake() {
        var settings = new Intake.Settings(
                folder, limit, WAIT, firstStart, hold, new Punctuality(firstStart.zone(), Duration.ZERO));
        var listeners = new Intake.Listeners(new Told(), new Found());
        var watched = new WatchedFolder(disk.apply(new Folder(folder)), silence);
        return new Intake(database, library, settings, listeners, () -> now, watched);
    }

    private final class Found implements Problems {
        @Override
        public void found(Transaction transaction, String path, List<Remark> remarks) {
            remarks.forEach(remark -> problems.add(told(path, remark)));
        }

        @Override
        public void doubted(Transaction transaction, Doubts that) {
            doubts.add(that);
        }
    }

    Holding holding() {
        return new Holding(library, new Told(), () -> now);
    }

    private final class Told implements Publications {
        @Override
        public void together(Runnable publishing) {
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

    private static String told(String path, Remark remark) {
        return path + ":" + remark.line() + ": " + remark.message();
    }

    /// The process ended and is started anew.
    void restart() {
        intake.close();
        intake = intake();
    }

    Look look() {
        return intake.look();
    }

    /// Looks, waits until files are whole, and looks again.
    void settle() {
        look();
        pass(WAIT);
        look();
    }

    Instant now() {
        return now;
    }

    Withdrawals withdrawals() {
        return new Withdrawals(library, new Told(), () -> now);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Path write(String path, String content) {
        return write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String path, byte[] content) {
        Path file = folder.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return file;
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

    /// Sets the file's time, as writing to it later would.
    void touch(String path, int second) {
        try {
            Files.setLastModifiedTime(folder.resolve(path), FileTime.from(now.plusSeconds(second)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String digest(String topic, String day, String... more) {
        return "topic: " + topic + "\nday: " + day + "\n" + String.join("\n", more);
    }

    <T> T read(Function<Transaction, T> work) {
        return database.read(work);
    }

    Optional<StoredDigest> newest(String topic) {
        return read(tx -> library.newest(tx, topic, "en"));
    }

    List<LocalDate> days(String topic) {
        return read(tx -> library.days(tx, topic, 100));
    }

    /// Keys of what was published, in that order.
    List<DigestKey> keys() {
        return read(tx -> published.stream()
                .map(number ->
                        library.all().digest(tx, number).orElseThrow().digest().key())
                .toList());
    }

    /// How many rows the table has.
    int count(String table) {
        return read(tx -> tx.handle()
                .createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    List<String> find(String words) {
        return read(tx -> library.search(tx, SearchQuery.of(words), 10, 0)).hits().stream()
                .map(SearchHit::title)
                .toList();
    }

    @Override
    public void close() {
        intake.close();
        database.close();
    }
}
