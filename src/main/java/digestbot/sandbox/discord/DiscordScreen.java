package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.clientview.ClientRow;
import digestbot.clientview.ClientRow.LineKind;
import digestbot.clientview.ClientSpan;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.discord.rules.ComponentType;
import digestbot.sandbox.discord.rules.DiscordJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Messages as people see them.
final class DiscordScreen {

    private static final OptionalInt NO_ACCENT = OptionalInt.empty();

    private final World world;
    private final MarkdownReader markdown = new MarkdownReader(new InlineMarkdownReader(this::mention));

    DiscordScreen(World world) {
        this.world = world;
    }

    ShownMessage bubble(ChannelMessage message) {
        MessageRows drawing = new MessageRows(markdown);
        List<ClientRow> rows = message.author().isPresent() ? typed(message.typed()) : drawn(message, drawing);
        return new ShownMessage(
                message.channel().place(),
                message.id(),
                message.author(),
                message.onlyFor(),
                List.copyOf(rows),
                drawing.look());
    }

    /// The buttons and menus of a message, top to bottom: the first has number 1.
    static List<JsonNode> controls(JsonNode message) {
        List<JsonNode> controls = new ArrayList<>();
        collect(message.path("components"), controls);
        return controls;
    }

    private static void collect(JsonNode components, List<JsonNode> controls) {
        for (JsonNode component : DiscordJson.items(components)) {
            if (ComponentType.IN_ROW.contains(component.path("type").asInt())) {
                controls.add(component);
            }
            collect(component.path("components"), controls);
            if (component.path("accessory").path("type").asInt() == ComponentType.BUTTON) {
                controls.add(component.path("accessory"));
            }
        }
    }

    private static List<ClientRow> drawn(ChannelMessage message, MessageRows drawing) {
        return message.loading()
                ? List.of(plain("digestbot is thinking…", LineKind.SMALL))
                : drawing.draw(message.json());
    }

    private static List<ClientRow> typed(String text) {
        return text.lines().<ClientRow>map(line -> plain(line, LineKind.PLAIN)).toList();
    }

    static ClientRow.Line plain(String text, LineKind kind) {
        return new ClientRow.Line(List.of(new ClientSpan(text, Set.of(), Optional.empty())), kind, NO_ACCENT);
    }

    private String mention(String mention) {
        long id = Long.parseUnsignedLong(mention, mention.startsWith("@&") ? 2 : 1, mention.length(), 10);
        if (mention.startsWith("#")) {
            return "#" + world.channel(id).map(Channel::name).orElse("unknown");
        }
        if (mention.startsWith("@&")) {
            return world.guild(guild -> guild.moderatorRoleId == id)
                    .map(_ -> "@Moderators")
                    .orElse("@unknown-role");
        }
        return "@" + world.person(id).map(SandboxPerson::name).orElse("unknown-user");
    }
}
