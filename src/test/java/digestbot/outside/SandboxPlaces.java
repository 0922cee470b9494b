package digestbot.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.util.Set;
import java.util.function.Supplier;

/// Makes the places that people and bots meet in, without the bot being told.
final class SandboxPlaces {

    /// The commands that make places.
    static final Set<String> COMMANDS = Set.of("join", "group", "topic", "channel", "channels", "thread", "direct");

    private static final SandboxPerson MEMBER = new SandboxPerson(1, "Reader 1", "en");

    private final TelegramSandbox telegram;
    private final Supplier<DiscordSandbox> discord;

    /// @param discord throws if there is none
    SandboxPlaces(TelegramSandbox telegram, Supplier<DiscordSandbox> discord) {
        this.telegram = telegram;
        this.discord = discord;
    }

    ObjectNode act(JsonNode command) {
        String name = command.path("name").asText();
        return switch (command.path("do").asText()) {
            case "join" ->
                join(command.path("first").asLong(), command.path("count").asLong());
            case "group" -> group(command.path("chat").asLong());
            case "topic" ->
                topic(command.path("chat").asLong(), command.path("thread").asLong());
            case "channel" -> json(discord.get().channel(name));
            case "channels" ->
                channels(
                        command.path("servers").asInt(),
                        command.path("perServer").asInt());
            case "thread" -> json(discord.get().thread(of(command), name));
            case "direct" ->
                json(discord.get().directMessages(reader(command.path("person").asLong())));
            default -> throw new IllegalArgumentException("no such place: " + command);
        };
    }

    private ObjectNode channels(int servers, int perServer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode ids = json.putArray("ids");
        discord.get().channels(servers, perServer).forEach(place -> ids.add(place.id()));
        return json;
    }

    private ObjectNode join(long first, long count) {
        for (long id = first; id < first + count; id++) {
            telegram.join(reader(id), new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, ""));
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode group(long id) {
        var group = new SandboxPlace(id, SandboxPlace.Kind.GROUP, "Group " + id);
        telegram.join(MEMBER, group);
        return json(group);
    }

    /// A topic exists once somebody wrote in it, and while the bot is away it hears nothing.
    private ObjectNode topic(long id, long thread) {
        var group = new SandboxPlace(id, SandboxPlace.Kind.GROUP, "Group " + id);
        telegram.fault(group, new SandboxFault.Removed());
        telegram.writeInThread(MEMBER, group, thread, "hello");
        telegram.fault(group, new SandboxFault.None());
        return json(group);
    }

    static SandboxPerson reader(long id) {
        return new SandboxPerson(id, "Reader " + id, "en");
    }

    static SandboxPlace of(JsonNode command) {
        return new SandboxPlace(
                command.path("chat").asLong(),
                SandboxPlace.Kind.valueOf(command.path("kind").asText("PRIVATE")),
                command.path("title").asText());
    }

    private static ObjectNode json(SandboxPlace place) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("chat", place.id())
                .put("kind", place.kind().name())
                .put("title", place.title());
    }
}
