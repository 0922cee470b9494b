package digestbot.app.trial;

import digestbot.app.Bot;
import digestbot.app.config.Config;
import digestbot.delivery.Token;
import digestbot.discord.DiscordSettings;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.page.DiscordSide;
import digestbot.sandbox.page.SandboxPage;
import digestbot.sandbox.page.TelegramSide;
import digestbot.sandbox.telegram.TelegramSandbox;
import digestbot.telegram.TelegramSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The bot with a stand-in of each platform, a chat on each, and one person at the terminal, who owns the bot.
///
/// The bot's clock runs one hour after the newest digest; the stand-ins keep real time.
final class Trial implements AutoCloseable {

    private static final String TELEGRAM_TOKEN = "1000:SECRET-telegram-try";
    private static final String DISCORD_TOKEN = "SECRET-discord-try";
    private static final Someone TELEGRAM_OWNER = new Someone(7001, "You", "en");
    private static final Someone DISCORD_OWNER = new Someone(7002, "You", "en-US");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Screen screen;
    private final Scratch scratch;
    private final TelegramSandbox telegramSandbox;
    private final DiscordSandbox discordSandbox;
    private final Conversation telegram;
    private final Conversation discord;
    private final Drawing telegramDrawing;
    private final Drawing discordDrawing;
    private final Ports ports;
    private final int mostBytes;
    private final FolderCopy folder;
    private final Later clock;
    private final Bot bot;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Optional<SandboxPage> page = Optional.empty();
    private boolean closed;

    private Trial(Screen screen, Config base, Path folder, Ports ports) throws IOException {
        this.screen = screen;
        this.ports = ports;
        mostBytes = base.library().maxFileBytes();
        scratch = Scratch.create();
        this.folder = FolderCopy.of(folder, scratch.file("digests"));
        clock = new Later(InstantSource.system(), Newest.in(folder, mostBytes).plus(Duration.ofHours(1)));
        telegramSandbox =
                TelegramSandbox.start(ports.telegram(), TELEGRAM_TOKEN, "digest_try_bot", InstantSource.system());
        discordSandbox = DiscordSandbox.start(ports.discord(), DISCORD_TOKEN, InstantSource.system());
        telegram = chat(telegramSandbox);
        discord = channel(discordSandbox);
        telegramDrawing = new Drawing(screen, TypedLine.Side.TELEGRAM, "Telegram", telegram);
        discordDrawing = new Drawing(screen, TypedLine.Side.DISCORD, "Discord", discord);
        telegramSandbox.listen(telegramDrawing);
        discordSandbox.listen(discordDrawing);
        bot = Bot.start(config(base), clock);
        this.folder.follow(stopped);
    }

