package digestbot.chat.api;

import java.util.Map;

/// The values that a person gave for a command's options, and the display names of the persons
/// among them, both by the options' names.
public record CommandArguments(Map<String, String> values, Map<String, String> names) {

    public CommandArguments(Map<String, String> values) {
        this(values, Map.of());
    }

    public String get(CommandOption option) {
        return values.getOrDefault(option.name(), "");
    }

    String nameOf(CommandOption option) {
        return names.getOrDefault(option.name(), "");
    }
}
