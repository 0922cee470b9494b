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
        List<Row> rows = message.author().isPresent() ? typed(message.typed()) : new Drawing().draw(message);
        return new Bubble(
                message.channel().place(), message.id(), message.author(), message.onlyFor(), List.copyOf(rows));
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

    private static List<Row> typed(String text) {
        return text.lines().<Row>map(line -> plain(line, LineKind.PLAIN)).toList();
    }

    private static Row.Line plain(String text, LineKind kind) {
        return new Row.Line(List.of(new Span(text, Set.of(), Optional.empty())), kind, NO_ACCENT);
    }

    private String mention(String mention) {
        long id = Long.parseUnsignedLong(mention, mention.startsWith("@&") ? 2 : 1, mention.length(), 10);
        if (mention.startsWith("#")) {
            return "#" + world.channel(id).map(Channel::name).orElse("unknown");
        }
        if (mention.startsWith("@&")) {
            return id == world.moderatorRoleId ? "@Moderators" : "@unknown-role";
        }
        return "@" + world.person(id).map(Someone::name).orElse("unknown-user");
    }

    /// Draws one message, counting its buttons and menus.
    private final class Drawing {
        private final List<Row> rows = new ArrayList<>();
        private int number;

        List<Row> draw(Message message) {
            if (message.loading()) {
                rows.add(plain("digestbot is thinking…", LineKind.SMALL));
            }
            text(message.json().path("content").asText(""), NO_ACCENT);
            for (JsonNode embed : message.json().path("embeds")) {
                text(embed.path("title").asText(""), NO_ACCENT);
                text(embed.path("description").asText(""), NO_ACCENT);
            }
            message.json().path("components").forEach(component -> component(component, NO_ACCENT));
            return rows;
        }

        private void component(JsonNode component, OptionalInt accent) {
            switch (component.path("type").asInt()) {
                case ComponentType.CONTAINER -> {
                    JsonNode colour = component.path("accent_color");
                    OptionalInt own = colour.isInt() ? OptionalInt.of(colour.intValue()) : NO_ACCENT;
                    component.path("components").forEach(child -> component(child, own));
                }
                case ComponentType.SECTION -> {
                    component.path("components").forEach(child -> component(child, accent));
                    if (component.path("accessory").path("type").asInt() == ComponentType.BUTTON) {
                        rows.add(new Row.Keys(List.of(key(component.path("accessory")))));
                    }
                }
                case ComponentType.TEXT_DISPLAY ->
                    text(component.path("content").asText(""), accent);
                case ComponentType.SEPARATOR ->
                    rows.add(
                            component.path("divider").asBoolean(true)
                                    ? new Row.Rule()
                                    : new Row.Line(List.of(), LineKind.PLAIN, accent));
                case ComponentType.ACTION_ROW -> row(component.path("components"));
                default -> rows.add(plain("[media]", LineKind.SMALL));
            }
        }

        private void text(String text, OptionalInt accent) {
            if (!text.isEmpty()) {
                rows.addAll(markdown.lines(text, accent));
            }
        }

        private void row(JsonNode controls) {
            if (ComponentType.isSelect(controls.path(0).path("type").asInt())) {
                rows.add(menu(controls.path(0)));
                return;
            }
            List<Row.Key> keys = new ArrayList<>();
            controls.forEach(button -> keys.add(key(button)));
            rows.add(new Row.Keys(List.copyOf(keys)));
        }

        private Row.Key key(JsonNode button) {
            String emoji = button.path("emoji").path("name").asText("");
            String label = (emoji + " " + button.path("label").asText("")).strip();
            Optional<String> url = Optional.ofNullable(button.path("url").textValue());
            return new Row.Key(++number, label, url, !button.path("disabled").asBoolean());
        }

        private Row.Menu menu(JsonNode menu) {
            List<String> choices = menu.path("options")
                    .valueStream()
                    .map(option -> option.path("label").asText())
                    .toList();
            return new Row.Menu(++number, menu.path("placeholder").asText(""), choices);
        }
    }
}
