package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientRow.LineKind;
import digestbot.sandbox.ImageSize;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.ShownMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

final class DiscordScreen {

    private final World world;
    private final MarkdownReader markdown = new MarkdownReader(this::mention);

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

    /// Top to bottom: the first button or menu has number 1.
    static List<JsonNode> controls(JsonNode message) {
        return ComponentType.all(message.path("components"))
                .filter(component ->
                        ComponentType.IN_ROW.contains(component.path("type").asInt()))
                .toList();
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

    /// Draws one message as a client shows it, counting its buttons and menus.
    private static final class DiscordMessageRows {

        private static final OptionalInt NO_ACCENT = OptionalInt.empty();

        private final MarkdownReader markdown;
        private final List<ClientRow> rows = new ArrayList<>();
        private JsonNode attachments = MissingNode.getInstance();
        private final List<ClientRow.Box> boxes = new ArrayList<>();
        private int number;

        DiscordMessageRows(MarkdownReader markdown) {
            this.markdown = markdown;
        }

        List<ClientRow> draw(JsonNode message) {
            attachments = message.path("attachments");
            text(message.path("content").asText(""), NO_ACCENT);
            message.path("components").forEach(component -> component(component, NO_ACCENT));
            return List.copyOf(rows);
        }

        List<ClientRow.Box> boxes() {
            return List.copyOf(boxes);
        }

        private void component(JsonNode component, OptionalInt accent) {
            switch (component.path("type").asInt()) {
                case ComponentType.CONTAINER -> {
                    JsonNode colour = component.path("accent_color");
                    OptionalInt own = colour.isInt() ? OptionalInt.of(colour.intValue()) : NO_ACCENT;
                    int from = rows.size();
                    component.path("components").forEach(child -> component(child, own));
                    boxes.add(new ClientRow.Box(from, rows.size(), own));
                }
                case ComponentType.TEXT_DISPLAY ->
                    text(component.path("content").asText(""), accent);
                case ComponentType.SEPARATOR ->
                    rows.add(
                            component.path("divider").asBoolean(true)
                                    ? new ClientRow.Divider()
                                    : new ClientRow.Line(List.of(), LineKind.PLAIN, accent));
                case ComponentType.ACTION_ROW -> row(component.path("components"));
                case ComponentType.FILE -> rows.add(file(component.path("file")));
                case ComponentType.MEDIA_GALLERY ->
                    component.path("items").forEach(item -> rows.add(file(item.path("media"))));
                default -> rows.add(ClientRow.Line.plain("[media]", LineKind.SMALL));
            }
        }

        private ClientRow file(JsonNode media) {
            String url = media.path("url").asText("");
            String name = url.substring(url.lastIndexOf('/') + 1);
            JsonNode attached = attachments
                    .valueStream()
                    .filter(file -> file.path("filename").asText("").equals(name))
                    .findFirst()
                    .orElse(MissingNode.getInstance());
            var pixels = new ImageSize(
                    attached.path("width").asInt(), attached.path("height").asInt());
            return new ClientRow.AttachedFile(
                    attached.path("id").asLong(), name, Optional.of(pixels).filter(_ -> attached.has("width")));
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
            List<ClientRow.ClientButton> keys = new ArrayList<>();
            controls.forEach(button -> keys.add(key(button)));
            rows.add(new ClientRow.ButtonRow(List.copyOf(keys)));
        }

        private ClientRow.ClientButton key(JsonNode button) {
            String label = button.path("label").asText("");
            Optional<String> url = Optional.ofNullable(button.path("url").textValue());
            number++;
            ClientRow.Colour colour = switch (button.path("style").asInt()) {
                case 1 -> ClientRow.Colour.PRIMARY;
                case 3 -> ClientRow.Colour.SUCCESS;
                case 4 -> ClientRow.Colour.DANGER;
                default -> ClientRow.Colour.DEFAULT;
            };
            return new ClientRow.ClientButton(
                    number, label, url, !button.path("disabled").asBoolean(), colour);
        }

        private ClientRow.SelectMenu menu(JsonNode menu) {
            List<String> choices = menu.path("options")
                    .valueStream()
                    .map(option -> option.path("label").asText())
                    .toList();
            String shown = menu.path("options")
                    .valueStream()
                    .filter(option -> option.path("default").asBoolean())
                    .map(option -> option.path("label").asText())
                    .findFirst()
                    .orElse(menu.path("placeholder").asText(""));
            return new ClientRow.SelectMenu(++number, shown, choices);
        }
    }
}
