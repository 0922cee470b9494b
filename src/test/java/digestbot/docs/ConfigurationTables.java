package digestbot.docs;

import digestbot.app.Config;
import digestbot.config.ConfigReader;
import digestbot.config.ConfigReader.ConfigKey;
import digestbot.config.ShippedKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Every key of the configuration: its meaning is the comment in the shipped file, its default and
/// its permitted values are in the code.
final class ConfigurationTables {

    private static final Path SHIPPED = Path.of("config/digestbot.yaml");

    private ConfigurationTables() {}

    static List<String> lines() throws IOException {
        ShippedKeys shipped = ShippedKeys.of(SHIPPED);
        List<String> lines = new ArrayList<>();
        String section = "";
        begin("General", "", lines);
        for (ShippedKeys.Key key : shipped.keys()) {
            String its = key.path().contains(".")
                    ? key.path().substring(0, key.path().indexOf('.'))
                    : "";
            if (!its.equals(section)) {
                section = its;
                lines.add("");
                begin(section, shipped.sections().getOrDefault(section, ""), lines);
            }
            lines.add(row(key, known(key.path())));
        }
        return lines;
    }

    private static ConfigKey known(String path) {
        return ConfigReader.keys(Config.class).stream()
                .filter(key -> key.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static void begin(String section, String about, List<String> lines) {
        lines.addAll(List.of("## " + section, ""));
        if (!about.isEmpty()) {
            lines.addAll(List.of(sentence(about), ""));
        }
        lines.addAll(List.of("| key | default | allowed | meaning |", "|---|---|---|---|"));
    }

    private static String row(ShippedKeys.Key key, ConfigKey known) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        key.path(),
                        known.defaultValue().isEmpty() ? "" : "`" + known.defaultValue() + "`",
                        known.allowed(),
                        key.meaning()
                                + key.variable()
                                        .map(" (the shipped file takes it from `%s`)"::formatted)
                                        .orElse(""));
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
