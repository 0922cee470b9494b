package digestbot.config;

import digestbot.console.signin.ConsoleSettings;
import digestbot.discord.DiscordSettings;
import java.util.List;
import java.util.Optional;

public final class TestConfig {

    private TestConfig() {}

    public static Config loaded(ConfigReader.ConfigResult result) {
        return switch (result) {
            case ConfigReader.ConfigResult.Loaded(Config config) -> config;
            case ConfigReader.ConfigResult.InvalidConfig refused -> throw new AssertionError(refused.problems());
        };
    }

    /// With values that no file may have.
    public static Config with(
            Config config,
            Optional<Config.TelegramConnectionSettings> telegram,
            Optional<DiscordSettings> discord,
            Config.LibrarySettings library,
            Optional<ConsoleSettings> console) {
        return new Config(
                config.digests(),
                config.database(),
                config.node(),
                telegram,
                discord,
                config.owners(),
                config.topics(),
                library,
                config.git(),
                config.pushTokens(),
                config.delivery(),
                config.backup(),
                config.lateAfterHours(),
                config.forgetAfterDays(),
                config.webhooks(),
                console,
                config.site(),
                config.settings());
    }

    static List<String> problems(ConfigReader.ConfigResult result) {
        return switch (result) {
            case ConfigReader.ConfigResult.Loaded _ -> throw new AssertionError("there is no problem");
            case ConfigReader.ConfigResult.InvalidConfig refused ->
                refused.problems().stream()
                        .map(problem -> problem.line() + ": " + problem.message())
                        .toList();
        };
    }
}
