package digestbot.trial;

import digestbot.app.Bot;
import digestbot.app.Config;
import digestbot.database.Database;
import digestbot.delivery.status.DeliveryCountStore;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.UnsentDigests;
import digestbot.sandbox.page.TrialControls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/// The bot of a trial, with a clock that can be moved and a folder that takes dropped files.
final class TrialBot implements TrialControls, AutoCloseable {

    private final AtomicReference<Duration> ahead;
    private final InstantSource clock;
    private final Bot bot;
    private final FolderCopy folder;
    private final DigestParser parser;

    TrialBot(Config config, FolderCopy folder, Instant initialTime) {
        InstantSource real = InstantSource.system();
        ahead = new AtomicReference<>(Duration.between(real.instant(), initialTime));
        clock = () -> real.instant().plus(ahead.get());
        bot = Bot.start(config, clock);
        this.folder = folder;
        this.parser = new DigestParser(config.library().maxFileBytes(), config.digestRules(clock));
    }

    boolean awaitReady(Duration timeout) throws InterruptedException {
        return bot.awaitReady(timeout);
    }

    Database database() {
        return bot.database();
    }

    /// Publishes digests that existed before the bot first started.
    UnsentDigests unsentDigests() {
        return bot.releases();
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
        return database().read(tx -> new DeliveryCountStore().nextDue(tx, now()));
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
            case ParseResult.Parsed(var digest, var _, var _)
            when digest.draft() ->
                "“%s” is a draft. It is not sent until it says “draft: false”.".formatted(digest.title());
            case ParseResult.Parsed(var digest, var _, var _) ->
                "“%s” was put into the folder.".formatted(digest.title());
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
    public void close() {
        bot.close();
    }
}
