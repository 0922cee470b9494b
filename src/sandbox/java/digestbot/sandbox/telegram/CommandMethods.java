package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPlace;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The methods that set and get the bot's commands and descriptions.
final class CommandMethods {
    private static final int MAX_COMMANDS = 100;
    private static final int LONGEST_DESCRIPTION = 256;
    private static final Set<String> WIDE_SCOPES =
            Set.of("default", "all_private_chats", "all_group_chats", "all_chat_administrators");

    private final CommandLists lists;
    private final TelegramWorld world;
    private final ChatAccess access;

    private final Map<String, String> descriptions = new ConcurrentHashMap<>();

    CommandMethods(CommandLists lists, TelegramWorld world, ChatAccess access) {
        this.lists = lists;
        this.world = world;
        this.access = access;
    }

    JsonNode set(Parameters parameters) {
        JsonNode given = parameters
                .json("commands", "commands")
                .filter(JsonNode::isArray)
                .orElseThrow(() -> Refusal.badRequest("expected an Array of BotCommand"));
        ArrayNode commands = SandboxJson.array();
        given.forEach(command -> commands.add(checked(command)));
        if (commands.size() > MAX_COMMANDS) {
            throw Refusal.badRequest("BOT_COMMANDS_TOO_MUCH");
        }
        lists.set(key(parameters), commands);
        return BooleanNode.TRUE;
    }

    JsonNode get(Parameters parameters) {
        return lists.get(key(parameters));
    }

    /// Sets a description in one language.
    ///
    /// @param field the name of the text in requests and answers, such as `short_description`
    JsonNode setDescription(String field, int maxLength, Parameters parameters) {
        String text = parameters.text(field);
        if (text.length() > maxLength) {
            throw Refusal.badRequest("BOT_DESCRIPTION_TOO_LONG");
        }
        descriptions.put(field + " " + language(parameters), text);
        return BooleanNode.TRUE;
    }

    JsonNode description(String field, Parameters parameters) {
        return SandboxJson.object().put(field, descriptions.getOrDefault(field + " " + language(parameters), ""));
    }

    private static String language(Parameters parameters) {
        String language = parameters.text("language_code");
        if (!language.matches("(?:[a-z]{2})?")) {
            throw Refusal.badRequest("invalid language code specified");
        }
        return language;
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
        var checked = SandboxJson.object().put("command", name).put("description", description);
        return command.path("is_ephemeral").asBoolean() ? checked.put("is_ephemeral", true) : checked;
    }

    private CommandLists.Key key(Parameters parameters) {
        JsonNode scope = parameters
                .json("scope", "BotCommandScope")
                .orElse(SandboxJson.object().put("type", "default"));
        String type = scope.path("type").asText();
        String language = language(parameters);
        if (WIDE_SCOPES.contains(type)) {
            return new CommandLists.Key(type, 0, language);
        }
        if (!type.equals("chat")) {
            throw Refusal.badRequest("can't parse BotCommandScope: Unsupported type specified");
        }
        return new CommandLists.Key(type, chat(scope), language);
    }

    /// The chat of a scope, which the bot must know. Channels have no commands.
    private long chat(JsonNode scope) {
        synchronized (world) {
            SandboxChat chat =
                    access.toRead(new Parameters(SandboxJson.object().set("chat_id", scope.path("chat_id"))));
            if (chat.place.kind() == SandboxPlace.Kind.CHANNEL) {
                throw Refusal.badRequest("can't change commands in channel chats");
            }
            return chat.id();
        }
    }
}
