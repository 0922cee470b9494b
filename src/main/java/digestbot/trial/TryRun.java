package digestbot.trial;

import digestbot.config.Config;
import digestbot.console.signin.Authentication;
import digestbot.console.signin.ConsoleSettings;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.ScratchSchema;
import digestbot.delivery.api.ApiToken;
import digestbot.discord.DiscordSettings;
import digestbot.library.archive.Library;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.page.DiscordPane;
import digestbot.sandbox.page.SandboxPage;
import digestbot.sandbox.page.TelegramPane;
import digestbot.sandbox.telegram.TelegramSandbox;
import digestbot.site.SiteSettings;
import digestbot.telegram.TelegramSettings;
import digestbot.trial.sample.SampleSubscribers;
import digestbot.web.IpNetwork;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The bot with a simulator of each platform, a chat on each, and one person at the terminal, who
/// owns the bot.
///
/// The bot is in this process, and its clock starts one hour after the newest digest; or it consists
/// of nodes that share a PostgreSQL database, which have its time. The simulators use real time.
final class TryRun implements AutoCloseable {

    private static final String TELEGRAM_TOKEN = "1000:SECRET-telegram-try";
    private static final String DISCORD_TOKEN = "SECRET-discord-try";
    private static final SandboxPerson TELEGRAM_OWNER = new SandboxPerson(7001, "Owner", "en");
    private static final SandboxPerson DISCORD_OWNER = new SandboxPerson(7002, "Owner", "en-US");
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(30);

    /// Each node is a process that has to start first.
    private static final Duration NODES_READY_TIMEOUT = Duration.ofSeconds(90);

    private final TrialScreen screen;
    private final TemporaryFolder temporaryFolder;
    private final TelegramSandbox telegramSandbox;
    private final DiscordSandbox discordSandbox;
    private final TerminalConversation telegram;
    private final TerminalConversation discord;
    private final SampleSubscribers sampleSubscribers;
    private final EventPrinter telegramDrawing;
    private final EventPrinter discordDrawing;
    private final TrialPorts ports;
    private final int mostBytes;
    private final FolderCopy folder;
    private final TrialBot bot;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Optional<SandboxPage> page = Optional.empty();
    private boolean closed;

    /// The number of nodes, and the schema that they share.
    private record SharedSchema(int nodes, ScratchSchema schema) {}

    private TryRun(TrialScreen screen, Config base, Path folder, TrialPorts ports, Optional<SharedSchema> shared)
            throws IOException {
        this.screen = screen;
        this.ports = ports;
        mostBytes = base.library().maxFileBytes();
        temporaryFolder = TemporaryFolder.create();
        this.folder = FolderCopy.of(folder, temporaryFolder.file("digests"));
        telegramSandbox =
                TelegramSandbox.start(ports.telegram(), TELEGRAM_TOKEN, "digest_try_bot", InstantSource.system());
        discordSandbox = DiscordSandbox.start(ports.discord(), DISCORD_TOKEN, InstantSource.system());
        telegram = chat(telegramSandbox);
        discord = channel(discordSandbox);
        sampleSubscribers = new SampleSubscribers(telegramSandbox, discordSandbox);
        Predicate<SandboxPlace> shown = place -> !sampleSubscribers.isTheirs(place);
        telegramDrawing = new EventPrinter(screen, TypedInput.Pane.TELEGRAM, "Telegram", telegram, shown);
        discordDrawing = new EventPrinter(screen, TypedInput.Pane.DISCORD, "Discord", discord, shown);
        telegramSandbox.listen(telegramDrawing);
        discordSandbox.listen(discordDrawing);
        if (shared.isPresent()) {
            bot = startNodes(shared.get());
        } else {
            Instant initialTime = NewestDigestTime.in(folder, mostBytes).plus(Duration.ofHours(1));
            bot = new LocalBot(config(base), initialTime);
        }
        this.folder.follow(stopped);
    }

    /// Starts everything. The digests of the folder are imported but not sent.
    ///
    /// @param folder the folder with digests, which is only read
    static TryRun start(TrialScreen screen, Config base, Path folder, TrialPorts ports) throws IOException {
        return closedAtExit(new TryRun(screen, base, folder, ports, Optional.empty()));
    }

