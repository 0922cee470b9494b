package digestbot.trial;

import digestbot.config.Config;
import digestbot.config.ConfigReader;
import digestbot.outside.BotHome;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jline.utils.AttributedString;

/// A terminal that nobody looks at.
final class SilentScreen implements TrialScreen {

    /// The configuration of these lines of YAML.
    static Config config(String yaml) {
        return BotHome.valid(new ConfigReader(Map.of()).parse(yaml));
    }

    @Override
    public void show(TypedInput.Pane pane, String heading, IntFunction<List<AttributedString>> lines) {}

    @Override
    public void note(String line) {}

    @Override
    public void close() {}
}
