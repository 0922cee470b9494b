package digestbot.trial;

import digestbot.app.Bot;
import digestbot.app.Config;
import digestbot.cli.DigestFileArguments;
import digestbot.database.Database;
import digestbot.database.PrivateFiles;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.Library;
import digestbot.library.intake.DigestFolder;
import digestbot.sandbox.page.SandboxPage;
import digestbot.sandbox.page.SandboxPage.TrialControls;
import digestbot.writing.TopicWriter;
import digestbot.writing.TopicWriter.WriteResult;
import digestbot.writing.TopicWriter.WriterContext;
import digestbot.writing.WriteSettings;
import digestbot.writing.WriteSettings.PerspectiveFeeds;
import digestbot.writing.WriteSettings.WriteReview;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot of a trial, with a clock that can be moved and a folder that takes dropped files.
final class TrialBot implements TrialControls, AutoCloseable {

    /// The topic that is written from the feeds of the page.
    private static final String WRITTEN = "harbour-news";

    private final AtomicReference<Duration> ahead;
    private final InstantSource clock;
    private final Bot bot;
    private final FolderCopy folder;
    private final DigestParser parser;
    private final TopicWriter writer;

    /// Links that start the bot on Telegram, and the feeds, are on the page.
    TrialBot(Config config, FolderCopy folder, Instant initialTime, String page) {
        InstantSource real = InstantSource.system();
        ahead = new AtomicReference<>(Duration.between(real.instant(), initialTime));
        clock = () -> real.instant().plus(ahead.get());
        bot = Bot.start(config, clock, page + SandboxPage.TELEGRAM_APPS);
        this.folder = folder;
        this.parser = new DigestParser(config.digestRules(clock));
        writer = new TopicWriter(new WriterContext(
                folder.copy,
                Map.of(WRITTEN, settings(page + SandboxPage.FEEDS)),
                Map.of(WRITTEN, "Harbour News"),
                config.outletNames(),
                new Library(parser::parse).all(),
                bot.database(),
                clock));
    }

    private static WriteSettings settings(String feeds) {
        Map<String, PerspectiveFeeds> sides = new LinkedHashMap<>();
        for (String side : List.of("North", "South")) {
            String id = side.toLowerCase(Locale.ROOT);
            sides.put(id, new PerspectiveFeeds(side, List.of(URI.create(feeds + id))));
        }
        return new WriteSettings(
                LocalTime.NOON, ZoneId.systemDefault(), 20, sides, Optional.empty(), "", List.of(), WriteReview.NEVER);
    }

    boolean awaitReady(Duration timeout) throws InterruptedException {
        return bot.awaitReady(timeout);
    }

    Database database() {
        return bot.database();
    }

