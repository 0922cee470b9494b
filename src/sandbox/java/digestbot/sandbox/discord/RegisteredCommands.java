package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.CommandRules;
import digestbot.sandbox.discord.rules.DiscordJson;
import digestbot.sandbox.discord.rules.FormErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The commands that the bot registered, globally and for the guild.
final class RegisteredCommands {

    /// The scope of global commands; other scopes are guild ids.
    static final long GLOBAL = 0;

    private static final int PER_SCOPE = 100;
    private static final List<String> KEPT = List.of(
            "name",
            "name_localizations",
            "description",
            "description_localizations",
            "options",
            "contexts",
            "integration_types",
            "default_member_permissions");

    private final World world;
    private final Map<Long, List<ObjectNode>> byScope = new HashMap<>();

    RegisteredCommands(World world) {
        this.world = world;
    }

    /// Replaces all commands of the scope. Those that keep their name keep their id.
    synchronized ArrayNode replace(long scope, JsonNode commands) throws ApiError {
        FormErrors errors = new FormErrors();
        Map<Integer, Map<String, Set<String>>> names = new HashMap<>();
        errors.size("", commands.size(), 0, PER_SCOPE);
        for (int i = 0; i < commands.size(); i++) {
            CommandRules.check(commands.get(i), i + ".", errors);
            int type = commands.get(i).path("type").asInt(1);
            if (CommandRules.clashes(commands.get(i), names.computeIfAbsent(type, _ -> new HashMap<>()))) {
                errors.add(
                        String.valueOf(i),
                        "APPLICATION_COMMANDS_DUPLICATE_NAME",
                        "Application command names must be unique");
            }
        }
        errors.throwIfAny();
        List<ObjectNode> stored = new ArrayList<>();
        commands.forEach(command -> stored.add(stored(scope, command)));
        byScope.put(scope, stored);
        return list(scope);
    }

    /// Adds a command, or replaces the one of the same name.
    synchronized ObjectNode add(long scope, JsonNode command) throws ApiError {
        FormErrors errors = new FormErrors();
        CommandRules.check(command, "", errors);
        errors.throwIfAny();
        ObjectNode stored = stored(scope, command);
        List<ObjectNode> all = byScope.computeIfAbsent(scope, _ -> new ArrayList<>());
        all.removeIf(each -> each.path("id").equals(stored.path("id")));
        all.add(stored);
        return stored;
    }

    synchronized void remove(long scope, long id) throws ApiError {
        List<ObjectNode> all = byScope.getOrDefault(scope, new ArrayList<>());
        if (!all.removeIf(command -> command.path("id").asText().equals(DiscordJson.id(id)))) {
            throw ApiError.of(404, 10063, "Unknown application command");
        }
    }

    synchronized ArrayNode list(long scope) {
        return DiscordJson.arrayOf(byScope.getOrDefault(scope, List.of()));
    }

    /// The slash command with that name, in any language, that the channel offers.
    synchronized Optional<ObjectNode> slash(String name, String locale, Channel channel) {
        return slash(channel).stream()
                .filter(command -> goesByName(command, name, locale))
                .findFirst();
    }

    /// The slash commands of the channel's server, followed by the global ones.
    synchronized List<ObjectNode> slash(Channel channel) {
        List<ObjectNode> offered = new ArrayList<>();
        channel.guild().ifPresent(home -> offered.addAll(byScope.getOrDefault(home.id, List.of())));
        offered.addAll(byScope.getOrDefault(GLOBAL, List.of()));
        offered.removeIf(command -> command.path("type").asInt() != 1);
        return offered;
    }

    static boolean goesByName(JsonNode node, String name, String locale) {
        return node.path("name").asText().equals(name)
                || node.path("name_localizations").path(locale).asText("").equals(name);
    }

    private ObjectNode stored(long scope, JsonNode command) {
        ObjectNode stored = DiscordJson.object()
                .put("application_id", DiscordJson.id(world.applicationId))
                .put("version", DiscordJson.id(world.snowflakes.next()))
                .put("type", command.path("type").asInt(1))
                .put("nsfw", command.path("nsfw").asBoolean())
                .put("dm_permission", true);
        for (String field : KEPT) {
            stored.set(
                    field,
                    command.has(field)
                            ? command.get(field).deepCopy()
                            : DiscordJson.object().nullNode());
        }
        if (stored.path("description").isNull()) {
            stored.put("description", "");
        }
        if (stored.path("options").isNull()) {
            stored.putArray("options");
        }
        if (stored.path("integration_types").isNull()) {
            stored.putArray("integration_types").add(0);
        }
        if (scope != GLOBAL) {
            stored.put("guild_id", DiscordJson.id(scope));
        }
        return stored.put("id", idOf(scope, stored));
    }

    private String idOf(long scope, JsonNode command) {
        return byScope.getOrDefault(scope, List.of()).stream()
                .filter(each -> each.path("name").equals(command.path("name"))
                        && each.path("type").equals(command.path("type")))
                .map(each -> each.path("id").asText())
                .findFirst()
                .orElseGet(() -> DiscordJson.id(world.snowflakes.next()));
    }
}
