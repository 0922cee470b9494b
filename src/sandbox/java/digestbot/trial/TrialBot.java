package digestbot.trial;

import digestbot.app.Bot;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.library.archive.UnsentDigests;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/// The bot of a trial, with a clock that can be moved.
final class TrialBot implements AutoCloseable {

    private final ShiftedClock clock;
    private final Bot bot;

    /// @param initialTime the time that the bot's clock shows first
    TrialBot(Config config, Instant initialTime) {
        clock = new ShiftedClock(InstantSource.system(), initialTime);
        bot = Bot.start(config, clock);
    }

    /// Waits until the folder was scanned and commands are accepted.
    ///
    /// @return true if the bot became ready in time
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

    /// The bot's clock.
    InstantSource clock() {
        return clock;
    }

    /// Moves the bot's clock forward, and wakes everything that waits for a time.
    void forward(Duration by) {
        clock.forward(by);
        bot.wakeAll();
    }

    /// The address of the console; empty if there is none.
    Optional<URI> console() {
        return local(bot.consolePort());
    }

    /// The address of the public site; empty if there is none.
    Optional<URI> site() {
        return local(bot.sitePort());
    }

    private static Optional<URI> local(OptionalInt port) {
        return port.isPresent()
                ? Optional.of(URI.create("http://127.0.0.1:%d/".formatted(port.getAsInt())))
                : Optional.empty();
    }

    @Override
    public void close() {
        bot.close();
    }
}
