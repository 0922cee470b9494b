package digestbot.config;

import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.PlatformLimits;
import digestbot.discord.DiscordSettings;
import digestbot.library.intake.HoldPolicy;
import digestbot.telegram.TelegramSettings;
import java.io.IOException;
import java.io.StringReader;
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
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads the configuration file.
public final class ConfigReader {

    private static final LocalTime AT = LocalTime.of(3, 15);

    private final VariableSubstitution variables;

    /// @param environment the environment's variables
    public ConfigReader(Map<String, String> environment) {
        variables = new VariableSubstitution(environment);
    }

    /// Every key that there is, known from the reading itself.
    public static List<ConfigKey> keys() {
        var shared = new YamlSection.Shared(new VariableSubstitution(Map.of()), Optional.empty());
        config(new YamlSection(
                "",
                compose("{topics: {<topic>: {perspectives: {<perspective>: {}}}}, outlets: {<outlet>: perspective}}"),
                shared));
        return List.copyOf(shared.keys());
    }

    /// Reads the file.
    public ConfigResult read(Path file) {
        try {
            return parse(Files.readString(file), Optional.of(file));
        } catch (NoSuchFileException _) {
            return refused(
                    1, "there is no such file; start in the folder that has it, or name another by --config FILE");
        } catch (AccessDeniedException _) {
            return refused(
                    1,
                    "the user %s may not read the file; start as a user that may, or have its owner let this one read it"
                            .formatted(System.getProperty("user.name")));
        } catch (CharacterCodingException _) {
            return refused(1, "the file is not UTF-8");
        } catch (IOException e) {
            return refused(1, "the file cannot be read: " + e.getMessage());
        }
    }

    /// Reads the text of a file.
    public ConfigResult parse(String text) {
        return parse(text, Optional.empty());
    }

    private ConfigResult parse(String text, Optional<Path> file) {
        try {
            var shared = new YamlSection.Shared(variables, file);
            Config config = config(new YamlSection("", compose(text), shared)).with(shared.settings());
            return shared.problems().isEmpty()
                    ? new ConfigResult.Loaded(config)
                    : new ConfigResult.Refused(shared.problems().stream()
                            .sorted(Comparator.comparingInt(ConfigProblem::line))
                            .toList());
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            return refused(mark == null ? 1 : mark.getLine() + 1, "this is not YAML: " + e.getProblem());
        }
    }

    private static ConfigResult refused(int line, String message) {
        return new ConfigResult.Refused(List.of(new ConfigProblem(line, message)));
    }

    private static Node compose(String text) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(10);
        Node node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
        return node == null ? new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.BLOCK) : node;
    }

    private static Config config(YamlSection root) {
        var config = new Config(
                path(root, "digests", "digests"),
                path(root, "database", "data/digestbot.sqlite"),
                telegram(root.section("telegram")),
                discord(root.section("discord")),
                admins(root.section("admins")),
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
                    "this would pay for nothing: write 0, or more than the %,d of per-second, which are free"
                            .formatted(permitted.perSecond()));
        }
        limits.done();
        section.done();
        if (!token.isEmpty() && !token.matches("\\d+:[A-Za-z0-9_-]+")) {
            section.refuse("token", "this is no bot token; @BotFather gives one like 123456:ABC-DEF (not shown here)");
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
                    "token", "a bot token has no spaces; copy it from the Developer Portal again (not shown here)");
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

    private static Config.Admins admins(YamlSection section) {
        String allowed = "a user id, a whole number";
        var admins = new Config.Admins(
                section.persons("telegram", allowed, text -> Optional.of(Long.parseLong(text))),
                section.persons("discord", allowed, text -> Optional.of(Long.parseLong(text))));
        section.done();
        return admins;
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
