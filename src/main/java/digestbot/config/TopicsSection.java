package digestbot.config;

import digestbot.content.views.TopicStyles;
import digestbot.digest.Outlets;
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
        return new Config.TopicSettings(new TopicStyles(styles, outlets(outlets)), names);
    }

    /// The perspective of each outlet.
    private static Map<String, String> outlets(YamlSection section) {
        Map<String, String> perspectives = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        for (String outlet : section.keys()) {
            String before = names.putIfAbsent(Outlets.key(outlet), outlet);
            Optional<String> perspective = section.convert(
                    outlet,
                    "",
                    "the id of a perspective, such as us",
                    text -> Optional.of(text).filter(id -> id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")));
            if (before != null) {
                section.refuse(outlet, "duplicate of the outlet “" + before + "”; keep one of the two");
            }
            perspective.ifPresent(id -> perspectives.put(Outlets.key(outlet), id));
        }
        return perspectives;
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
