package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A slash command as a person types it, such as `/subscribe us-china to:me`: options by
/// `name:value`, or by position in the registered order. A value with spaces is quoted, or follows
/// a name; words beyond the last option belong to that option's value. Options are texts,
/// persons and roles, of which the server's are the choices.
final class TypedSlashCommand {

    private static final Pattern WORD = Pattern.compile("(?:([-_'\\p{L}\\p{N}\\p{M}]+):)?(?:\"([^\"]*)\"?|(\\S*))\\s*");
    private static final int STRING = 3;
    private static final int USER = 6;
    static final int ROLE = 8;

    private final String text;
    private final String locale;
    private final JsonNode options;
    private final Map<JsonNode, String> values = new LinkedHashMap<>();
    private Optional<JsonNode> last = Optional.empty();
    private boolean afterName;

    /// Throws an exception with a sentence if a word fits no option.
    TypedSlashCommand(String line, JsonNode command, String locale) {
        this.text = line.strip();
        this.locale = locale;
        this.options = SandboxJson.items(command.path("options"));
        words(text.substring(1 + name(text).length()).strip());
    }

    static String name(String text) {
        return text.substring(1).split("\\s+", 2)[0];
    }

    /// Throws an exception with a sentence if a value is invalid or a required option is missing.
    ArrayNode submitted() {
        List<String> missing = options.valueStream()
                .filter(option -> option.path("required").asBoolean() && !values.containsKey(option))
                .map(option -> option.path("name").asText())
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(text + " still needs: " + String.join(", ", missing) + ".");
        }
        ArrayNode filled = SandboxJson.array();
        values.forEach((option, value) -> filled.add(filled(option, value)));
        return filled;
    }

    /// If the last word is finished, the next option is in focus.
    ArrayNode unfinished(boolean openNext) {
        if (openNext || last.isEmpty()) {
            last = firstEmpty();
            last.ifPresent(option -> values.put(option, ""));
        }
        JsonNode focused = last.filter(option -> option.path("autocomplete").asBoolean())
                .orElseThrow(() -> new IllegalArgumentException("Nothing is suggested after " + text));
        ArrayNode filled = SandboxJson.array();
        values.forEach((option, value) -> filled.add(
                option.equals(focused)
                        ? bare(option).put("value", value).put("focused", true)
                        : filled(option, value)));
        return filled;
    }

    private void words(String rest) {
        Matcher word = WORD.matcher(rest);
        while (word.find() && word.end() > word.start()) {
            word(word);
        }
    }

    private void word(Matcher word) {
        String value = Optional.ofNullable(word.group(2))
                .orElse(Optional.ofNullable(word.group(3)).orElse(""));
        Optional<JsonNode> named = Optional.ofNullable(word.group(1))
                .flatMap(name -> options.valueStream()
                        .filter(option -> RegisteredCommands.goesByName(option, name, locale))
                        .findFirst());
        if (named.isPresent()) {
            fill(named.get(), value);
            afterName = word.group(2) == null;
        } else {
            String whole = word.group(2) == null || word.group(1) != null
                    ? word.group().strip()
                    : value;
            firstEmpty().filter(_ -> !afterName).ifPresentOrElse(option -> fill(option, whole), () -> append(whole));
        }
    }

    private Optional<JsonNode> firstEmpty() {
        return options.valueStream()
                .filter(option -> !values.containsKey(option))
                .findFirst();
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

    private static ObjectNode bare(JsonNode option) {
        return SandboxJson.object()
                .put("name", option.path("name").asText())
                .put("type", option.path("type").asInt());
    }

    private ObjectNode filled(JsonNode option, String typed) {
        String name = option.path("name").asText();
        if (!SandboxJson.items(option.path("choices")).isEmpty()) {
            return bare(option).set("value", chosen(option.path("choices"), typed, name));
        }
        return bare(option)
                .put(
                        "value",
                        switch (option.path("type").asInt()) {
                            case STRING -> text(option, typed, name);
                            case USER -> person(typed, name);
                            default ->
                                throw new IllegalArgumentException("The sandbox cannot fill the option " + name + ".");
                        });
    }

    private JsonNode chosen(JsonNode choices, String typed, String name) {
        for (JsonNode choice : choices) {
            if (choice.path("value").asText().equalsIgnoreCase(typed)
                    || choice.path("name").asText().equalsIgnoreCase(typed)
                    || choice.path("name_localizations").path(locale).asText("").equalsIgnoreCase(typed)) {
                return choice.path("value");
            }
        }
        throw new IllegalArgumentException(
                name + " is one of: " + String.join(", ", choices.findValuesAsText("name")) + ".");
    }

    private static String text(JsonNode option, String typed, String name) {
        int min = option.path("min_length").asInt(0);
        int max = option.path("max_length").asInt(6_000);
        if (typed.length() < min || typed.length() > max) {
            throw new IllegalArgumentException(name + " takes " + min + " to " + max + " characters.");
        }
        return typed;
    }

    /// A mention or an id.
    private static String person(String typed, String name) {
        String id = typed.replaceFirst("^<@!?(.*)>$", "$1");
        if (!id.matches("[0-9]{1,19}")) {
            throw new IllegalArgumentException(name + " takes a person, such as <@501>, not \"" + typed + "\".");
        }
        return id;
    }

    /// The persons and roles that the options name. Throws an exception with a sentence if an id is
    /// no person's.
    static ObjectNode resolved(ArrayNode options, Channel channel, World world) {
        ObjectNode resolved = SandboxJson.object();
        for (JsonNode option : options) {
            String id = option.path("value").asText();
            if (option.path("type").asInt() == ROLE) {
                ObjectShapes.roles(channel.guild().orElseThrow()).stream()
                        .filter(role -> role.path("id").asText().equals(id))
                        .forEach(role -> resolved.withObject("/roles").set(id, role));
            }
            if (option.path("type").asInt() == USER) {
                SandboxPerson named = world.person(Long.parseLong(id))
                        .orElseThrow(() -> new IllegalArgumentException("There is no person " + id + "."));
                resolved.withObject("/users").set(id, world.shapes.user(named));
            }
        }
        return resolved;
    }
}
