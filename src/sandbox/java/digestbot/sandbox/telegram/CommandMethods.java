package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.text.MethodAnswer;
import digestbot.sandbox.telegram.text.Refusal;
import digestbot.sandbox.telegram.text.TelegramJson;
import java.util.Set;

/// The methods `setMyCommands`, `getMyCommands` and `deleteMyCommands`.
final class CommandMethods {
    private static final int MAX_COMMANDS = 100;
    private static final int LONGEST_DESCRIPTION = 256;
    private static final Set<String> WIDE_SCOPES =
            Set.of("default", "all_private_chats", "all_group_chats", "all_chat_administrators");
    private static final Set<String> CHAT_SCOPES = Set.of("chat", "chat_administrators", "chat_member");

    private final CommandLists lists;
    private final SandboxChats chats;
    private final ChatAccess access;

    CommandMethods(CommandLists lists, SandboxChats chats, ChatAccess access) {
        this.lists = lists;
        this.chats = chats;
        this.access = access;
    }

    MethodAnswer set(Parameters parameters) {
        JsonNode given = parameters
                .json("commands", "commands")
                .filter(JsonNode::isArray)
                .orElseThrow(() -> Refusal.badRequest("expected an Array of BotCommand"));
        ArrayNode commands = TelegramJson.array();
        given.forEach(command -> commands.add(checked(command)));
        if (commands.size() > MAX_COMMANDS) {
            throw Refusal.badRequest("BOT_COMMANDS_TOO_MUCH");
        }
        lists.set(key(parameters), commands);
        return MethodAnswer.yes();
    }

    MethodAnswer get(Parameters parameters) {
        return new MethodAnswer.Success(lists.get(key(parameters)));
    }

    MethodAnswer delete(Parameters parameters) {
        lists.set(key(parameters), TelegramJson.array());
        return MethodAnswer.yes();
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
        var checked = TelegramJson.object().put("command", name).put("description", description);
        return command.path("is_ephemeral").asBoolean() ? checked.put("is_ephemeral", true) : checked;
    }

    private CommandLists.Key key(Parameters parameters) {
        JsonNode scope = parameters
                .json("scope", "BotCommandScope")
                .orElse(TelegramJson.object().put("type", "default"));
        String type = scope.path("type").asText();
        String language = parameters.text("language_code");
        if (!language.matches("(?:[a-z]{2})?")) {
            throw Refusal.badRequest("invalid language code specified");
        }
        if (WIDE_SCOPES.contains(type)) {
            return new CommandLists.Key(type, 0, 0, language);
        }
        if (!CHAT_SCOPES.contains(type)) {
            throw Refusal.badRequest("can't parse BotCommandScope: Unsupported type specified");
        }
        return new CommandLists.Key(type, chat(scope, type), user(scope, type), language);
    }

    /// The chat of a scope, which the bot must know. Channels have no commands, and private chats
    /// have no administrators.
    private long chat(JsonNode scope, String type) {
        synchronized (chats) {
            SandboxChat chat =
                    access.toRead(new Parameters(TelegramJson.object().set("chat_id", scope.path("chat_id"))));
            if (chat.place.kind() == SandboxPlace.Kind.CHANNEL) {
                throw Refusal.badRequest("can't change commands in channel chats");
            }
            if (chat.place.kind() == SandboxPlace.Kind.PRIVATE && !type.equals("chat")) {
                throw Refusal.badRequest("can't use specified scope in private chats");
            }
            return chat.id();
        }
    }

    private static long user(JsonNode scope, String type) {
        if (!type.equals("chat_member")) {
            return 0;
        }
        return new Parameters(TelegramJson.object().set("user_id", scope.path("user_id")))
                .number("user_id")
                .orElseThrow(() -> Refusal.badRequest("invalid user_id specified"));
    }
}
