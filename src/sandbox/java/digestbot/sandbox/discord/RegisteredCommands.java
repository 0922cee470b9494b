package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

final class RegisteredCommands {

    private static final int MAX_COMMANDS = 100;
    private static final List<String> KEPT = List.of("""
            name name_localizations description_localizations contexts integration_types default_member_permissions\
            """.split(" "));

    private final World world;
    private List<ObjectNode> all = List.of();

    RegisteredCommands(World world) {
        this.world = world;
    }

    /// Commands that keep their name keep their id.
    synchronized List<ObjectNode> replace(JsonNode commands) throws ApiError {
        FormErrors errors = new FormErrors();
        Map<String, Set<String>> names = new HashMap<>();
        errors.size("", commands.size(), 0, MAX_COMMANDS);
        for (int i = 0; i < commands.size(); i++) {
            CommandRules.check(commands.get(i), i + ".", errors);
            if (CommandRules.clashes(commands.get(i), names)) {
                errors.add(String.valueOf(i), "APPLICATION_COMMANDS_DUPLICATE_NAME");
            }
        }
        errors.throwIfAny();
        all = commands.valueStream().map(this::stored).toList();
        return all;
    }

    synchronized List<ObjectNode> all() {
        return all;
    }

    static boolean goesByName(JsonNode node, String name, String locale) {
        return node.path("name").asText().equals(name)
                || node.path("name_localizations").path(locale).asText("").equals(name);
    }

    private ObjectNode stored(JsonNode command) {
        ObjectNode stored = SandboxJson.object("{\"integration_types\": [0], \"dm_permission\": true}")
                .put("application_id", Snowflakes.text(world.applicationId))
                .put("version", Snowflakes.text(world.snowflakes.next()))
                .put("type", command.path("type").asInt(1))
                .put("nsfw", command.path("nsfw").asBoolean())
                .put("description", command.path("description").asText(""));
        stored.set("options", SandboxJson.items(command.path("options")).deepCopy());
        for (String field : KEPT) {
            if (command.hasNonNull(field)) {
                stored.set(field, command.get(field).deepCopy());
            } else if (!stored.has(field)) {
                stored.putNull(field);
            }
        }
        return stored.put("id", idOf(stored));
    }

    private String idOf(JsonNode command) {
        return all.stream()
                .filter(each -> each.path("name").equals(command.path("name")))
                .map(each -> each.path("id").asText())
                .findFirst()
                .orElseGet(() -> Snowflakes.text(world.snowflakes.next()));
    }

    List<Route> routes(Gateway gateway) {
        return List.of(
                Route.bot("GET", "/gateway/bot", _ -> RestAnswer.ok(gateway.advice())),
                Route.bot("GET", "/users/@me", _ -> RestAnswer.ok(world.shapes.self())),
                Route.bot("GET", "/applications/@me", _ -> RestAnswer.ok(world.shapes.application())),
                Route.bot("GET", "/oauth2/applications/@me", _ -> RestAnswer.ok(world.shapes.application())),
                Route.bot("GET", "/applications/{}/commands", _ -> RestAnswer.ok(SandboxJson.array(all()))),
                Route.bot("PUT", "/applications/{}/commands", this::put));
    }

    private RestAnswer put(RestCall call) throws ApiError {
        return RestAnswer.ok(SandboxJson.array(replace(call.body())));
    }

    /// Discord's rules for a command. See "Application Command Object" in its documentation.
    public static final class CommandRules {

        public static final Set<String> LOCALES = Set.of(
                "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
                "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja",
                "zh-TW", "ko");

        private static final Pattern NAME = Pattern.compile("[-_'\\p{L}\\p{N}\\p{IsDevanagari}\\p{IsThai}]{1,32}");
        private static final int CHARACTERS = 8_000;

        private final FormErrors errors;
        private int characters;

        private CommandRules(FormErrors errors) {
            this.errors = errors;
        }

        public static void check(JsonNode command, String path, FormErrors errors) {
            CommandRules rules = new CommandRules(errors);
            rules.named(command, path);
            rules.options(command.path("options"), path + "options");
            if (rules.characters > CHARACTERS) {
                errors.add(path, "APPLICATION_COMMAND_TOO_LARGE");
            }
        }

        /// True if the name is already taken in some language; the default name counts for languages
        /// without a translation.
        public static boolean clashes(JsonNode named, Map<String, Set<String>> taken) {
            boolean fresh = true;
            for (String locale : LOCALES) {
                JsonNode own = named.path("name_localizations").path(locale);
                String seen = (own.isTextual() ? own : named.path("name")).asText();
                fresh &= taken.computeIfAbsent(locale, _ -> new HashSet<>()).add(seen);
            }
            return !fresh;
        }

        public static void choice(JsonNode choice, String path, FormErrors errors) {
            errors.length(path + ".name", choice.path("name"), 1, 100);
            localized(choice, path + ".", "name", errors, (name, at) -> errors.length(at, name, 1, 100));
            errors.length(path + ".value", choice.path("value"), 1, 100);
        }

        private void named(JsonNode node, String path) {
            name(node.path("name"), path + "name");
            errors.length(path + "description", node.path("description"), 1, 100);
            characters += longest(node, "name") + longest(node, "description");
            localized(node, path, "name", errors, this::name);
            localized(node, path, "description", errors, (text, at) -> errors.length(at, text, 1, 100));
        }

        private static void localized(
                JsonNode node, String path, String field, FormErrors errors, BiConsumer<JsonNode, String> rule) {
            String at = path + field + "_localizations";
            for (Map.Entry<String, JsonNode> each :
                    node.path(field + "_localizations").properties()) {
                if (!LOCALES.contains(each.getKey())) {
                    errors.add(at, "ENUM_TYPE_COERCE");
                }
                rule.accept(each.getValue(), at + "." + each.getKey());
            }
        }

        /// The longest translation alone counts towards a command's size.
        private static int longest(JsonNode node, String field) {
            return Stream.concat(
                            Stream.of(node.path(field)),
                            node.path(field + "_localizations").valueStream())
                    .mapToInt(text -> text.asText().length())
                    .max()
                    .orElse(0);
        }

        private void options(JsonNode options, String path) {
            errors.size(path, options.size(), 0, 25);
            Map<String, Set<String>> names = new HashMap<>();
            boolean optionalSeen = false;
            for (int i = 0; i < options.size(); i++) {
                JsonNode option = options.get(i);
                String at = path + "." + i;
                option(option, at + ".");
                if (clashes(option, names)) {
                    errors.add(at, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_USED");
                }
                if (option.path("required").asBoolean() && optionalSeen) {
                    errors.add(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID");
                }
                optionalSeen |= !option.path("required").asBoolean();
            }
        }

        private void option(JsonNode option, String path) {
            errors.range(path + "type", option.path("type"), 1, 11);
            named(option, path);
            JsonNode choices = option.path("choices");
            errors.size(path + "choices", choices.size(), 0, 25);
            for (int i = 0; i < choices.size(); i++) {
                choice(choices.get(i), path + "choices." + i, errors);
                characters += longest(choices.get(i), "name")
                        + choices.get(i).path("value").asText().length();
            }
            if (!choices.isEmpty() && option.path("autocomplete").asBoolean()) {
                errors.add(path + "autocomplete", "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES");
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
                errors.add(path, "APPLICATION_COMMAND_INVALID_NAME");
            }
        }
    }
}
