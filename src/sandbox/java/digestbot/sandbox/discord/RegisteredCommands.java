package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class RegisteredCommands {

    private static final int MAX_COMMANDS = 100;
    private static final List<String> KEPT = List.of(
            "name",
            "name_localizations",
            "description_localizations",
            "contexts",
            "integration_types",
            "default_member_permissions");

    private final World world;
    private List<ObjectNode> all = List.of();

    RegisteredCommands(World world) {
        this.world = world;
    }

    /// Commands that keep their name keep their id.
    synchronized List<ObjectNode> replace(JsonNode commands) throws ApiError {
        FormErrors errors = new FormErrors();
        Map<Integer, Map<String, Set<String>>> names = new HashMap<>();
        errors.size("", commands.size(), 0, MAX_COMMANDS);
        for (int i = 0; i < commands.size(); i++) {
            CommandRules.check(commands.get(i), i + ".", errors);
            int type = commands.get(i).path("type").asInt(1);
            if (CommandRules.clashes(commands.get(i), names.computeIfAbsent(type, _ -> new HashMap<>()))) {
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

    List<ObjectNode> slash() {
        return all().stream()
                .filter(command -> command.path("type").asInt() == 1)
                .toList();
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
                .filter(each -> each.path("name").equals(command.path("name"))
                        && each.path("type").equals(command.path("type")))
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
                Route.bot("GET", "/applications/{}/commands", this::list),
                Route.bot("PUT", "/applications/{}/commands", this::put));
    }

    private RestAnswer list(RestCall call) throws ApiError {
        requireOwn(call);
        return RestAnswer.ok(SandboxJson.array(all()));
    }

    private RestAnswer put(RestCall call) throws ApiError {
        requireOwn(call);
        return RestAnswer.ok(SandboxJson.array(replace(call.body())));
    }

    private void requireOwn(RestCall call) throws ApiError {
        if (call.id(1) != world.applicationId) {
            throw ApiError.of(403, 20012, "You are not authorized to perform this action on this application");
        }
    }
}
