package digestbot.clientview.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import digestbot.clientview.ClientRow;
import digestbot.clientview.ClientRow.LineKind;
import digestbot.clientview.ImageSize;
import digestbot.clientview.MessageDecoration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Draws one message as a client shows it, counting its buttons and menus.
public final class DiscordMessageRows {

    private static final OptionalInt NO_ACCENT = OptionalInt.empty();

    private final MarkdownReader markdown;
    private final List<ClientRow> rows = new ArrayList<>();
    private JsonNode attachments = MissingNode.getInstance();
    private final List<MessageDecoration.EmbedBox> boxes = new ArrayList<>();
    private final List<MessageDecoration.AttachedFile> files = new ArrayList<>();
    private final Map<Integer, MessageDecoration.Colour> colours = new HashMap<>();
    private int number;

    public DiscordMessageRows(MarkdownReader markdown) {
        this.markdown = markdown;
    }

    public List<ClientRow> draw(JsonNode message) {
        attachments = message.path("attachments");
        text(message.path("content").asText(""), NO_ACCENT);
        for (JsonNode embed : message.path("embeds")) {
            text(embed.path("title").asText(""), NO_ACCENT);
            text(embed.path("description").asText(""), NO_ACCENT);
        }
        message.path("components").forEach(component -> component(component, NO_ACCENT));
        if (message.path("thread").isObject()) {
            rows.add(ClientRow.Line.plain(
                    "🧵 " + message.path("thread").path("name").asText(), LineKind.SMALL));
        }
        return List.copyOf(rows);
    }

    /// The decoration of the rows that were drawn.
    public MessageDecoration decoration() {
        return new MessageDecoration(List.copyOf(boxes), List.copyOf(files), Map.copyOf(colours));
    }

    private void component(JsonNode component, OptionalInt accent) {
        switch (component.path("type").asInt()) {
            case ComponentType.CONTAINER -> {
                JsonNode colour = component.path("accent_color");
                OptionalInt own = colour.isInt() ? OptionalInt.of(colour.intValue()) : NO_ACCENT;
                int from = rows.size();
                component.path("components").forEach(child -> component(child, own));
                boxes.add(new MessageDecoration.EmbedBox(from, rows.size(), own));
            }
            case ComponentType.SECTION -> {
                component.path("components").forEach(child -> component(child, accent));
                if (component.path("accessory").path("type").asInt() == ComponentType.BUTTON) {
                    rows.add(new ClientRow.ButtonRow(List.of(key(component.path("accessory")))));
                }
            }
            case ComponentType.TEXT_DISPLAY -> text(component.path("content").asText(""), accent);
            case ComponentType.SEPARATOR ->
                rows.add(
                        component.path("divider").asBoolean(true)
                                ? new ClientRow.Divider()
                                : new ClientRow.Line(List.of(), LineKind.PLAIN, accent));
            case ComponentType.ACTION_ROW -> row(component.path("components"));
            case ComponentType.FILE -> {
                String name = name(component.path("file"));
                attach(name, Optional.empty());
                rows.add(ClientRow.Line.plain("📎 " + name, LineKind.PLAIN));
            }
            case ComponentType.MEDIA_GALLERY ->
                component.path("items").forEach(item -> rows.add(picture(item.path("media"))));
            default -> rows.add(ClientRow.Line.plain("[media]", LineKind.SMALL));
        }
    }

    private ClientRow picture(JsonNode media) {
        String name = name(media);
        Optional<ImageSize> pixels = attached(name)
                .filter(file -> file.has("width"))
                .map(file -> new ImageSize(
                        file.path("width").asInt(), file.path("height").asInt()));
        attach(name, pixels);
        return ClientRow.Line.plain("[picture" + pixels.map(size -> " " + size).orElse("") + "]", LineKind.PLAIN);
    }

    private static String name(JsonNode media) {
        String url = media.path("url").asText("");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /// The file that the next row names.
    private void attach(String name, Optional<ImageSize> pixels) {
        attached(name)
                .ifPresent(file -> files.add(new MessageDecoration.AttachedFile(
                        rows.size(), file.path("id").asLong(), name, pixels)));
    }

    private Optional<JsonNode> attached(String name) {
        return attachments
                .valueStream()
                .filter(file -> file.path("filename").asText("").equals(name))
                .findFirst();
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
        String emoji = button.path("emoji").path("name").asText("");
        String label = (emoji + " " + button.path("label").asText("")).strip();
        Optional<String> url = Optional.ofNullable(button.path("url").textValue());
        number++;
        switch (button.path("style").asInt()) {
            case 1 -> colours.put(number, MessageDecoration.Colour.PRIMARY);
            case 3 -> colours.put(number, MessageDecoration.Colour.SUCCESS);
            case 4 -> colours.put(number, MessageDecoration.Colour.DANGER);
            default -> {}
        }
        return new ClientRow.ClientButton(
                number, label, url, !button.path("disabled").asBoolean());
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
