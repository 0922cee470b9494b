package digestbot.config;

import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.PlatformLimits;
import digestbot.digest.Diagnostic;
import digestbot.discord.DiscordSettings;
import digestbot.library.intake.HoldPolicy;
import digestbot.telegram.TelegramSettings;
import digestbot.yaml.YamlDocument;
import digestbot.yaml.YamlFault;
import digestbot.yaml.YamlFaultException;
import digestbot.yaml.YamlReader;
import java.io.IOException;
import java.net.URI;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the configuration file.
public final class ConfigReader {

    /// A document with placeholders for ids that operators choose.
    private static final String NAMES =
            "{topics: {<topic>: {perspectives: {<perspective>: {}}}}, outlets: {<outlet>: perspective}}";

    private static final LocalTime AT = LocalTime.of(3, 15);

    private final VariableSubstitution variables;

    /// @param environment the environment's variables
    public ConfigReader(Map<String, String> environment) {
        variables = new VariableSubstitution(environment);
    }

    /// All keys, recorded while reading a placeholder document.
    public static List<ConfigKey> keys() {
        var shared = new YamlSection.Shared(new VariableSubstitution(Map.of()), Optional.empty());
        try {
            config(YamlReader.read(NAMES, 1), shared);
        } catch (YamlFaultException refused) {
            throw new IllegalStateException(refused);
        }
        return List.copyOf(shared.keys());
    }

    /// Reads the file.
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

    /// Reads the text of a file.
    public ConfigResult parse(String text) {
        return parse(text, Optional.empty());
    }

    private ConfigResult parse(String text, Optional<Path> file) {
        try {
            var shared = new YamlSection.Shared(variables, file);
            Config config = config(YamlReader.read(text, 1), shared).with(shared.settings());
            return shared.problems().isEmpty()
                    ? new ConfigResult.Loaded(config)
                    : new ConfigResult.Refused(shared.problems().stream()
                            .sorted(Comparator.comparingInt(Diagnostic::line))
                            .toList());
        } catch (YamlFaultException refused) {
            return refused(refused.fault().line(), describe(refused.fault()));
        }
    }

    private static String describe(YamlFault fault) {
        return switch (fault) {
            case YamlFault.Syntax syntax -> "invalid YAML: " + syntax.problem();
            case YamlFault.Unexpected(int _, String what) -> "invalid YAML: " + what;
            case YamlFault.ForbiddenCharacter(int _, int codePoint) ->
                "YAML does not allow the character U+%04X; remove it".formatted(codePoint);
            case YamlFault.SecondDocument(int _) -> "a second YAML document begins here; remove one of them";
            case YamlFault.TooDeep(int _, int most) -> "nested more than %d levels deep; remove it".formatted(most);
            case YamlFault.Alias(int _, String name) ->
                "aliases such as *%s are not allowed; write the value itself".formatted(name);
            case YamlFault.KeyWithoutText(int _) -> "a key must be text, not a list or a mapping";
        };
    }

    private static ConfigResult refused(String message) {
        return refused(Diagnostic.WHOLE_FILE, message);
    }

    private static ConfigResult refused(int line, String message) {
        return new ConfigResult.Refused(List.of(new Diagnostic(line, message)));
    }

    private static Config config(YamlDocument document, YamlSection.Shared shared) {
        document.repeatedKeys()
                .forEach(key -> shared.problem(
                        key.line(),
                        key.path(),
                        "duplicate key, first on line %d; keep one of the two".formatted(key.firstLine())));
        return config(new YamlSection("", document.root(), shared));
    }

    private static Config config(YamlSection root) {
        var config = new Config(
                path(root, "digests", "digests"),
                path(root, "database", "data/digestbot.sqlite"),
                telegram(root.section("telegram")),
                discord(root.section("discord")),
                owners(root.section("owners")),
                StyleSection.read(root.section("topics"), root.section("outlets")),
                library(root.section("library")),
                delivery(root.section("delivery")),
                backup(root.section("backup")),
                alarms(root.section("alarms")),
                subscribers(root.section("subscribers")),
                ConsoleSection.read(root.section("console")),
                List.of());
        root.done();
        return config;
    }

    private static Path path(YamlSection section, String key, String fallback) {
        return section.convert(key, fallback, "a path", text -> Optional.of(Path.of(text)))
                .orElse(Path.of(fallback));
    }

