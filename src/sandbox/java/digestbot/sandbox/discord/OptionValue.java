package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.discord.rules.DiscordJson;
import digestbot.sandbox.discord.rules.OptionType;
import java.util.ArrayList;
import java.util.List;

/// The typed value of a command's option, as the client sends it.
final class OptionValue {

    private OptionValue() {}

    /// The option without a value.
    static ObjectNode bare(JsonNode option) {
        return DiscordJson.object()
                .put("name", option.path("name").asText())
                .put("type", option.path("type").asInt());
    }

    /// @throws IllegalArgumentException if the client would not accept the value; the message is a
    ///     sentence
    static ObjectNode of(JsonNode option, String typed, String locale) {
        ObjectNode filled = bare(option);
        String name = option.path("name").asText();
        JsonNode choices = DiscordJson.items(option.path("choices"));
        if (!choices.isEmpty()) {
            filled.set("value", chosen(choices, typed, locale, name));
            return filled;
        }
        switch (option.path("type").asInt()) {
            case OptionType.STRING -> filled.put("value", text(option, typed, name));
            case OptionType.INTEGER -> filled.put("value", (long) number(option, typed, name));
            case OptionType.NUMBER -> filled.put("value", number(option, typed, name));
            case OptionType.USER -> filled.put("value", person(typed, name));
            case OptionType.BOOLEAN -> filled.put("value", bool(typed, name));
            default -> throw new IllegalArgumentException("The sandbox cannot fill the option " + name + ".");
        }
        return filled;
    }

    private static JsonNode chosen(JsonNode choices, String typed, String locale, String name) {
        List<String> names = new ArrayList<>();
        for (JsonNode choice : choices) {
            if (choice.path("value").asText().equalsIgnoreCase(typed)
                    || choice.path("name").asText().equalsIgnoreCase(typed)
                    || choice.path("name_localizations").path(locale).asText("").equalsIgnoreCase(typed)) {
                return choice.path("value");
            }
            names.add(choice.path("name").asText());
        }
        throw new IllegalArgumentException(name + " is one of: " + String.join(", ", names) + ".");
    }

    private static String text(JsonNode option, String typed, String name) {
        int min = option.path("min_length").asInt(0);
        int max = option.path("max_length").asInt(6_000);
        if (typed.length() < min || typed.length() > max) {
            throw new IllegalArgumentException(name + " takes " + min + " to " + max + " characters.");
        }
        return typed;
    }

    private static double number(JsonNode option, String typed, String name) {
        double value;
        try {
            value = option.path("type").asInt() == OptionType.INTEGER
                    ? Long.parseLong(typed)
                    : Double.parseDouble(typed);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(name + " takes a number, not \"" + typed + "\".");
        }
        if (value < option.path("min_value").asDouble(-1L << 53)
                || value > option.path("max_value").asDouble(1L << 53)) {
            throw new IllegalArgumentException(name + " does not take " + typed + ": it is out of range.");
        }
        return value;
    }

    /// A person, as a mention or an id.
    private static String person(String typed, String name) {
        String id = typed.replaceFirst("^<@!?(.*)>$", "$1");
        if (!id.matches("[0-9]{1,19}")) {
            throw new IllegalArgumentException(name + " takes a person, such as <@501>, not \"" + typed + "\".");
        }
        return id;
    }

    private static boolean bool(String typed, String name) {
        return switch (typed) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " is true or false, not \"" + typed + "\".");
        };
    }
}
