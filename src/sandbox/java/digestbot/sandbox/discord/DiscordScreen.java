package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientRow.LineKind;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.ShownMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Messages as people see them.
final class DiscordScreen {

    private final World world;
    private final MarkdownReader markdown = new MarkdownReader(new InlineMarkdownReader(this::mention));

    DiscordScreen(World world) {
        this.world = world;
    }

    ShownMessage shown(ChannelMessage message) {
        DiscordMessageRows drawing = new DiscordMessageRows(markdown);
        List<ClientRow> rows = message.author().isPresent() ? typed(message.typed()) : drawn(message, drawing);
        return new ShownMessage(
                message.channel().place(),
                message.id(),
                message.author(),
                message.onlyFor(),
                List.copyOf(rows),
                drawing.boxes(),
                OptionalLong.empty());
    }

    /// The buttons and menus of a message, top to bottom: the first has number 1.
    static List<JsonNode> controls(JsonNode message) {
        List<JsonNode> controls = new ArrayList<>();
        collect(message.path("components"), controls);
        return controls;
    }

    private static void collect(JsonNode components, List<JsonNode> controls) {
        for (JsonNode component : SandboxJson.items(components)) {
            if (ComponentType.IN_ROW.contains(component.path("type").asInt())) {
                controls.add(component);
            }
            collect(component.path("components"), controls);
            if (component.path("accessory").path("type").asInt() == ComponentType.BUTTON) {
                controls.add(component.path("accessory"));
            }
        }
    }

    private static List<ClientRow> drawn(ChannelMessage message, DiscordMessageRows drawing) {
        return message.has(MessageRules.LOADING)
                ? List.of(ClientRow.Line.plain("digestbot is thinking…", LineKind.SMALL))
                : drawing.draw(message.json());
    }

    private static List<ClientRow> typed(String text) {
        return text.lines()
                .<ClientRow>map(line -> ClientRow.Line.plain(line, LineKind.PLAIN))
                .toList();
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
