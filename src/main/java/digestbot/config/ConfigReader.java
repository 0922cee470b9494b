package digestbot.config;

import digestbot.console.EffectiveSetting;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.PlatformLimits;
import digestbot.digest.Diagnostic;
import digestbot.digest.parser.DigestParser;
import digestbot.discord.DiscordSettings;
import digestbot.library.intake.HoldPolicy;
import digestbot.telegram.TelegramSettings;
import digestbot.yaml.YamlErrorException;
import digestbot.yaml.YamlNode;
import digestbot.yaml.YamlNode.MappingEntry;
import digestbot.yaml.YamlReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class ConfigReader {

    private static final String DATABASE = "database";
    private static final String DATABASE_PASSWORD = "database-password";
    private static final String DEFAULT_DATABASE = "data/digestbot.sqlite";

    private static final String ALLOWED_DATABASES =
            "a path, or postgresql://user@host:port/name (with the password in database-password)";

    /// A document with placeholders for the ids that owners choose.
    private static final String NAMES =
            "{topics: {<topic>: {perspectives: {<perspective>: {}}}}, outlets: {<outlet>: {}},"
                    + " sources: {push: [{}]}, webhooks: [{}]}";

    private static final LocalTime AT = LocalTime.of(3, 15);

    private final VariableSubstitution variables;

    public ConfigReader(Map<String, String> environment) {
        variables = new VariableSubstitution(environment);
    }

    /// Recorded while reading a placeholder document.
    public static List<ConfigKey> keys() {
        var context = new YamlSection.ReadContext(new VariableSubstitution(Map.of()), Optional.empty());
        try {
            read(NAMES, context);
        } catch (YamlErrorException refused) {
            throw new IllegalStateException(refused);
        }
        return List.copyOf(context.keys());
    }

    /// The database at an address or in a file, with the password from the variable that the
    /// configuration usually names; empty if the text is malformed or the password cannot be read.
    public Optional<DatabaseLocation> database(String text) {
        var context = new YamlSection.ReadContext(variables, Optional.empty());
        Map<String, MappingEntry> keys =
                Map.of(DATABASE, entry(text), DATABASE_PASSWORD, entry("${DATABASE_PASSWORD:}"));
        DatabaseLocation location = readDatabase(new YamlSection("", new YamlNode.Mapping(keys, 1), context));
        return context.problems().isEmpty() ? Optional.of(location) : Optional.empty();
    }

    /// For messages.
    public static String withoutLogin(String address) {
        return YamlSection.withoutLogin(address);
    }

    private static MappingEntry entry(String text) {
        return new MappingEntry(1, new YamlNode.Scalar(text, false, 1));
    }

    public ConfigResult read(Path file) {
        try {
            return parse(Files.readString(file), Optional.of(file));
        } catch (NoSuchFileException _) {
            return refused("not found. Run “digestbot init” to create one, or pass --config FILE.");
        } catch (AccessDeniedException _) {
            return refused("cannot be read by the user %s. Let this user read it, or start as another user."
                    .formatted(System.getProperty("user.name")));
        } catch (CharacterCodingException _) {
            return refused("is not UTF-8. Save it as UTF-8.");
        } catch (IOException e) {
            return refused("cannot be read: " + e.getMessage());
        }
    }

    public ConfigResult parse(String text) {
        return parse(text, Optional.empty());
    }

    private ConfigResult parse(String text, Optional<Path> file) {
        try {
            var context = new YamlSection.ReadContext(variables, file);
            Config config = read(text, context);
            return context.problems().isEmpty()
                    ? new ConfigResult.Loaded(config)
                    : new ConfigResult.InvalidConfig(context.problems().stream()
                            .sorted(Comparator.comparingInt(Diagnostic::line))
                            .toList());
        } catch (YamlErrorException refused) {
            return refused(refused.line(), String.valueOf(refused.getMessage()));
        }
    }

    private static ConfigResult refused(String message) {
        return refused(Diagnostic.WHOLE_FILE, message);
    }

    private static ConfigResult refused(int line, String message) {
        return new ConfigResult.InvalidConfig(List.of(new Diagnostic(line, message)));
    }

    private static Config read(String text, YamlSection.ReadContext context) throws YamlErrorException {
        YamlNode root = YamlReader.read(
                text,
                1,
                key -> context.problem(
                        key.line(),
                        key.path(),
                        "duplicate key, first on line %d; keep one of the two".formatted(key.firstLine())));
        return config(new YamlSection("", root, context), context.settings());
    }

    private static Config config(YamlSection root, List<EffectiveSetting> settings) {
        ConfigSections.Sources sources = root.section("sources", ConfigSections::sources);
        var config = new Config(
                path(root, "digests", "digests"),
                readDatabase(root),
                node(root),
                root.section("telegram", ConfigReader::telegram),
                root.section("discord", ConfigReader::discord),
                root.section("owners", ConfigReader::owners),
                ConfigSections.topics(root.section("topics"), root.section("outlets")),
                root.section("library", ConfigReader::library),
                sources.git(),
                sources.pushTokens(),
                root.section("delivery", ConfigReader::delivery),
                root.section("backup", ConfigReader::backup),
                root.section("alarms", alarms -> alarms.number("late-hours", 2, 0, 24)),
                root.section("subscribers", chats -> chats.number("forget-after-days", 180, 0, 100_000)),
                ConfigSections.webhooks(root),
                root.section("console", ConfigSections::console),
                root.section("site", ConfigSections::site),
                settings);
        root.reportUnknownKeys();
        return config;
    }

    private static Path path(YamlSection section, String key, String fallback) {
        return section.convert(key, fallback, "a path", text -> Optional.of(Path.of(text)))
                .orElse(Path.of(fallback));
    }

    private static Optional<Config.TelegramConnectionSettings> telegram(YamlSection section) {
        String token = section.secret("token");
        URI api = url(section, "api-url", TelegramSettings.PUBLIC_API.toString(), false, "http", "https")
                .orElse(TelegramSettings.PUBLIC_API);
        PlatformLimits permitted = section.section("limits", ConfigReader::telegramLimits);
        if (!token.isEmpty() && !token.matches("\\d+:[A-Za-z0-9_-]+")) {
            section.refuse(
                    "token", "not a bot token; @BotFather issues tokens such as 123456:ABC-DEF (the value is hidden)");
            return Optional.empty();
        }
        return token.isEmpty()
                ? Optional.empty()
                : Optional.of(new Config.TelegramConnectionSettings(
                        new TelegramSettings(new ApiToken(token), api), permitted));
    }

    private static PlatformLimits telegramLimits(YamlSection section) {
        PlatformLimits defaults = Config.TelegramConnectionSettings.PUBLIC_LIMITS;
        var limits = new PlatformLimits(
                section.number("per-second", defaults.perSecond(), 1, 1_000),
                section.number("per-chat-per-second", defaults.perChatPerSecond(), 1, 1_000),
                section.number("per-group-per-minute", defaults.perGroupPerMinute(), 1, 60_000),
                section.number("paid-per-second", defaults.paidPerSecond(), 0, 1_000));
        if (limits.paid() && limits.paidPerSecond() <= limits.perSecond()) {
            section.refuse(
                    "paid-per-second",
                    "must be 0, or more than the %,d free messages per second".formatted(limits.perSecond()));
        }
        return limits;
    }

    private static Optional<DiscordSettings> discord(YamlSection section) {
        String token = section.secret("token");
        URI api = url(section, "api-url", DiscordSettings.PUBLIC_API.toString(), true, "http", "https")
                .orElse(DiscordSettings.PUBLIC_API);
        Optional<URI> gateway = url(section, "gateway-url", "", true, "ws", "wss");
        int opens = section.section(
                "limits", limits -> limits.number("dm-opens-per-minute", DiscordSettings.OPENS_PER_MINUTE, 1, 600));
        if (token.chars().anyMatch(Character::isWhitespace)) {
            section.refuse(
                    "token",
                    "a bot token has no spaces; copy it from the Developer Portal again (the value is hidden)");
        }
        return token.isEmpty()
                ? Optional.empty()
                : Optional.of(new DiscordSettings(new ApiToken(token), api, gateway, opens));
    }

    private static Optional<URI> url(
            YamlSection section, String key, String defaults, boolean withPath, String... schemes) {
        List<String> allowed = List.of(schemes);
        String expected = "an address that begins with " + String.join(":// or ", allowed) + "://"
                + (withPath ? "" : ", without a path");
        return section.convert(key, defaults, expected, text -> {
            URI uri = URI.create(text);
            boolean path = uri.getRawPath() != null && !uri.getRawPath().matches("/?");
            return allowed.contains(uri.getScheme()) && uri.getHost() != null && (withPath || !path)
                    ? Optional.of(uri)
                    : Optional.empty();
        });
    }

    private static Config.OwnerIds owners(YamlSection section) {
        return new Config.OwnerIds(userIds(section, "telegram"), userIds(section, "discord"));
    }

    private static List<Long> userIds(YamlSection section, String platform) {
        return section.hiddenList(
                platform,
                "a user ID, a whole number",
                text -> Optional.of(Long.parseLong(text)).filter(id -> id > 0));
    }

    private static Config.LibrarySettings library(YamlSection section) {
        return new Config.LibrarySettings(
                section.number("max-file-bytes", DigestParser.DEFAULT_MAX_BYTES, 1_000, DigestParser.MAX_BYTES),
                section.number("first-start-days", 2, 0, 100_000),
                section.number("scan-interval-seconds", 2, 1, 3_600),
                section.list("empty-points", "sentences", Optional::of));
    }

    private static Config.DeliverySettings delivery(YamlSection section) {
        return new Config.DeliverySettings(section.number("in-flight", 32, 4, 1_000), hold(section));
    }

    private static HoldPolicy hold(YamlSection section) {
        HoldPolicy defaults = HoldPolicy.NOTHING;
        HoldPolicy.HoldMode mode =
                section.choice("hold", defaults.mode(), HoldPolicy.HoldMode.values(), HoldPolicy.HoldMode::id);
        int hours = section.number("hold-hours", (int) defaults.maxDuration().toHours(), 1, 240);
        return new HoldPolicy(mode, Duration.ofHours(hours));
    }

    private static Config.BackupSettings backup(YamlSection section) {
        return new Config.BackupSettings(
                section.convert("folder", "", "a path", text -> Optional.of(Path.of(text))),
                section.number("keep", 7, 0, 1_000),
                section.convert("at", AT.toString(), "a time such as " + AT, text -> Optional.of(LocalTime.parse(text)))
                        .orElse(AT));
    }

    private static DatabaseLocation readDatabase(YamlSection root) {
        DatabaseLocation location = root.convert(DATABASE, DEFAULT_DATABASE, ALLOWED_DATABASES, ConfigReader::location)
                .orElse(new SqliteLocation(Path.of(DEFAULT_DATABASE)));
        String password = root.secret(DATABASE_PASSWORD);
        return location instanceof PostgresLocation server ? server.withPassword(password) : location;
    }

    /// The name of the machine if the key is empty.
    private static String node(YamlSection root) {
        return root.matching(
                        "node-name", "up to 60 letters, digits, dots, hyphens and underscores", "[A-Za-z0-9._-]{0,60}")
                .filter(name -> !name.isEmpty())
                .orElseGet(ConfigReader::hostName);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "node";
        }
    }

    private static Optional<DatabaseLocation> location(String text) {
        return PostgresLocation.isAddress(text)
                ? PostgresLocation.parse(text).map(server -> server)
                : Optional.of(new SqliteLocation(Path.of(text)));
    }

    /// A key such as `telegram.limits.per-second`; `<topic>` and `<perspective>` stand for ids that
    /// the owner chooses. The default is written as in the file.
    public record ConfigKey(String path, String defaultValue, String allowed) {}

    public sealed interface ConfigResult {

        record Loaded(Config config) implements ConfigResult {}

        /// Has all mistakes in the file, by line.
        record InvalidConfig(List<Diagnostic> problems) implements ConfigResult {
            public InvalidConfig {
                problems = List.copyOf(problems);
            }

            /// As `file:line: message`; for a file that cannot be read, a sentence that begins with
            /// its name.
            public List<String> lines(Path file) {
                return problems.stream()
                        .map(problem -> problem.place(file)
                                + (problem.line() == Diagnostic.WHOLE_FILE ? " " : ": ")
                                + problem.message())
                        .toList();
            }
        }
    }
}
