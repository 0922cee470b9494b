package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.Config.OwnerIds;
import digestbot.app.ConfiguredDatabase;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.SubscriberStore;
import digestbot.config.ConfigReader;
import digestbot.config.ConfigReader.ConfigResult;
import digestbot.console.SetupPage.Setup;
import digestbot.console.SetupPage.SetupBot;
import digestbot.database.Database;
import digestbot.database.PrivateFiles;
import digestbot.digest.Diagnostic;
import digestbot.discord.DiscordApplication;
import digestbot.i18n.Texts;
import digestbot.telegram.TelegramSignUp;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Sets up a bot without tokens: checks the tokens that its owner pastes, finds out who the owner
/// is, and stores both for the next run. The tokens go to `digestbot.env`, the owners to the
/// configuration.
final class FirstRun implements Setup, AutoCloseable {

    private final Path configuration;
    private final EnvironmentFile environment;
    private final Path folder;
    private final InstantSource clock;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private Optional<TelegramSignUp> telegram = Optional.empty();
    private Optional<TelegramSignUp.Owner> telegramOwner = Optional.empty();
    private Optional<DiscordApplication> discord = Optional.empty();
    private boolean isSaved;

    /// `folder` is the folder of the installation.
    FirstRun(Path folder, Path configuration, InstantSource clock) {
        this.folder = folder;
        this.configuration = configuration;
        this.clock = clock;
        environment = new EnvironmentFile(folder.resolve(EnvironmentFile.NAME));
    }

    /// Asks on a terminal for everything that the page asks for. Enter skips a platform.
    void ask(Console terminal) {
        for (Platform platform : Platform.all()) {
            String token = typed(terminal, platform);
            while (!token.isEmpty()) {
                Optional<String> refused = accept(platform, token);
                refused.ifPresent(sentence -> terminal.printf("%s%n", sentence));
                token = refused.isPresent() ? typed(terminal, platform) : "";
            }
            bot(platform).ifPresent(found -> terminal.printf("The bot is %s.%n", found.name()));
        }
        bot(Platform.TELEGRAM).filter(found -> found.owner().isEmpty()).ifPresent(found -> {
            terminal.printf("To become its owner, open %s and press Start.%n", found.link());
            String answer = terminal.readLine("Then press Enter here (or write “later”): ");
            SetupBot now = bot(Platform.TELEGRAM).orElseThrow();
            while (answer != null && answer.isBlank() && now.owner().isEmpty()) {
                String why = now.problem().isEmpty() ? "Nothing has arrived yet." : now.problem();
                answer = terminal.readLine("%s Press Enter to look again (or write “later”): ", why);
                now = bot(Platform.TELEGRAM).orElseThrow();
            }
        });
        for (Platform platform : Platform.all()) {
            bot(platform)
                    .flatMap(SetupBot::owner)
                    .ifPresent(name -> terminal.printf("%s: its owner is %s.%n", platform.title(), name));
        }
    }

    /// Whether a token is known, from here or elsewhere. Also true for an invalid configuration,
    /// because a token would not fix it.
    boolean hasToken() {
        try {
            return !config(tokens).platforms().isEmpty();
        } catch (IOException _) {
            return true;
        }
    }

    private static String typed(Console terminal, Platform platform) {
        char[] token = terminal.readPassword("Token of a bot on %s (Enter: none): ", platform.title());
        return token == null ? "" : new String(token).strip();
    }

    private static String variable(Platform platform) {
        return platform.name() + "_TOKEN";
    }

    @Override
    public synchronized Optional<SetupBot> bot(Platform platform) {
        return switch (platform) {
            case TELEGRAM ->
                telegram.map(found -> {
                    String problem = "";
                    try {
                        telegramOwner = telegramOwner.isPresent() || isSaved ? telegramOwner : found.owner();
                    } catch (IOException e) {
                        problem = String.valueOf(e.getMessage());
                    }
                    return new SetupBot(
                            "@" + found.botName(),
                            telegramOwner.map(TelegramSignUp.Owner::name),
                            found.link(),
                            problem);
                });
            case DISCORD ->
                discord.map(found -> new SetupBot(
                        found.botName(),
                        Optional.of(found.ownerName().isEmpty() ? "your team's owner" : found.ownerName()),
                        found.link(),
                        ""));
        };
    }

