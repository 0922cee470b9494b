package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.discord.rules.DiscordJson;
import digestbot.sandbox.discord.rules.OptionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A slash command as a person types it, matched against a registered command.
///
/// `/subscribe us-china to:me`: options by `name:value`, or by position in the registered order. A
/// value with spaces is quoted; words beyond the last option belong to that option's value.
final class TypedSlashCommand {

    private static final Pattern WORD = Pattern.compile("(?:([-_'\\p{L}\\p{N}\\p{M}]+):)?(?:\"([^\"]*)\"?|(\\S*))");

    private final String text;
    private final String locale;
    private final ArrayNode path = DiscordJson.array();
    private final Map<JsonNode, String> values = new LinkedHashMap<>();
    private JsonNode options = DiscordJson.array();
    private Optional<JsonNode> last = Optional.empty();

    private TypedSlashCommand(String text, String locale) {
        this.text = text;
        this.locale = locale;
    }

    /// The command's name: the first word without its slash.
    static String name(String text) {
        return text.substring(1).split("\\s+", 2)[0];
    }

    /// @throws IllegalArgumentException if a word fits no option; the message is a sentence
    static TypedSlashCommand read(String text, JsonNode command, String locale) {
        TypedSlashCommand line = new TypedSlashCommand(text.strip(), locale);
        line.options = command.path("options");
        line.words(line.text.substring(1 + name(line.text).length()).strip());
        return line;
    }

    /// The data of a complete command.
    ///
    /// @throws IllegalArgumentException if a value is invalid or a required option is missing; the
    ///     message is a sentence
    ArrayNode submitted() {
        List<String> missing = new ArrayList<>();
        for (JsonNode option : options) {
            if (option.path("required").asBoolean() && !values.containsKey(option)) {
                missing.add(option.path("name").asText());
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(text + " still needs: " + String.join(", ", missing) + ".");
        }
        ArrayNode filled = DiscordJson.array();
        values.forEach((option, value) -> filled.add(OptionValue.of(option, value, locale)));
        return nested(filled);
    }

    /// The data of a command that is still being typed.
    ///
    /// @param openNext true if the last word is finished, so that the next option is in focus
    ArrayNode unfinished(boolean openNext) {
        if (openNext || last.isEmpty()) {
            last = options().filter(option -> !values.containsKey(option)).findFirst();
            last.ifPresent(option -> values.put(option, ""));
        }
        JsonNode focused = last.filter(option -> option.path("autocomplete").asBoolean())
                .orElseThrow(() -> new IllegalArgumentException("Nothing is suggested after " + text));
        ArrayNode filled = DiscordJson.array();
        values.forEach((option, value) -> {
            if (option.equals(focused)) {
                filled.add(OptionValue.bare(option).put("value", value).put("focused", true));
            } else {
                filled.add(OptionValue.of(option, value, locale));
            }
        });
        return nested(filled);
    }

    /// The option in focus, after [#unfinished].
    String focus() {
        return last.map(option -> option.path("name").asText()).orElse("");
    }

    private void words(String rest) {
        Matcher word = WORD.matcher(rest);
        int at = 0;
        while (at < rest.length() && word.find(at)) {
            word(word);
            at = word.end();
            while (at < rest.length() && Character.isWhitespace(rest.charAt(at))) {
                at++;
            }
        }
    }

    private void word(Matcher word) {
        String value = Optional.ofNullable(word.group(2))
                .orElse(Optional.ofNullable(word.group(3)).orElse(""));
        Optional<JsonNode> named = Optional.ofNullable(word.group(1)).flatMap(this::option);
        if (named.isPresent()) {
            fill(named.get(), value);
        } else if (options().anyMatch(TypedSlashCommand::isSubcommand)) {
            descend(word.group());
        } else {
            String whole = word.group(2) == null || word.group(1) != null ? word.group() : value;
            options()
                    .filter(option -> !values.containsKey(option))
                    .findFirst()
                    .ifPresentOrElse(option -> fill(option, whole), () -> append(whole));
        }
    }

    private void fill(JsonNode option, String value) {
        values.put(option, value);
        last = Optional.of(option);
    }

    private void append(String word) {
        JsonNode option = last.orElseThrow(
                () -> new IllegalArgumentException(text + ": there is no option for \"" + word + "\"."));
        values.merge(option, word, (old, more) -> old + " " + more);
    }

    private void descend(String name) {
        JsonNode subcommand = option(name)
                .filter(TypedSlashCommand::isSubcommand)
                .orElseThrow(() -> new IllegalArgumentException(text + ": there is no subcommand " + name + "."));
        path.add(subcommand);
        options = subcommand.path("options");
    }

    private ArrayNode nested(ArrayNode filled) {
        ArrayNode inner = filled;
        for (int i = path.size() - 1; i >= 0; i--) {
            ObjectNode outer = OptionValue.bare(path.get(i));
            outer.set("options", inner);
            inner = DiscordJson.array().add(outer);
        }
        return inner;
    }

    private Optional<JsonNode> option(String name) {
        return options()
                .filter(option -> RegisteredCommands.goesByName(option, name, locale))
                .findFirst();
    }

    private Stream<JsonNode> options() {
        return DiscordJson.items(options).valueStream();
    }

    private static boolean isSubcommand(JsonNode option) {
        int type = option.path("type").asInt();
        return type == OptionType.SUBCOMMAND || type == OptionType.GROUP;
    }
}
