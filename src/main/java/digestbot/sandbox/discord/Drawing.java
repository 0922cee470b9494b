package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.Pixels;
import digestbot.sandbox.Row;
import digestbot.sandbox.Row.LineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Draws one message as a client shows it, counting its buttons and menus.
public final class Drawing {

    private static final OptionalInt NO_ACCENT = OptionalInt.empty();

    private final Markdown markdown;
    private final List<Row> rows = new ArrayList<>();
    private JsonNode attachments = Json.array();
    private int number;

    Drawing(Markdown markdown) {
        this.markdown = markdown;
    }

    /// The rows of a message that is only planned: the body of a request that would send it.
    public static List<Row> of(JsonNode payload) {
        return new Drawing(new Markdown(new InlineMarkdown(mention -> mention))).draw(payload);
    }

    List<Row> draw(JsonNode message) {
        attachments = message.path("attachments");
        text(message.path("content").asText(""), NO_ACCENT);
        for (JsonNode embed : message.path("embeds")) {
            text(embed.path("title").asText(""), NO_ACCENT);
            text(embed.path("description").asText(""), NO_ACCENT);
        }
        message.path("components").forEach(component -> component(component, NO_ACCENT));
        return List.copyOf(rows);
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
            case ComponentType.TEXT_DISPLAY -> text(component.path("content").asText(""), accent);
            case ComponentType.SEPARATOR ->
                rows.add(
                        component.path("divider").asBoolean(true)
                                ? new Row.Rule()
                                : new Row.Line(List.of(), LineKind.PLAIN, accent));
            case ComponentType.ACTION_ROW -> row(component.path("components"));
            case ComponentType.FILE -> {
                String url = component.path("file").path("url").asText("");
                rows.add(Screen.plain("📎 " + url.substring(url.lastIndexOf('/') + 1), LineKind.PLAIN));
            }
            case ComponentType.MEDIA_GALLERY ->
                component.path("items").forEach(item -> rows.add(picture(item.path("media"))));
            default -> rows.add(Screen.plain("[media]", LineKind.SMALL));
        }
    }

    private Row picture(JsonNode media) {
        String url = media.path("url").asText("");
        String name = url.substring(url.lastIndexOf('/') + 1);
        String size = "";
        for (JsonNode file : attachments) {
            if (file.path("filename").asText("").equals(name) && file.has("width")) {
                size = " "
                        + new Pixels(
                                file.path("width").asInt(), file.path("height").asInt());
            }
        }
        return Screen.plain("[picture" + size + "]", LineKind.PLAIN);
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
        String shown = menu.path("options")
                .valueStream()
                .filter(option -> option.path("default").asBoolean())
                .map(option -> option.path("label").asText())
                .findFirst()
                .orElse(menu.path("placeholder").asText(""));
        return new Row.Menu(++number, shown, choices);
    }
}
