package digestbot.chat.api;

import java.util.Map;

/// The options that a person gave to a command.
///
/// @param values the given values, by the options' names
/// @param names the display names of persons, by the options' names
public record CommandArguments(Map<String, String> values, Map<String, String> names) {

    /// Options without persons.
    public CommandArguments(Map<String, String> values) {
        this(values, Map.of());
    }

    /// The option's value; empty if it was not given.
    public String get(CommandOption option) {
        return values.getOrDefault(option.name(), "");
    }

    /// The name of the option's person; empty if it is unknown.
    String nameOf(CommandOption option) {
        return names.getOrDefault(option.name(), "");
    }
}