    UnsentDigestStore unsentDigests() {
        return new UnsentDigestStore(bot.publications(), clock);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public ZoneId zone() {
        return ZoneId.systemDefault();
    }

    @Override
    public void forward(Duration by) {
        if (!by.isNegative()) {
            ahead.accumulateAndGet(by, Duration::plus);
        }
        bot.wakeAll();
    }

    @Override
    public Optional<Instant> nextDue() {
        return database().read(tx -> TrialStore.nextDue(tx, now()));
    }

    @Override
    public Optional<URI> console() {
        return local(bot.consolePort());
    }

    @Override
    public Optional<URI> site() {
        return local(bot.sitePort());
    }

    private static Optional<URI> local(OptionalInt port) {
        return port.isPresent()
                ? Optional.of(URI.create("http://127.0.0.1:%d/".formatted(port.getAsInt())))
                : Optional.empty();
    }

    @Override
    public String addFile(String name, byte[] content) {
        try {
            folder.put(Path.of(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return switch (parser.parse(content)) {
            case ParseResult.Parsed(var digest, var _)
            when digest.draft() ->
                "“%s” is a draft. It is not sent until it says “draft: false”.".formatted(digest.title());
            case ParseResult.Parsed(var digest, var _) -> "“%s” was put into the folder.".formatted(digest.title());
            case ParseResult.Invalid(var problems, boolean isOther)
            when isOther ->
                "%s is no digest (%s).".formatted(name, problems.getFirst().message());
            case ParseResult.Invalid(var problems, boolean _) ->
                "%s is invalid (line %d: %s). The owner was notified."
                        .formatted(
                                name,
                                problems.getFirst().line(),
                                problems.getFirst().message());
        };
    }

    @Override
    public synchronized String writeDigest() {
        return switch (writer.write(WRITTEN, true, _ -> {})) {
            case WriteResult.Written _ ->
                "Today's digest was written from two feeds. If it was written before, this is its correction.";
            case WriteResult.NotWritten(String reason) -> reason;
        };
    }

    @Override
    public void close() {
        writer.close();
        bot.close();
    }

    /// A working copy of a digest folder. Files can be added without touching the original; changes to
    /// the original are copied too. What a file at first says about its correction is left out until
    /// [#correct].
    static final class FolderCopy {

        private static final Logger LOG = LoggerFactory.getLogger(FolderCopy.class);

        private final Path original;
        final Path copy;
        private static final Pattern CORRECTION = Pattern.compile("(?m)^correction: .*\\R");

        private final Map<Path, FileState> seen = new HashMap<>();
        private final Map<Path, byte[]> corrected = new HashMap<>();
        private boolean isCorrected;

        private record FileState(long bytes, FileTime changed) {}

        private FolderCopy(Path original, Path copy) {
            this.original = original;
            this.copy = copy;
        }

        static FolderCopy of(Path original, Path copy) throws IOException {
            PrivateFiles.createFolders(copy);
            FolderCopy made = new FolderCopy(original, copy);
            made.refresh();
            return made;
        }

        boolean isEmpty() {
            return new DigestFolder(copy).files().isEmpty();
        }

        void follow(CountDownLatch ended) {
            Thread.ofVirtual().name("trial-folder").start(() -> {
                try {
                    while (!ended.await(1, TimeUnit.SECONDS)) {
                        refresh();
                    }
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private synchronized void refresh() {
            for (Path file : new DigestFolder(original).files()) {
                try {
                    refresh(file);
                } catch (IOException | UncheckedIOException e) {
                    LOG.warn("cannot copy {}: {}", file, e.getMessage());
                }
            }
        }

        private void refresh(Path file) throws IOException {
            FileState now = new FileState(Files.size(file), Files.getLastModifiedTime(file));
            if (!now.equals(seen.get(file))) {
                Path name = original.relativize(file);
                byte[] content = Files.readAllBytes(file);
                String text = new String(content, StandardCharsets.UTF_8);
                boolean isNew = !isCorrected
                        && !seen.containsKey(file)
                        && CORRECTION.matcher(text).find();
                put(name, isNew ? CORRECTION.matcher(text).replaceFirst("").getBytes(StandardCharsets.UTF_8) : content);
                if (isNew) {
                    corrected.put(name, content);
                }
                seen.put(file, now);
            }
        }

        /// The current time if there are no digests.
        Instant newest() throws IOException {
            DigestParser parser = new DigestParser();
            Instant newest = Instant.EPOCH;
            for (Path file : new DigestFolder(copy).files()) {
                byte[] content = DigestFileArguments.read(file);
                if (parser.parse(content) instanceof ParseResult.Parsed) {
                    Instant written = parser.writtenAt(content).orElse(Instant.EPOCH);
                    newest = written.isAfter(newest) ? written : newest;
                }
            }
            return newest.equals(Instant.EPOCH) ? InstantSource.system().instant() : newest;
        }

        /// Corrects the digests that say so.
        synchronized void correct() throws IOException {
            for (Map.Entry<Path, byte[]> file : corrected.entrySet()) {
                put(file.getKey(), file.getValue());
            }
            isCorrected = true;
        }

        synchronized void put(Path name, byte[] content) throws IOException {
            Path target = copy.resolve(name);
            Path unfinished = target.resolveSibling(".unfinished");
            PrivateFiles.createFolders(unfinished.toAbsolutePath().resolveSibling(""));
            PrivateFiles.write(unfinished, content);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
