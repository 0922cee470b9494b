package digestbot.trial;

import digestbot.app.Config;
import digestbot.cli.InitCommand;
import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.Passwords;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.discord.DiscordSettings;
import digestbot.sandbox.ClientRow.ButtonRow;
import digestbot.sandbox.ClientRow.SelectMenu;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.TerminalText;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.page.PlatformPane.DiscordPane;
import digestbot.sandbox.page.PlatformPane.TelegramPane;
import digestbot.sandbox.page.SandboxPage;
import digestbot.sandbox.telegram.TelegramSandbox;
import digestbot.site.SiteSettings;
import digestbot.telegram.TelegramSettings;
import digestbot.trial.SandboxTrial.TrialPorts;
import digestbot.trial.TrialBot.FolderCopy;
import digestbot.web.IpNetwork;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The bot with a simulator of each platform, and a chat on each with the bot's owner. The bot's
/// clock starts one hour after the newest digest. The simulators use real time.
final class TryRun implements AutoCloseable {

    private static final String TELEGRAM_TOKEN = "1000:SECRET-telegram-try";
    private static final String DISCORD_TOKEN = "MQ.SECRET-discord-try";
    private static final SandboxPerson TELEGRAM_OWNER = new SandboxPerson(7001, "Olga", "en");
    private static final SandboxPerson DISCORD_OWNER = new SandboxPerson(7002, "Olga", "en-US");
    static final String LOOPBACK = "127.0.0.1";
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final long POLL_INTERVAL_MILLIS = 100;
    private static final int MAX_IDLE_POLLS = 600;

    private final PrintStream out;
    private final TemporaryFolder temporaryFolder;
    private final TelegramSandbox telegramSandbox;
    private final DiscordSandbox discordSandbox;
    private final SandboxPlace channel;
    private final EventPrinter telegramPrinter;
    private final EventPrinter discordPrinter;
    private final TrialPorts ports;
    private final int pagePort;
    private final String host;
    private final Optional<String> consolePassword;
    private final FolderCopy folder;
    final TrialBot bot;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Optional<SandboxPage> page = Optional.empty();
    private boolean closed;

    private TryRun(PrintStream out, boolean printsMessages, Config base, Path folder, String host, TrialPorts ports)
            throws IOException {
        this.out = out;
        this.host = host;
        consolePassword =
                Optional.of(UUID.randomUUID().toString().substring(0, 8)).filter(_ -> !host.equals(LOOPBACK));
        this.ports = ports;
        pagePort = TrialPorts.check(ports.page()); // links of the site name it
        temporaryFolder = TemporaryFolder.create();
        this.folder = FolderCopy.of(folder, temporaryFolder.file("digests"));
        if (this.folder.isEmpty()) {
            out.printf("No digests in %s, so this is a sample.%n", folder);
            String sample = InitCommand.sample(LocalDate.now(ZoneOffset.UTC));
            this.folder.put(Path.of("sample.md"), sample.getBytes(StandardCharsets.UTF_8));
        }
        telegramSandbox = TelegramSandbox.start(ports.telegram(), TELEGRAM_TOKEN, "digest_try_bot");
        discordSandbox = DiscordSandbox.start(ports.discord(), DISCORD_TOKEN);
        // A machine that starts everything at once may take longer than the platforms permit.
        telegramSandbox.answerWithin(READY_TIMEOUT);
        discordSandbox.acknowledgeWithin(READY_TIMEOUT);
        channel = discordSandbox.channel("news");
        discordSandbox.promote(channel, DISCORD_OWNER);
        Optional<PrintStream> messages = Optional.of(out).filter(_ -> printsMessages);
        telegramPrinter = new EventPrinter(messages, "Telegram");
        discordPrinter = new EventPrinter(messages, "Discord");
        telegramSandbox.listen(telegramPrinter);
        discordSandbox.listen(discordPrinter);
        bot = new TrialBot(
                config(base),
                this.folder,
                this.folder.newest().plus(Duration.ofHours(1)),
                "http://127.0.0.1:" + pagePort);
        this.folder.follow(stopped);
    }

