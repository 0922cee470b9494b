package digestbot.trial;

import digestbot.config.Config;
import digestbot.config.ConfigReader;
import digestbot.config.ConfigResult;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jline.utils.AttributedString;

/// A terminal that nobody looks at.
final class SilentScreen implements TrialScreen {

    /// The configuration of these lines of YAML.
    static Config config(String yaml) {
        return loaded(new ConfigReader(Map.of()).parse(yaml));
    }

    static Config loaded(ConfigResult result) {
        return switch (result) {
            case ConfigResult.Loaded loaded -> loaded.config();
            case ConfigResult.InvalidConfig refused -> throw new AssertionError(refused.problems());
        };
    }

    @Override
    public void show(TypedInput.Pane pane, String heading, IntFunction<List<AttributedString>> lines) {}

    @Override
    public void note(String line) {}

    @Override
    public void close() {}
}
