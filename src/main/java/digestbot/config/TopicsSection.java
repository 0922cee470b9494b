package digestbot.config;

import digestbot.content.views.TopicStyles;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the configured additions to topics and their perspectives.
final class TopicsSection {

    private TopicsSection() {}

    static Config.TopicSettings read(YamlSection topics, YamlSection outlets) {
        Map<String, TopicStyles.TopicStyle> styles = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        topics.sections().forEach((id, section) -> {
            String emoji = section.text("emoji", "");
            String name = section.text("name", "").strip();
            if (!name.isEmpty()) {
                names.put(id.toLowerCase(Locale.ROOT), name);
            }
            styles.put(id, new TopicStyles.TopicStyle(emoji, perspectives(section)));
            section.reportUnknownKeys();
        });
        return new Config.TopicSettings(new TopicStyles(styles, OutletsSection.read(outlets)), names);
    }

    private static Map<String, TopicStyles.PerspectiveStyleConfig> perspectives(YamlSection section) {
        Map<String, TopicStyles.PerspectiveStyleConfig> perspectives = new HashMap<>();
        section.section("perspectives")
                .sections()
                .forEach((id, perspective) -> perspectives.put(id, perspective(perspective)));
        return perspectives;
    }

    private static TopicStyles.PerspectiveStyleConfig perspective(YamlSection section) {
        Optional<Integer> colour = section.convert(
                "colour",
                "",
                "a colour in quotes such as \"#3b6fb6\"",
                text -> text.matches("#[0-9a-fA-F]{6}")
                        ? Optional.of(Integer.parseInt(text.substring(1), 16))
                        : Optional.empty());
        var config = new TopicStyles.PerspectiveStyleConfig(
                section.optionalText("emoji"),
                colour.map(OptionalInt::of).orElse(OptionalInt.empty()),
                section.optionalText("short"));
        section.reportUnknownKeys();
        return config;
    }
}
