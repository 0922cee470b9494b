package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What Discord asks of a command. See "Application Command Object" in its documentation.
final class CommandRules {

    static final Set<String> LOCALES = Set.of(
            "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
            "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW",
            "ko");

    private static final Pattern NAME = Pattern.compile("[-_'\\p{L}\\p{N}\\p{IsDevanagari}\\p{IsThai}]{1,32}");
    private static final int CHARACTERS = 8_000;
    private static final int CHAT_INPUT = 1;

    private final FormErrors errors;
    private int characters;

    private CommandRules(FormErrors errors) {
        this.errors = errors;
    }

    static void check(JsonNode command, String path, FormErrors errors) {
        CommandRules rules = new CommandRules(errors);
        if (command.path("type").asInt(CHAT_INPUT) == CHAT_INPUT) {
            rules.named(command, path);
            rules.options(command.path("options"), path + "options");
        } else {
            errors.length(path + "name", command.path("name"), 1, 32);
        }
        if (rules.characters > CHARACTERS) {
            errors.add(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)");
        }
    }

    /// @param text whether the choice's value is a text
    static void choice(JsonNode choice, boolean text, String path, FormErrors errors) {
        errors.length(path + ".name", choice.path("name"), 1, 100);
        if (text) {
            errors.length(path + ".value", choice.path("value"), 1, 100);
        } else if (!choice.path("value").isNumber()) {
            errors.add(path + ".value", "NUMBER_TYPE_COERCE", "Value is not a number.");
        }
    }

    private void named(JsonNode node, String path) {
        name(node.path("name"), path + "name");
        errors.length(path + "description", node.path("description"), 1, 100);
        characters += node.path("name").asText().length()
                + node.path("description").asText().length();
        for (Map.Entry<String, JsonNode> each : node.path("name_localizations").properties()) {
            locale(each.getKey(), path + "name_localizations");
            name(each.getValue(), path + "name_localizations." + each.getKey());
        }
        for (Map.Entry<String, JsonNode> each :
                node.path("description_localizations").properties()) {
            locale(each.getKey(), path + "description_localizations");
            errors.length(path + "description_localizations." + each.getKey(), each.getValue(), 1, 100);
        }
    }

    private void options(JsonNode options, String path) {
        errors.size(path, options.size(), 0, 25);
        Set<String> names = new HashSet<>();
        boolean optionalSeen = false;
        for (int i = 0; i < options.size(); i++) {
            JsonNode option = options.get(i);
            String at = path + "." + i;
            option(option, at + ".");
            if (!names.add(option.path("name").asText())) {
                errors.add(at, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_USED", "Option name must be unique");
            }
            if (option.path("required").asBoolean() && optionalSeen) {
                errors.add(
                        at,
                        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                        "Required options must be placed before non-required options");
            }
            optionalSeen |= !option.path("required").asBoolean();
        }
    }

    private void option(JsonNode option, String path) {
        int type = option.path("type").asInt();
        errors.range(path + "type", option.path("type"), OptionType.SUBCOMMAND, OptionType.ATTACHMENT);
        named(option, path);
        if (type == OptionType.SUBCOMMAND || type == OptionType.GROUP) {
            options(option.path("options"), path + "options");
            return;
        }
        JsonNode choices = option.path("choices");
        errors.size(path + "choices", choices.size(), 0, 25);
        for (int i = 0; i < choices.size(); i++) {
            choice(choices.get(i), type == OptionType.STRING, path + "choices." + i, errors);
            characters += choices.get(i).path("value").asText().length();
        }
        if (!choices.isEmpty() && option.path("autocomplete").asBoolean()) {
            errors.add(
                    path + "autocomplete",
                    "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES",
                    "autocomplete may not be set to true if choices are present");
        }
        errors.range(path + "min_length", option.path("min_length"), 0, 6_000);
        errors.range(path + "max_length", option.path("max_length"), 1, 6_000);
    }

    private void name(JsonNode name, String path) {
        errors.length(path, name, 1, 32);
        String text = name.asText("");
        boolean lower = text.codePoints().allMatch(c -> Character.toLowerCase(c) == c);
        if (!text.isEmpty()
                && text.length() <= 32
                && !(lower && NAME.matcher(text).matches())) {
            errors.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
        }
    }

    private void locale(String locale, String path) {
        if (!LOCALES.contains(locale)) {
            errors.add(path, "ENUM_TYPE_COERCE", "Value \"" + locale + "\" is not a valid enum value.");
        }
    }
}