    private static Optional<Config.Telegram> telegram(YamlSection section) {
        String token = section.secret("token");
        URI api = url(section, "api-url", TelegramSettings.PUBLIC_API.toString(), false, "http", "https")
                .orElse(TelegramSettings.PUBLIC_API);
        PlatformLimits usual = Config.Telegram.PUBLIC_LIMITS;
        YamlSection limits = section.section("limits");
        var permitted = new PlatformLimits(
                limits.number("per-second", usual.perSecond(), 1, 1_000),
                limits.number("per-chat-per-second", usual.perChatPerSecond(), 1, 1_000),
                limits.number("per-group-per-minute", usual.perGroupPerMinute(), 1, 60_000),
                limits.number("paid-per-second", usual.paidPerSecond(), 0, 1_000));
        if (permitted.paid() && permitted.paidPerSecond() <= permitted.perSecond()) {
            limits.refuse(
                    "paid-per-second",
                    "must be 0, or more than the %,d free messages per second".formatted(permitted.perSecond()));
        }
        limits.done();
        section.done();
        if (!token.isEmpty() && !token.matches("\\d+:[A-Za-z0-9_-]+")) {
            section.refuse(
                    "token", "not a bot token; @BotFather issues tokens such as 123456:ABC-DEF (the value is hidden)");
            return Optional.empty();
        }
        return token.isEmpty()
                ? Optional.empty()
                : Optional.of(new Config.Telegram(new TelegramSettings(new ApiToken(token), api), permitted));
    }

    private static Optional<DiscordSettings> discord(YamlSection section) {
        String token = section.secret("token");
        URI api = url(section, "api-url", DiscordSettings.PUBLIC_API.toString(), true, "http", "https")
                .orElse(DiscordSettings.PUBLIC_API);
        Optional<URI> gateway = url(section, "gateway-url", "", true, "ws", "wss");
        YamlSection limits = section.section("limits");
        int opens = limits.number("dm-opens-per-minute", DiscordSettings.OPENS_PER_MINUTE, 1, 600);
        limits.done();
        section.done();
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
            YamlSection section, String key, String usual, boolean withPath, String... schemes) {
        List<String> allowed = List.of(schemes);
        String expected = "an address that begins with " + String.join(":// or ", allowed) + "://"
                + (withPath ? "" : ", without a path");
        return section.convert(key, usual, expected, text -> {
            URI uri = URI.create(text);
            boolean path = uri.getRawPath() != null && !uri.getRawPath().matches("/?");
            return allowed.contains(uri.getScheme()) && uri.getHost() != null && (withPath || !path)
                    ? Optional.of(uri)
                    : Optional.empty();
        });
    }

    private static Config.Owners owners(YamlSection section) {
        String allowed = "a user ID, a whole number";
        var owners = new Config.Owners(
                section.persons("telegram", allowed, text -> Optional.of(Long.parseLong(text))),
                section.persons("discord", allowed, text -> Optional.of(Long.parseLong(text))));
        section.done();
        return owners;
    }

    private static Config.Library library(YamlSection section) {
        var library = new Config.Library(
                section.number("max-file-bytes", 1 << 20, 1_000, 64 << 20),
                section.number("first-start-days", 2, 0, 100_000),
                section.number("look-every-seconds", 5, 1, 3_600));
        section.done();
        return library;
    }

    private static Config.Delivery delivery(YamlSection section) {
        var delivery = new Config.Delivery(section.number("in-flight", 32, 4, 1_000), hold(section));
        section.done();
        return delivery;
    }

    private static HoldPolicy hold(YamlSection section) {
        String allowed =
                Stream.of(HoldPolicy.When.values()).map(HoldPolicy.When::id).collect(Collectors.joining(", "));
        HoldPolicy usual = HoldPolicy.NOTHING;
        HoldPolicy.When when = section.convert(
                        "hold",
                        usual.when().id(),
                        "one of " + allowed,
                        text -> Stream.of(HoldPolicy.When.values())
                                .filter(each -> each.id().equals(text))
                                .findFirst())
                .orElse(usual.when());
        int hours = section.number("hold-hours", (int) usual.longest().toHours(), 1, 240);
        return new HoldPolicy(when, Duration.ofHours(hours));
    }

    private static Config.Backup backup(YamlSection section) {
        var backup = new Config.Backup(
                section.convert("folder", "", "a path", text -> Optional.of(Path.of(text))),
                section.number("keep", 7, 0, 1_000),
                section.convert("at", AT.toString(), "a time such as " + AT, text -> Optional.of(LocalTime.parse(text)))
                        .orElse(AT));
        section.done();
        return backup;
    }

    private static Config.Alarms alarms(YamlSection section) {
        var alarms = new Config.Alarms(section.number("late-hours", 2, 0, 24));
        section.done();
        return alarms;
    }

    private static Config.Subscribers subscribers(YamlSection section) {
        var subscribers = new Config.Subscribers(section.number("forget-after-days", 180, 0, 100_000));
        section.done();
        return subscribers;
    }
}