    /// The digests of the folder are imported but not sent. The folder is only read.
    static TryRun start(
            PrintStream out, boolean printsMessages, Config base, Path folder, String host, TrialPorts ports)
            throws IOException {
        var trial = new TryRun(out, printsMessages, base, folder, host, ports);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(trial::close));
        return trial;
    }

    URI servePage() {
        SandboxPage started = SandboxPage.start(
                host,
                pagePort,
                List.of(
                        new TelegramPane(telegramSandbox, people(TELEGRAM_OWNER)),
                        new DiscordPane(discordSandbox, people(DISCORD_OWNER))),
                bot);
        page = Optional.of(started);
        return started.address();
    }

    Optional<URI> console() {
        return bot.console();
    }

    /// What is said behind the address of the console.
    String hint() {
        return consolePassword.map(" (password: %s)"::formatted).orElse("");
    }

    Optional<URI> site() {
        return bot.site();
    }

    private static List<SandboxPerson> people(SandboxPerson owner) {
        return List.of(
                owner,
                new SandboxPerson(owner.id() + 10, "Ben", "en-US"),
                new SandboxPerson(owner.id() + 20, "小李", "zh-CN"));
    }

    private Config config(Config base) throws IOException {
        int sitePort = TrialPorts.check(ports.site()); // its pages name it
        var telegramSettings = new TelegramSettings(new ApiToken(TELEGRAM_TOKEN), telegramSandbox.url());
        var discordSettings = new DiscordSettings(new ApiToken(DISCORD_TOKEN), discordSandbox.apiUrl());
        Path digests = this.folder.copy;
        var database = new SqliteLocation(temporaryFolder.file("try.sqlite"));
        return new Config(
                digests,
                database,
                Optional.empty(),
                base.node(),
                Optional.of(telegramSettings),
                Optional.of(discordSettings),
                new Config.OwnerIds(List.of(TELEGRAM_OWNER.id()), List.of(DISCORD_OWNER.id())),
                TrialSettings.topics(base),
                base.outlets(),
                new Config.LibrarySettings(0),
                new Config.Sources(Optional.empty(), List.of()),
                base.delivery(),
                new Config.BackupSettings(
                        Optional.empty(), base.backup().keep(), base.backup().at()),
                base.alarms(),
                base.subscribers(),
                List.of(),
                new ConsoleSettings(
                        ports.console() == 0 ? -1 : ports.console(),
                        host,
                        consolePassword.map(Passwords::hash),
                        Optional.empty(),
                        IpNetwork.LOOPBACK,
                        Optional.empty()),
                new SiteSettings(
                        Optional.of(URI.create("http://127.0.0.1:" + sitePort)),
                        host,
                        sitePort,
                        base.site().name()),
                TrialSettings.of(base, digests, database));
    }

    /// Returns true if all digests were delivered.
    boolean deliverAll() throws InterruptedException, IOException {
        if (!bot.awaitReady(READY_TIMEOUT)) {
            out.printf("The bot didn't start within %d seconds.%n", READY_TIMEOUT.toSeconds());
            return false;
        }
        List<Long> digests = bot.database().read(bot.unsentDigests()::archived);
        if (digests.isEmpty()) {
            out.println("No digests in the folder.");
            return false;
        }
        int each = bot.database().read(bot.unsentDigests()::countArchived);
        telegramSandbox.write(TELEGRAM_OWNER, SandboxPlace.privateChat(TELEGRAM_OWNER), "/subscribe all");
        discordSandbox.write(DISCORD_OWNER, channel, "/subscribe all");
        boolean subscribed = answered("Telegram", telegramPrinter) && answered("Discord", discordPrinter);
        for (long digest : digests) {
            bot.database().writeWithoutResult(tx -> bot.unsentDigests().publish(tx, digest));
            awaitAllBut(each);
        }
        boolean arrived = arrived(each);
        folder.correct();
        return subscribed && arrived;
    }

    /// Waits for each digest before the next one; otherwise the bot would combine several days of a
    /// topic into one message.
    private void awaitAllBut(int all) throws InterruptedException {
        awaitDeliveries(2 * (all - bot.database().read(bot.unsentDigests()::countArchived)));
    }

    /// Waits until so many deliveries were sent or failed, there is no more progress, or the trial
    /// is stopped. Returns the number of deliveries that were not sent.
    private int awaitDeliveries(int expected) throws InterruptedException {
        long sent = count(DeliveryState.SENT);
        for (int idle = 0; sent + count(DeliveryState.FAILED) < expected && idle < MAX_IDLE_POLLS; idle++) {
            if (stopped.await(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                break;
            }
            long before = sent;
            sent = count(DeliveryState.SENT);
            idle = sent == before ? idle : 0;
        }
        return expected - Math.toIntExact(sent);
    }

    private long count(DeliveryState state) {
        return bot.database()
                .read(tx -> TrialStore.states(tx, DeliveryCause.DIGEST))
                .getOrDefault(state, 0L);
    }

    void addSampleAudience() {
        if (console().isPresent()) {
            int added = SampleAudience.add(telegramSandbox, discordSandbox, bot.database(), bot.now());
            if (added > 0) {
                out.printf("The console shows %,d more chats, with an invented history of 30 days.%n", added);
            }
        }
    }

    private boolean answered(String platform, EventPrinter printer) throws InterruptedException {
        boolean answered = printer.answered.await(READY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (!answered) {
            out.printf("No answer to /subscribe on %s within %d seconds.%n", platform, READY_TIMEOUT.toSeconds());
        }
        return answered;
    }

    private boolean arrived(int digests) throws InterruptedException {
        int missing = awaitDeliveries(2 * digests);
        long invalid = bot.database().read(TrialStore::countInvalidFiles);
        out.println(
                missing == 0
                        ? "Delivered: %s to 2 chats.".formatted(digests == 1 ? "1 digest" : digests + " digests")
                        : "Not delivered: %d of %d deliveries.".formatted(missing, 2 * digests));
        if (invalid > 0) {
            out.printf("Invalid files: %d. Run “digestbot check” for details.%n", invalid);
        }
        return missing == 0 && invalid == 0;
    }

    void awaitStop() throws InterruptedException {
        out.println("The bot keeps running and watches the folder. Ctrl-C to stop.");
        stopped.await();
    }

    void record(Path file) throws IOException {
        SandboxTrial.record(file, telegramSandbox, discordSandbox);
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

    /// Prints the messages of one platform's client, one below the other, and tells when the bot
    /// has replied.
    private static final class EventPrinter implements Consumer<SandboxEvent> {

        private static final int WIDTH = 92;

        private final Optional<PrintStream> out;
        private final String platform;
        /// Replies have buttons, unlike notices about files.
        private final CountDownLatch answered = new CountDownLatch(1);

        /// Prints nothing if the stream is empty.
        EventPrinter(Optional<PrintStream> out, String platform) {
            this.out = out;
            this.platform = platform;
        }

        @Override
        public void accept(SandboxEvent event) {
            switch (event) {
                case SandboxEvent.Shown(ShownMessage message) -> show(message, "");
                // On a slow machine Discord first shows that the bot is thinking.
                case SandboxEvent.Edited(ShownMessage message) -> show(message, ", edited");
                case SandboxEvent.Deleted(SandboxPlace place, long id) -> say(place, "message " + id + " was deleted");
                case SandboxEvent.Toast(SandboxPlace place, SandboxPerson _, String text) ->
                    say(place, "(" + text + ")");
                default -> {} // happens only where somebody presses or types
            }
        }

        private void show(ShownMessage message, String what) {
            String who = message.author().map(_ -> " · you").orElse("");
            String only = message.onlyFor().isPresent() ? ", only you see it" : "";
            print(platform + name(message.place()) + who + what + only, TerminalText.lines(message.rows(), WIDTH));
            if (message.author().isEmpty() && canBePressed(message)) {
                answered.countDown();
            }
        }

        private static boolean canBePressed(ShownMessage message) {
            return message.rows().stream().anyMatch(row -> row instanceof ButtonRow || row instanceof SelectMenu);
        }

        private void say(SandboxPlace place, String text) {
            print(platform + name(place), List.of(text));
        }

        /// Prints all at once, because the other platform prints to the same stream.
        private void print(String heading, List<String> lines) {
            out.ifPresent(stream -> stream.print(lines.stream()
                    .map(line -> "    " + line.stripTrailing() + "\n")
                    .collect(Collectors.joining("", heading + "\n", "\n"))));
        }

        private static String name(SandboxPlace place) {
            return place.title().isEmpty() ? "" : " " + place.title();
        }
    }
}
