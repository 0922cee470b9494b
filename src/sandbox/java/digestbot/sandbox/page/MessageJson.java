package digestbot.sandbox.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientSpan;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.ShownMessage;
import java.util.OptionalInt;

/// Converts messages to JSON for the page's script. Texts are data: they are shown and never
/// executed.
final class MessageJson {

    private final ShownMessage message;

    private MessageJson(ShownMessage message) {
        this.message = message;
    }

    /// Converts a message. Ids are strings, because scripts lose the last digits of long numbers.
    static ObjectNode of(String pane, ShownMessage message, boolean edited, String at) {
        ObjectNode json = SandboxJson.object()
                .put("platform", pane)
                .put("place", Long.toString(message.place().id()))
                .put("id", Long.toString(message.id()))
                .put("edited", edited)
                .put("at", at);
        message.author()
                .ifPresent(author -> json.putObject("author")
                        .put("id", Long.toString(author.id()))
                        .put("name", author.name()));
        message.onlyFor().ifPresent(person -> json.put("onlyFor", Long.toString(person.id())));
        message.inPlaceOf().ifPresent(replaced -> json.put("inPlaceOf", Long.toString(replaced)));
        json.set("items", new MessageJson(message).items());
        return json;
    }

    private ArrayNode items() {
        ArrayNode items = SandboxJson.array();
        int at = 0;
        for (ClientRow.Box box : message.boxes()) {
            rows(at, box.from(), items);
            ObjectNode drawn = items.addObject().put("is", "box");
            accent(drawn, box.accent());
            rows(box.from(), box.to(), drawn.putArray("items"));
            at = box.to();
        }
        rows(at, message.rows().size(), items);
        return items;
    }

    private void rows(int from, int to, ArrayNode items) {
        for (int i = from; i < to; i++) {
            items.add(row(i));
        }
    }

    private ObjectNode row(int at) {
        return switch (message.rows().get(at)) {
            case ClientRow.Line line -> line(line);
            case ClientRow.AttachedFile file -> file(file);
            case ClientRow.ButtonRow buttons -> keys(buttons);
            case ClientRow.SelectMenu menu -> menu(menu);
            case ClientRow.Divider() -> SandboxJson.object().put("is", "rule");
        };
    }

    private static ObjectNode file(ClientRow.AttachedFile file) {
        ObjectNode json = SandboxJson.object()
                .put("is", file.pixels().isPresent() ? "picture" : "file")
                .put("file", Long.toString(file.number()))
                .put("name", file.name());
        file.pixels().ifPresent(pixels -> json.put("width", pixels.width()).put("height", pixels.height()));
        return json;
    }

    private static ObjectNode line(ClientRow.Line line) {
        ObjectNode json =
                SandboxJson.object().put("is", "line").put("kind", line.kind().name());
        accent(json, line.accent());
        ArrayNode spans = json.putArray("spans");
        line.spans().forEach(span -> spans.add(span(span)));
        return json;
    }

    private static ObjectNode span(ClientSpan span) {
        ObjectNode json = SandboxJson.object().put("text", span.text());
        span.link().ifPresent(link -> json.put("link", link));
        ArrayNode styles = json.putArray("styles");
        span.styles().stream().sorted().forEach(style -> styles.add(style.name()));
        return json;
    }

    private static ObjectNode keys(ClientRow.ButtonRow row) {
        ObjectNode json = SandboxJson.object().put("is", "keys");
        ArrayNode keys = json.putArray("keys");
        for (ClientRow.ClientButton key : row.buttons()) {
            ObjectNode drawn = keys.addObject()
                    .put("number", key.number())
                    .put("label", key.label())
                    .put("enabled", key.enabled());
            key.url().ifPresent(url -> drawn.put("url", url));
            if (key.colour() != ClientRow.Colour.DEFAULT) {
                drawn.put("colour", key.colour().name());
            }
        }
        return json;
    }

    private static ObjectNode menu(ClientRow.SelectMenu menu) {
        ObjectNode json = SandboxJson.object()
                .put("is", "menu")
                .put("number", menu.number())
                .put("label", menu.placeholder());
        ArrayNode choices = json.putArray("choices");
        menu.choices().forEach(choices::add);
        return json;
    }

    private static void accent(ObjectNode json, OptionalInt accent) {
        accent.ifPresent(colour -> json.put("accent", "#%06x".formatted(colour & 0xffffff)));
    }
}
