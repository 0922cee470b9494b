package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// `setMyCommands`, `getMyCommands` and `deleteMyCommands`: one list for each scope and language.
final class CommandMethods {
    private static final int MOST_COMMANDS = 100;
    private static final int LONGEST_DESCRIPTION = 256;
    private static final Set<String> SCOPES = Set.of(
            "default",
            "all_private_chats",
            "all_group_chats",
            "all_chat_administrators",
            "chat",
            "chat_administrators",
            "chat_member");

    private final Map<String, ArrayNode> lists = new HashMap<>();

    synchronized Answer set(Parameters parameters) {
        JsonNode given = parameters
                .json("commands", "commands")
                .filter(JsonNode::isArray)
                .orElseThrow(() -> Refusal.badRequest("expected an Array of BotCommand"));
        ArrayNode commands = Json.array();
        given.forEach(command -> commands.add(checked(command)));
        if (commands.size() > MOST_COMMANDS) {
            throw Refusal.badRequest("BOT_COMMANDS_TOO_MUCH");
        }
        lists.put(key(parameters), commands);
        return Answer.yes();
    }

    synchronized Answer get(Parameters parameters) {
        return new Answer.Success(lists.getOrDefault(key(parameters), Json.array()));
    }

    synchronized Answer delete(Parameters parameters) {
        lists.remove(key(parameters));
        return Answer.yes();
    }

    private static JsonNode checked(JsonNode command) {
        String name = command.path("command").asText("").replaceFirst("^/", "");
        String description = command.path("description").asText("");
        if (!name.matches("[a-z0-9_]{1,32}")) {
            throw Refusal.badRequest("BOT_COMMAND_INVALID");
        }
        if (description.isBlank() || description.length() > LONGEST_DESCRIPTION) {
            throw Refusal.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
        }
        return Json.object().put("command", name).put("description", description);
    }

    private static String key(Parameters parameters) {
        JsonNode scope =
                parameters.json("scope", "BotCommandScope").orElse(Json.object().put("type", "default"));
        String language = parameters.text("language_code");
        if (!SCOPES.contains(scope.path("type").asText())) {
            throw Refusal.badRequest("can't parse BotCommandScope: Unsupported type specified");
        }
        if (!language.matches("(?:[a-z]{2})?")) {
            throw Refusal.badRequest("invalid language code specified");
        }
        return String.join(
                "/",
                scope.path("type").asText(),
                scope.path("chat_id").asText(""),
                scope.path("user_id").asText(""),
                language);
    }
}
