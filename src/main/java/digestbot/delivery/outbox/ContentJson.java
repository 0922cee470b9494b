package digestbot.delivery.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.WebPage;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Converts content to JSON for the outbox and back. Presses are encoded as in button data.
public final class ContentJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ContentJson() {}

    public static String write(Content content) {
        ObjectNode node = JSON.createObjectNode();
        node.set("panels", BlockJson.array(content.panels(), ContentJson::panel));
        node.set("buttons", rows(content.buttons()));
        content.view().ifPresent(shows -> node.put("shows", shows.encode()));
        content.page().ifPresent(page -> node.set("page", page(page)));
        return node.toString();
    }

    /// Reads content.
    ///
    /// @throws IllegalArgumentException if the JSON is not stored content
    public static Content read(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (!node.path("panels").isArray() || !node.path("buttons").isArray()) {
                throw new IllegalArgumentException("stored content has no panels or no buttons");
            }
            return new Content(
                            BlockJson.list(node.path("panels"), ContentJson::panel),
                            rows(node.path("buttons")),
                            Optional.ofNullable(node.path("shows").textValue()).map(ContentJson::shows))
                    .withPage(Optional.of(node.path("page"))
                            .filter(JsonNode::isObject)
                            .map(ContentJson::page));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("stored content is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// Rows of buttons.
    static JsonNode rows(List<List<Button>> rows) {
        return BlockJson.array(rows, row -> BlockJson.array(row, ContentJson::button));
    }

    /// Reads rows of buttons; empty if there are none.
    static List<List<Button>> rows(JsonNode rows) {
        return BlockJson.list(rows, row -> BlockJson.list(row, ContentJson::button));
    }

    private static JsonNode page(WebPage page) {
        return JSON.createObjectNode()
                .put("address", page.address().url())
                .put("readOn", page.readOn())
                .put("preview", page.preview());
    }

    private static WebPage page(JsonNode node) {
        return new WebPage(
                new WebAddress(node.path("address").textValue()),
                node.path("readOn").textValue(),
                node.path("preview").booleanValue());
    }

    private static JsonNode panel(Panel panel) {
        ObjectNode node = JSON.createObjectNode()
                .put("kind", panel.style().name().toLowerCase(Locale.ROOT))
                .put("title", panel.title())
                .put("emoji", panel.emoji());
        panel.colour().ifPresent(colour -> node.put("colour", colour));
        node.set("subtitle", BlockJson.inlines(panel.subtitle()));
        node.set("body", BlockJson.blocks(panel.body()));
        node.set("footer", BlockJson.inlines(panel.footer()));
        return node;
    }

    private static Panel panel(JsonNode node) {
        return new Panel(
                Panel.PanelStyle.valueOf(node.path("kind").textValue().toUpperCase(Locale.ROOT)),
                node.path("title").textValue(),
                node.path("emoji").textValue(),
                node.has("colour") ? OptionalInt.of(node.path("colour").intValue()) : OptionalInt.empty(),
                BlockJson.inlines(node.path("subtitle")),
                BlockJson.blocks(node.path("body")),
                BlockJson.inlines(node.path("footer")));
    }

    private static JsonNode button(Button button) {
        ObjectNode node = JSON.createObjectNode().put("label", button.label()).put("current", button.current());
        return switch (button.action()) {
            case Button.Action.Callback(Press press) -> node.put("ask", press.encode());
            case Button.Action.OpenUrl(WebAddress address) -> node.put("open", address.url());
            case Button.Action.AskForReply() -> node.put("reply", true);
            case Button.Action.ShareInChat(String query, Optional<WebAddress> page) ->
                withPage(node.put("share", query), page);
            case Button.Action.CopyLink(Press.Linkable press, Optional<WebAddress> page) ->
                withPage(node.put("copy", press.encode()), page);
        };
    }

    private static ObjectNode withPage(ObjectNode button, Optional<WebAddress> page) {
        page.ifPresent(address -> button.put("page", address.url()));
        return button;
    }

    private static Optional<WebAddress> pageOf(JsonNode button) {
        return Optional.ofNullable(button.path("page").textValue()).map(WebAddress::new);
    }

    private static Button button(JsonNode node) {
        return new Button(
                node.path("label").textValue(),
                action(node),
                node.path("current").booleanValue());
    }

    private static Button.Action action(JsonNode node) {
        if (node.has("ask")) {
            return new Button.Action.Callback(press(node.path("ask").textValue()));
        }
        if (node.has("share")) {
            return new Button.Action.ShareInChat(node.path("share").textValue(), pageOf(node));
        }
        if (node.has("copy")) {
            return new Button.Action.CopyLink(linkable(node.path("copy").textValue()), pageOf(node));
        }
        return node.has("reply")
                ? new Button.Action.AskForReply()
                : new Button.Action.OpenUrl(new WebAddress(node.path("open").textValue()));
    }

    private static Press.Linkable linkable(String code) {
        if (press(code) instanceof Press.Linkable linkable) {
            return linkable;
        }
        throw new IllegalArgumentException("no link can trigger the press: " + code);
    }

    private static Press press(String code) {
        return Press.decode(code).orElseThrow(() -> new IllegalArgumentException("invalid press: " + code));
    }

    private static Press.Show shows(String code) {
        if (press(code) instanceof Press.Show show) {
            return show;
        }
        throw new IllegalArgumentException(code + " is not a view");
    }
}
