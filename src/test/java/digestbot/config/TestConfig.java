package digestbot.config;

import digestbot.app.Config;
import digestbot.console.signin.ConsoleSettings;
import digestbot.delivery.api.PlatformLimits;
import digestbot.discord.DiscordSettings;
import digestbot.telegram.TelegramSettings;
import java.util.List;
import java.util.Optional;

public final class TestConfig {

    private TestConfig() {}

    public static Config loaded(ConfigReader.ConfigResult<Config> result) {
        return switch (result) {
            case ConfigReader.ConfigResult.Loaded<Config>(Config config) -> config;
            case ConfigReader.ConfigResult.InvalidConfig<Config> refused ->
                throw new AssertionError(refused.problems());
        };
    }

    /// With values that no file may have.
    public static Config with(
            Config config,
            Optional<TelegramSettings> telegram,
            Optional<DiscordSettings> discord,
            ConsoleSettings console) {
        return new Config(
                config.digests(),
                config.database(),
                config.databasePassword(),
                config.node(),
                telegram,
                discord,
                config.owners(),
                config.topics(),
                config.outlets(),
                config.library(),
                config.sources(),
                config.delivery(),
                config.backup(),
                config.alarms(),
                config.subscribers(),
                config.webhooks(),
                console,
                config.site(),
                config.settings());
    }

    /// With other limits of Telegram than its own.
    public static Config limited(Config config, PlatformLimits limits) {
        return with(
                config,
                config.telegram().map(telegram -> new TelegramSettings(telegram.token(), telegram.apiUrl(), limits)),
                config.discord(),
                config.console());
    }

    public static ConsoleSettings noConsole() {
        return new ConsoleSettings(0, "127.0.0.1", Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    static List<String> problems(ConfigReader.ConfigResult<Config> result) {
        return switch (result) {
            case ConfigReader.ConfigResult.Loaded<Config> _ -> throw new AssertionError("there is no problem");
            case ConfigReader.ConfigResult.InvalidConfig<Config> refused ->
                refused.problems().stream()
                        .map(problem -> problem.line() + ": " + problem.message())
                        .toList();
        };
    }
}
