package digestbot.config;

import java.util.List;

public final class TestConfig {

    private TestConfig() {}

    public static Config loaded(ConfigReader.ConfigResult result) {
        return switch (result) {
            case ConfigReader.ConfigResult.Loaded(Config config) -> config;
            case ConfigReader.ConfigResult.InvalidConfig refused -> throw new AssertionError(refused.problems());
        };
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
