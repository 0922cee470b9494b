package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.Bubble;
import digestbot.sandbox.Row;
import digestbot.sandbox.Row.LineKind;
import digestbot.sandbox.Someone;
import digestbot.sandbox.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Messages as people see them.
final class Screen {

    private static final OptionalInt NO_ACCENT = OptionalInt.empty();

    private final World world;
    private final Markdown markdown = new Markdown(new InlineMarkdown(this::mention));

    Screen(World world) {
        this.world = world;
    }

    Bubble bubble(Message message) {
        Drawing drawing = new Drawing(markdown);
        List<Row> rows = message.author().isPresent() ? typed(message.typed()) : drawn(message, drawing);
        return new Bubble(
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
        for (JsonNode component : Json.items(components)) {
            if (ComponentType.IN_ROW.contains(component.path("type").asInt())) {
                controls.add(component);
            }
            collect(component.path("components"), controls);
            if (component.path("accessory").path("type").asInt() == ComponentType.BUTTON) {
                controls.add(component.path("accessory"));
            }
        }
    }

    private static List<Row> drawn(Message message, Drawing drawing) {
        return message.loading()
                ? List.of(plain("digestbot is thinking…", LineKind.SMALL))
                : drawing.draw(message.json());
    }

    private static List<Row> typed(String text) {
        return text.lines().<Row>map(line -> plain(line, LineKind.PLAIN)).toList();
    }

    static Row.Line plain(String text, LineKind kind) {
        return new Row.Line(List.of(new Span(text, Set.of(), Optional.empty())), kind, NO_ACCENT);
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
        return "@" + world.person(id).map(Someone::name).orElse("unknown-user");
    }
}
