package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The bot's lists of commands: one for each scope and language.
final class CommandLists {

    private final Map<Key, ArrayNode> lists = new HashMap<>();

    /// The key of a list: its scope and language.
    ///
    /// @param scope the scope's type, such as `all_private_chats`
    /// @param chat the scope's chat; 0 if it has none
    /// @param language two letters; empty for users without a list in their language
    record Key(String scope, long chat, String language) {}

    /// Stores a list; an empty one removes it.
    synchronized void set(Key key, ArrayNode commands) {
        if (commands.isEmpty()) {
            lists.remove(key);
        } else {
            lists.put(key, commands);
        }
    }

    synchronized ArrayNode get(Key key) {
        return lists.getOrDefault(key, SandboxJson.array());
    }

    /// The commands that the person's client offers in the chat, as `/name description`: the list
    /// of the narrowest scope that has one, preferably in the person's language ("Determining list
    /// of commands" in the documentation).
    synchronized List<String> offered(SandboxPerson person, SandboxChat chat) {
        return commands(person, chat).map(CommandLists::line).toList();
    }

    /// Tells whether the person's client sends the command as a message that only the bot sees.
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
}