    /// Like [#start], with several nodes on a PostgreSQL database.
    ///
    /// @param nodes the number of nodes
    /// @param database an empty database, or that of an earlier trial, whose tables are removed
    /// @throws ScratchSchema.SchemaRefusedException if the database has other tables, or another
    ///     trial uses it
    /// @throws IllegalStateException if the database cannot be used; the message names it
    static TryRun startNodes(
            TrialScreen screen, Config base, Path folder, TrialPorts ports, int nodes, PostgresLocation database)
            throws IOException {
        var shared = new SharedSchema(nodes, ScratchSchema.emptied(database, NodesBot.SCHEMA));
        return closedAtExit(new TryRun(screen, base, folder, ports, Optional.of(shared)));
    }

    private static TryRun closedAtExit(TryRun trial) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(trial::close));
        return trial;
    }

    /// Serves a page of both conversations.
    ///
    /// @return its address
    URI servePage() {
        SandboxPage started = SandboxPage.start(
                ports.page(),
                List.of(
                        new TelegramPane(telegramSandbox, people(TELEGRAM_OWNER)),
                        new DiscordPane(discordSandbox, people(DISCORD_OWNER))),
                new TrialPageControls(bot, folder, mostBytes));
        page = Optional.of(started);
        return started.address();
    }

    /// The address of the console; empty if there is none.
    Optional<URI> console() {
        return bot.console();
    }

    /// The address of the public site; empty if there is none.
    Optional<URI> site() {
        return bot.site();
    }

    private static List<SandboxPerson> people(SandboxPerson owner) {
        return List.of(
                owner,
                new SandboxPerson(owner.id() + 10, "Reader", "en-US"),
                new SandboxPerson(owner.id() + 20, "Chinese reader", "zh-CN"));
    }

    private static TerminalConversation chat(TelegramSandbox sandbox) {
        return new TerminalConversation(
                sandbox, TELEGRAM_OWNER, new SandboxPlace(TELEGRAM_OWNER.id(), SandboxPlace.Kind.PRIVATE, ""));
    }

    private static TerminalConversation channel(DiscordSandbox sandbox) {
        SandboxPlace news = sandbox.channel("news");
        sandbox.promote(news, DISCORD_OWNER);
        return new TerminalConversation(sandbox, DISCORD_OWNER, news);
    }

    private NodesBot startNodes(SharedSchema shared) throws IOException {
        var config = new NodeConfig(
                folder.path(),
                mostBytes,
                shared.schema().location(),
                new NodeConfig.TelegramAccess(TELEGRAM_TOKEN, telegramSandbox.url(), TELEGRAM_OWNER.id()),
                new NodeConfig.DiscordAccess(
                        DISCORD_TOKEN, discordSandbox.apiUrl(), discordSandbox.gatewayUrl(), DISCORD_OWNER.id()));
        return NodesBot.start(shared.nodes(), shared.schema(), config, temporaryFolder.file(""), this::isConnected);
    }

    private boolean isConnected() {
        return telegramSandbox.polls() > 0
                && discordSandbox.connected()
                && !discordSandbox.offered(DISCORD_OWNER, discord.place()).isEmpty();
    }

    private Config config(Config base) throws IOException {
        int sitePort = ports.chosenSite();
        var telegramSettings = new TelegramSettings(new ApiToken(TELEGRAM_TOKEN), telegramSandbox.url());
        var discordSettings = new DiscordSettings(
                new ApiToken(DISCORD_TOKEN), discordSandbox.apiUrl(), Optional.of(discordSandbox.gatewayUrl()));
        return base.with(folder.path(), new SqliteLocation(temporaryFolder.file("try.sqlite")))
                .with(new ConsoleSettings(
                        "127.0.0.1",
                        ports.console(),
                        new Authentication.NoAuthentication(),
                        IpNetwork.LOOPBACK,
                        List.of()))
                .with(new SiteSettings(
                        Optional.of(URI.create("http://127.0.0.1:" + sitePort)),
                        "127.0.0.1",
                        sitePort,
                        base.site().name()))
                .with(new Config.OwnerIds(List.of(TELEGRAM_OWNER.id()), List.of(DISCORD_OWNER.id())))
                .with(
                        new Config.TelegramConnectionSettings(
                                telegramSettings, Config.TelegramConnectionSettings.PUBLIC_LIMITS),
                        discordSettings,
                        new Config.LibrarySettings(
                                base.library().maxFileBytes(), 0, base.library().scanIntervalSeconds()));
    }

    /// Subscribes both chats to every topic and delivers every digest, the oldest first.
    ///
    /// @return true if all of them were delivered
    boolean deliverAll() throws InterruptedException {
        Duration timeout = bot.nodes().isPresent() ? NODES_READY_TIMEOUT : READY_TIMEOUT;
        if (!bot.awaitReady(timeout)) {
            screen.note("The bot didn't start within %d seconds.".formatted(timeout.toSeconds()));
            return false;
        }
        List<Long> digests = bot.database().read(bot.unsentDigests()::archived);
        if (digests.isEmpty()) {
            screen.note("No digests in the folder.");
            return false;
        }
        int each = bot.database().read(bot.unsentDigests()::countArchived);
        telegram.write("/subscribe all");
        discord.write("/subscribe all");
        boolean subscribed = answered("Telegram", telegramDrawing) && answered("Discord", discordDrawing);
        for (long digest : digests) {
            bot.database().writeWithoutResult(tx -> bot.unsentDigests().publish(tx, digest));
            awaitAllBut(each);
        }
        return subscribed && arrived(each);
    }

    /// Waits for the delivery of each digest before the next one; otherwise several days of a topic
    /// would be combined into one message.
    ///
    /// @param all the number of digests
    private void awaitAllBut(int all) throws InterruptedException {
        int left = bot.database().read(bot.unsentDigests()::countArchived);
        new ArrivalWaiter(bot.database(), 2 * (all - left)).await(stopped);
    }

    /// Adds subscribers with an invented past, if there is a console that shows it.
    void addSampleSubscribers() {
        if (console().isPresent()) {
            int added = sampleSubscribers.add(
                    bot.database(), new Library(), bot.clock().instant());
            if (added > 0) {
                screen.note("The console shows %,d more chats, with an invented history of 30 days.".formatted(added));
            }
        }
    }

    private boolean answered(String platform, EventPrinter drawing) throws InterruptedException {
        boolean answered = drawing.answered().await(READY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (!answered) {
            screen.note(
                    "No answer to /subscribe on %s within %d seconds.".formatted(platform, READY_TIMEOUT.toSeconds()));
        }
        return answered;
    }

    private boolean arrived(int digests) throws InterruptedException {
        ArrivalWaiter arrivals = new ArrivalWaiter(bot.database(), 2 * digests);
        boolean all = arrivals.await(stopped);
        int invalid = bot.database().read(new Library()::countInvalidFiles);
        screen.note(
                all
                        ? "Delivered: %s to 2 chats.".formatted(digests == 1 ? "1 digest" : digests + " digests")
                        : "Not delivered: %d of %d deliveries.".formatted(arrivals.missing(), 2 * digests));
        if (invalid > 0) {
            screen.note("Invalid files: %d. Run “digestbot check” for details.".formatted(invalid));
        }
        return all && invalid == 0;
    }

    /// Runs typed input until the user quits; without a terminal, waits until the process is
    /// stopped.
    void runInteractive() throws InterruptedException {
        if (screen instanceof TerminalScreen terminal) {
            screen.note(HELP);
            Optional<String> line = terminal.read();
            while (line.isPresent() && carryOut(TypedInput.parse(line.get()))) {
                line = terminal.read();
            }
        } else {
            screen.note("The bot keeps running and watches the folder. Ctrl-C to stop.");
            stopped.await();
        }
    }

    private static final String HELP = """
            Your turn, as a reader and as the bot's owner. Type a message or a button press:
              telegram /help                discord /today
              telegram /perspective china   discord /settings
              telegram press 2              discord press 5 2 (option 2 of menu 5)
              telegram /broadcast Hello     discord /broadcast, then: discord Hello (fills in the form)
            t and d are short for telegram and discord. Type quit to stop.
            """;

    /// Executes the typed input, or prints why that is impossible.
    ///
    /// @return true unless the person quit
    boolean carryOut(TypedInput typed) {
        try {
            switch (typed) {
                case TypedInput.TextInput(TypedInput.Pane pane, String text) -> on(pane).write(text);
                case TypedInput.ButtonInput(TypedInput.Pane pane, int number, int choice) ->
                    on(pane).press(number, choice);
                case TypedInput.HelpInput() -> screen.note(HELP);
                case TypedInput.EmptyInput(), TypedInput.QuitInput() -> {}
            }
        } catch (IllegalArgumentException e) {
            screen.note(String.valueOf(e.getMessage()));
        }
        return !(typed instanceof TypedInput.QuitInput);
    }

    private TerminalConversation on(TypedInput.Pane pane) {
        return switch (pane) {
            case TELEGRAM -> telegram;
            case DISCORD -> discord;
        };
    }

    /// Writes all requests of the bot to a file.
    void record(Path file) throws IOException {
        RequestRecording.write(file, telegramSandbox, discordSandbox);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stopped.countDown();
            page.ifPresent(SandboxPage::close);
            bot.close();
            discordSandbox.close();
            telegramSandbox.close();
            temporaryFolder.close();
        }
    }
}
