package digestbot.trial;

import digestbot.app.Bot;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.library.archive.UnsentDigests;
import digestbot.sandbox.page.NodeControls;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/// The bot in this process, with a clock that can be moved.
final class LocalBot implements TrialBot {

    private final ShiftedClock clock;
    private final Bot bot;

    /// @param initialTime the time that the bot's clock shows first
    LocalBot(Config config, Instant initialTime) {
        clock = new ShiftedClock(InstantSource.system(), initialTime);
        bot = Bot.start(config, clock);
    }

    @Override
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return bot.awaitReady(timeout);
    }

    @Override
    public Database database() {
        return bot.database();
    }

    @Override
    public UnsentDigests unsentDigests() {
        return bot.releases();
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public void forward(Duration by) {
        clock.forward(by);
        bot.wakeAll();
    }

    @Override
    public Optional<URI> console() {
        OptionalInt port = bot.consolePort();
        return port.isPresent()
                ? Optional.of(URI.create("http://127.0.0.1:%d/".formatted(port.getAsInt())))
                : Optional.empty();
    }

    @Override
    public Optional<URI> site() {
        OptionalInt port = bot.sitePort();
        return port.isPresent()
                ? Optional.of(URI.create("http://127.0.0.1:%d/".formatted(port.getAsInt())))
                : Optional.empty();
    }

    @Override
    public Optional<NodeControls> nodes() {
        return Optional.empty();
    }

    @Override
    public void close() {
        bot.close();
    }
}
