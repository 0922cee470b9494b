package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The bot's commands and descriptions. Each scope and language has a list of commands.
final class CommandLists {

    private static final int MAX_COMMANDS = 100;
    private static final int LONGEST_DESCRIPTION = 256;
    private static final Set<String> WIDE_SCOPES =
            Set.of("default", "all_private_chats", "all_group_chats", "all_chat_administrators");

    private final TelegramWorld world;
    private final ChatAccess access;
    private final Map<Key, ArrayNode> lists = new HashMap<>();
    private final Map<String, String> descriptions = new ConcurrentHashMap<>();

    CommandLists(TelegramWorld world, ChatAccess access) {
        this.world = world;
        this.access = access;
    }

    /// The scope is a type such as `all_private_chats`; its chat is 0 if it has none. The language
    /// has two letters; empty for users without a list in their language.
    private record Key(String scope, long chat, String language) {}

    private synchronized void store(Key key, ArrayNode commands) {
        if (commands.isEmpty()) {
            lists.remove(key);
        } else {
            lists.put(key, commands);
        }
    }

    private synchronized ArrayNode stored(Key key) {
        return lists.getOrDefault(key, SandboxJson.array());
    }

    /// As `/name description`: the list of the narrowest scope that has one, preferably in the
    /// person's language. See "Determining list of commands" in the documentation.
    synchronized List<String> offered(SandboxPerson person, SandboxChat chat) {
        return commands(person, chat).map(CommandLists::line).toList();
    }

    /// An ephemeral command is a message that only the bot sees.
    synchronized boolean isEphemeral(SandboxPerson person, SandboxChat chat, String line) {
        String name = line.strip().replaceFirst("^/", "").replaceFirst("[@\\s].*", "");
        return chat.place.kind() == SandboxPlace.Kind.GROUP
                && line.startsWith("/")
                && commands(person, chat)
                        .filter(command -> command.path("command").asText().equals(name))
                        .anyMatch(command -> command.path("is_ephemeral").asBoolean());
    }

    private Stream<JsonNode> commands(SandboxPerson person, SandboxChat chat) {
        String language = person.language().replaceFirst("[-_].*", "");
        return scopes(person, chat)
                .flatMap(scope -> Stream.of(language, "").map(tag -> new Key(scope.scope(), scope.chat(), tag)))
                .flatMap(key -> Optional.ofNullable(lists.get(key)).stream())
                .findFirst()
                .stream()
                .flatMap(ArrayNode::valueStream);
    }

    private static Stream<Key> scopes(SandboxPerson person, SandboxChat chat) {
        Stream<Key> special = Stream.of(new Key("chat", chat.id(), ""));
        Stream<Key> wide = switch (chat.place.kind()) {
            case PRIVATE -> Stream.of(all("all_private_chats"), all("default"));
            case GROUP ->
                Stream.of("all_chat_administrators", "all_group_chats", "default")
                        .skip(chat.administrators.containsKey(person.id()) ? 0 : 1)
                        .map(CommandLists::all);
            case CHANNEL -> Stream.empty();
        };
        return chat.place.kind() == SandboxPlace.Kind.CHANNEL ? wide : Stream.concat(special, wide);
    }

    private static Key all(String scope) {
        return new Key(scope, 0, "");
    }

    private static String line(JsonNode command) {
        return "/" + command.path("command").asText() + " "
                + command.path("description").asText();
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
        store(key(parameters), commands);
        return BooleanNode.TRUE;
    }

    JsonNode get(Parameters parameters) {
        return stored(key(parameters));
    }

    /// The field is the name of the text in requests and answers, such as `short_description`.
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

    private Key key(Parameters parameters) {
        JsonNode scope = parameters
                .json("scope", "BotCommandScope")
                .orElse(SandboxJson.object().put("type", "default"));
        String type = scope.path("type").asText();
        String language = language(parameters);
        if (WIDE_SCOPES.contains(type)) {
            return new Key(type, 0, language);
        }
        if (!type.equals("chat")) {
            throw Refusal.badRequest("can't parse BotCommandScope: Unsupported type specified");
        }
        return new Key(type, chat(scope), language);
    }

    /// The bot must know the chat of a scope. Channels have no commands.
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
