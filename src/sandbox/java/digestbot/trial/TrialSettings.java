package digestbot.trial;

import digestbot.app.Config;
import digestbot.app.Config.TopicSettings;
import digestbot.config.EffectiveSetting;
import digestbot.database.DatabaseLocation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a trial takes over from the configuration. It asks no feeds and no model.
public final class TrialSettings {

    /// The beginnings of the keys whose values are kept.
    private static final List<String> KEPT =
            List.of("topics.", "outlets.", "library.", "delivery.", "alarms.", "subscribers.");

    private static final Pattern WRITTEN = Pattern.compile("^topics\\.[^.]+\\.write\\.");

    private TrialSettings() {}

    /// The settings that are kept, and the trial's own two.
    public static List<EffectiveSetting> of(Config config, Path digests, DatabaseLocation database) {
        return Stream.concat(
                        Stream.of(
                                new EffectiveSetting("digests", digests.toString(), false),
                                new EffectiveSetting("database", database.toString(), false)),
                        config.settings().stream()
                                .filter(setting -> KEPT.stream().anyMatch(setting.path()::startsWith))
                                .filter(setting ->
                                        !WRITTEN.matcher(setting.path()).find()))
                .toList();
    }

    public static Map<String, TopicSettings> topics(Config config) {
        Map<String, TopicSettings> copy = new LinkedHashMap<>();
        config.topics()
                .forEach((id, topic) -> copy.put(
                        id,
                        new TopicSettings(
                                topic.emoji(),
                                topic.name(),
                                topic.sourceOrder(),
                                topic.blindSpots(),
                                topic.perspectives(),
                                Optional.empty())));
        return copy;
    }
}
