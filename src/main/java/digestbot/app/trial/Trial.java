package digestbot.app.trial;

import digestbot.app.Bot;
import digestbot.app.config.Config;
import digestbot.delivery.Token;
import digestbot.discord.DiscordSettings;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import digestbot.telegram.TelegramSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private static final long TELEGRAM_PERSON = 7001;
    private static final long DISCORD_PERSON = 7002;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Screen screen;
    private final Scratch scratch;
    private final TelegramSandbox telegramSandbox;
    private final DiscordSandbox discordSandbox;
    private final Conversation telegram;
    private final Conversation discord;
    private final Drawing telegramDrawing;
    private final Drawing discordDrawing;
    private final Bot bot;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean closed;

    private Trial(Screen screen, Config base, Folder folder, int port) throws IOException {
        this.screen = screen;
        scratch = Scratch.create();
        telegramSandbox = TelegramSandbox.start(port, TELEGRAM_TOKEN, "digest_try_bot", InstantSource.system());
        discordSandbox = DiscordSandbox.start(port == 0 ? 0 : port + 1, DISCORD_TOKEN, InstantSource.system());
        telegram = chat(telegramSandbox);
        discord = channel(discordSandbox);
        telegramDrawing = new Drawing(screen, TypedLine.Side.TELEGRAM, "Telegram", telegram);
        discordDrawing = new Drawing(screen, TypedLine.Side.DISCORD, "Discord", discord);
        telegramSandbox.listen(telegramDrawing);
        discordSandbox.listen(discordDrawing);
        bot = Bot.start(config(base, folder), clock(folder.newest()));
    }

    private record Folder(Path path, Instant newest) {}

    /// Starts everything; the bot knows the folder's digests and has sent none.
    ///
    /// @param port where Telegram's stand-in listens, Discord's on the next; 0 takes free ones
    static Trial start(Screen screen, Config base, Path folder, int port) throws IOException {
        screen.note("digestbot try: the bot against stand-ins of Telegram and Discord. Starting …");
        Trial trial = new Trial(
                screen,
                base,
                new Folder(folder, Newest.in(folder, base.library().maxFileBytes())),
                port);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(trial::close));
        return trial;
    }

    private static Conversation chat(TelegramSandbox sandbox) {
        Someone person = new Someone(TELEGRAM_PERSON, "You", "en");
        return new Conversation(sandbox, person, new Place(person.id(), Place.Kind.PRIVATE, ""));
    }

    private static Conversation channel(DiscordSandbox sandbox) {
        Someone person = new Someone(DISCORD_PERSON, "You", "en-US");
        Place news = sandbox.channel("news");
        sandbox.promote(news, person);
        return new Conversation(sandbox, person, news);
    }

    private Config config(Config base, Folder folder) {
        var telegramSettings = new TelegramSettings(new Token(TELEGRAM_TOKEN), telegramSandbox.url());
        var discordSettings = new DiscordSettings(
                new Token(DISCORD_TOKEN), discordSandbox.apiUrl(), Optional.of(discordSandbox.gatewayUrl()));
        return base.with(folder.path(), scratch.file("try.sqlite"))
                .with(new Config.Admins(List.of(TELEGRAM_PERSON), List.of(DISCORD_PERSON)))
                .with(
                        new Config.Telegram(telegramSettings, Config.Telegram.PUBLIC_LIMITS),
                        discordSettings,
                        new Config.Library(
                                base.library().maxFileBytes(), 0, base.library().lookEverySeconds()));
    }

    private static InstantSource clock(Instant newest) {
        Clock real = Clock.systemUTC();
        return Clock.offset(real, Duration.between(real.instant(), newest.plus(Duration.ofHours(1))));
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
        telegram.write("/subscribe all");
        discord.write("/subscribe all");
        boolean subscribed = answered("Telegram", telegramDrawing) && answered("Discord", discordDrawing);
        for (long digest : digests) {
            bot.database().run(tx -> bot.releases().publish(tx, digest));
        }
        return subscribed && arrived(digests.size());
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
            bot.close();
            discordSandbox.close();
            telegramSandbox.close();
            scratch.close();
        }
    }
}