    /// Starts everything; the bot knows the folder's digests and has sent none.
    ///
    /// @param folder of digests; it is read, and nothing is written there
    static Trial start(Screen screen, Config base, Path folder, Ports ports) throws IOException {
        Trial trial = new Trial(screen, base, folder, ports);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(trial::close));
        return trial;
    }

    /// Serves a page of both conversations.
    ///
    /// @return its address
    URI show() {
        SandboxPage started = SandboxPage.start(
                ports.page(),
                List.of(
                        new TelegramSide(telegramSandbox, people(TELEGRAM_OWNER)),
                        new DiscordSide(discordSandbox, people(DISCORD_OWNER))),
                new TrialStage(bot, clock, folder, mostBytes));
        page = Optional.of(started);
        return started.address();
    }

    private static List<Someone> people(Someone owner) {
        return List.of(
                owner, new Someone(owner.id() + 10, "Reader", "en-US"), new Someone(owner.id() + 20, "读者", "zh-CN"));
    }

    private static Conversation chat(TelegramSandbox sandbox) {
        return new Conversation(sandbox, TELEGRAM_OWNER, new Place(TELEGRAM_OWNER.id(), Place.Kind.PRIVATE, ""));
    }

    private static Conversation channel(DiscordSandbox sandbox) {
        Place news = sandbox.channel("news");
        sandbox.promote(news, DISCORD_OWNER);
        return new Conversation(sandbox, DISCORD_OWNER, news);
    }

    private Config config(Config base) {
        var telegramSettings = new TelegramSettings(new Token(TELEGRAM_TOKEN), telegramSandbox.url());
        var discordSettings = new DiscordSettings(
                new Token(DISCORD_TOKEN), discordSandbox.apiUrl(), Optional.of(discordSandbox.gatewayUrl()));
        return base.with(folder.path(), scratch.file("try.sqlite"))
                .with(new Config.Admins(List.of(TELEGRAM_OWNER.id()), List.of(DISCORD_OWNER.id())))
                .with(
                        new Config.Telegram(telegramSettings, Config.Telegram.PUBLIC_LIMITS),
                        discordSettings,
                        new Config.Library(
                                base.library().maxFileBytes(), 0, base.library().lookEverySeconds()));
    }

    /// Subscribes both chats to every topic and delivers every digest, the oldest first.
    ///
    /// @return whether all of them arrived
    boolean deliverAll() throws InterruptedException {
        if (!bot.awaitReady(PATIENCE)) {
            screen.note("The bot was not ready within %d seconds.".formatted(PATIENCE.toSeconds()));
            return false;
        }
        List<Long> digests = bot.database().read(bot.releases()::shelved);
        if (digests.isEmpty()) {
            screen.note("There is no digest in the folder to deliver.");
            return false;
        }
        int each = bot.database().read(bot.releases()::shelvedOnce);
        telegram.write("/subscribe all");
        discord.write("/subscribe all");
        boolean subscribed = answered("Telegram", telegramDrawing) && answered("Discord", discordDrawing);
        for (long digest : digests) {
            bot.database().run(tx -> bot.releases().publish(tx, digest));
            awaitAllBut(each);
        }
        return subscribed && arrived(each);
    }

    /// Waits for what is published: several days of a topic that came at once would be one message of missed ones.
    ///
    /// @param all how many digests there are
    private void awaitAllBut(int all) throws InterruptedException {
        int left = bot.database().read(bot.releases()::shelvedOnce);
        new Arrivals(bot, 2 * (all - left)).await(stopped);
    }

    private boolean answered(String platform, Drawing drawing) throws InterruptedException {
        boolean answered = drawing.answered().await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (!answered) {
            screen.note(
                    "/subscribe was not answered on %s within %d seconds.".formatted(platform, PATIENCE.toSeconds()));
        }
        return answered;
    }

    private boolean arrived(int digests) throws InterruptedException {
        Arrivals arrivals = new Arrivals(bot, 2 * digests);
        boolean all = arrivals.await(stopped);
        int invalid = bot.invalidFiles();
        screen.note(
                all
                        ? "Delivered: %s to 2 chats.".formatted(digests == 1 ? "1 digest" : digests + " digests")
                        : "NOT delivered: %d of %d deliveries.".formatted(arrivals.missing(), 2 * digests));
        if (invalid > 0) {
            screen.note("Files that are no digests: %d; `digestbot check` says why.".formatted(invalid));
        }
        return all && invalid == 0;
    }

    /// Carries out what is typed, or without a terminal stays up, until it is ended.
    void converse() throws InterruptedException {
        if (screen instanceof TerminalScreen terminal) {
            screen.note(HELP);
            Optional<String> line = terminal.read();
            while (line.isPresent() && carryOut(TypedLine.parse(line.get()))) {
                line = terminal.read();
            }
        } else {
            screen.note("The bot stays up and watches the folder. Ctrl-C or TERM ends it.");
            stopped.await();
        }
    }

    private static final String HELP = """
            Your turn, as a reader and as the owner of the bot. Type what you would write or press:
              telegram /help                discord /today
              telegram /perspective china   discord /settings
              telegram press 2              discord press 5 2 (option 2 of menu 5)
              telegram /broadcast Hello     discord /broadcast, then: discord Hello (fills the form)
            t and d are short for telegram and discord; quit ends it.
            """;

    /// Does what was typed, or says why it cannot be done.
    ///
    /// @return whether there may be more
    boolean carryOut(TypedLine typed) {
        try {
            switch (typed) {
                case TypedLine.Write(TypedLine.Side side, String text) -> on(side).write(text);
                case TypedLine.Press(TypedLine.Side side, int number, int choice) -> on(side).press(number, choice);
                case TypedLine.Help() -> screen.note(HELP);
                case TypedLine.Nothing(), TypedLine.Quit() -> {}
            }
        } catch (IllegalArgumentException e) {
            screen.note(String.valueOf(e.getMessage()));
        }
        return !(typed instanceof TypedLine.Quit);
    }

    private Conversation on(TypedLine.Side side) {
        return switch (side) {
            case TELEGRAM -> telegram;
            case DISCORD -> discord;
        };
    }

    /// Writes down every request that the bot made.
    void record(Path file) throws IOException {
        Recording.write(file, telegramSandbox, discordSandbox);
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
            scratch.close();
        }
    }
}