    @Override
    public synchronized Optional<String> accept(Platform platform, String token) {
        if (platform == Platform.TELEGRAM && !token.strip().matches("\\d+:[\\w-]{35}")) {
            return Optional.of("A Telegram token has digits, a colon and 35 more characters. Copy all of it from"
                    + " @BotFather's message.");
        }
        try {
            Map<String, String> all = new LinkedHashMap<>(tokens);
            all.put(variable(platform), token.strip());
            Config config = config(all);
            switch (platform) {
                case TELEGRAM -> {
                    var found = new TelegramSignUp(config.telegram().orElseThrow(() -> unnamed(platform)));
                    telegram.ifPresent(TelegramSignUp::close);
                    telegram = Optional.of(found);
                    telegramOwner = Optional.empty();
                }
                case DISCORD ->
                    discord = Optional.of(DiscordApplication.of(config.discord().orElseThrow(() -> unnamed(platform))));
            }
            tokens.putAll(all);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private IOException unnamed(Platform platform) {
        return new IOException("%s.token in %s does not insert ${%s}. Let it do so, or write the token there."
                .formatted(platform.id(), configuration, variable(platform)));
    }

    /// The configuration with these tokens. Its paths are relative to its folder.
    private Config config(Map<String, String> with) throws IOException {
        Map<String, String> variables = new HashMap<>(environment.with(System.getenv()));
        variables.putAll(with);
        ConfigReader<Config> reader = Config.reader(variables);
        boolean isHere = folder.toAbsolutePath().normalize().equals(Path.of("").toAbsolutePath());
        ConfigResult<Config> result = isHere
                ? reader.read(configuration)
                : reader.parse(InitCommand.located(Files.readString(configuration), folder));
        return switch (result) {
            case ConfigResult.Loaded<Config>(Config config) -> config;
            case ConfigResult.InvalidConfig<Config> refused ->
                throw new IOException(
                        refused.problems().stream().map(Diagnostic::message).collect(Collectors.joining(" ")));
        };
    }

    @Override
    public synchronized Optional<String> save() {
        // Looks once more, because the owner may have pressed Start a moment ago.
        bot(Platform.TELEGRAM);
        try {
            environment.set(tokens);
            String text = Files.readString(configuration);
            for (Map.Entry<Platform, Long> owner : owners().entrySet()) {
                text = withOwner(text, owner.getKey(), owner.getValue());
            }
            PrivateFiles.replace(configuration, text.getBytes(StandardCharsets.UTF_8));
            Config config = config(tokens);
            Optional<String> missing = missing(config.owners());
            if (missing.isEmpty()) {
                subscribeOwner(config);
                isSaved = true;
            }
            return missing;
        } catch (IOException | RuntimeException e) {
            return Optional.of("Couldn't save everything in %s: %s. Fix that, and save again."
                    .formatted(folder.toAbsolutePath().normalize(), e));
        }
    }

    private Map<Platform, Long> owners() {
        Map<Platform, Long> owners = new EnumMap<>(Platform.class);
        telegramOwner.ifPresent(
                owner -> owners.put(Platform.TELEGRAM, owner.person().userId()));
        discord.filter(found -> found.owner() > 0).ifPresent(found -> owners.put(Platform.DISCORD, found.owner()));
        return owners;
    }

    /// The remaining step by hand, if the owners' section of the file does not have its shipped
    /// form.
    private Optional<String> missing(OwnerIds known) {
        return owners().entrySet().stream()
                .filter(owner -> !known.persons().contains(new Person(owner.getKey(), owner.getValue(), "")))
                .map(owner -> "The tokens are saved, but not the owner. Add %d to “owners.%s” in %s, and save again."
                        .formatted(owner.getValue(), owner.getKey().id(), configuration))
                .findFirst();
    }

    private static String withOwner(String text, Platform platform, long id) {
        return Pattern.compile("(?m)^(owners:.*\\R(?:(?: .*|#.*)?\\R)*? +%s: )\\[]".formatted(platform.id()))
                .matcher(text)
                .replaceFirst("$1" + Matcher.quoteReplacement("[%d]".formatted(id)));
    }

    /// Subscribes the owner, so that the bot sends them the existing digests.
    private void subscribeOwner(Config config) {
        if (telegramOwner.isEmpty()) {
            return;
        }
        TelegramSignUp.Owner owner = telegramOwner.get();
        try (Database database = ConfiguredDatabase.create(config, clock)) {
            var chat = new Chat(Platform.TELEGRAM, owner.person().userId(), ChatType.PRIVATE, "");
            var subscribers = new SubscriberStore();
            database.writeWithoutResult(tx -> {
                long number = subscribers
                        .findOrCreate(
                                tx,
                                chat,
                                Preferences.DEFAULT.withLanguage(
                                        Texts.of(owner.person().language()).language()),
                                clock.instant())
                        .number();
                subscribers.setAllTopics(tx, number, true, 0, clock.instant());
            });
        }
    }

    @Override
    public void close() {
        telegram.ifPresent(TelegramSignUp::close);
    }
}
