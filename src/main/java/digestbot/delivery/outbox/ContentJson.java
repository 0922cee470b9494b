package digestbot.delivery.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.WebPage;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Converts content to JSON for the outbox and back. Presses are encoded as in button data. A block or
/// inline is an object whose first key is its kind; a plain string is text.
public final class ContentJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ContentJson() {}

    public static String write(Content content) {
        ObjectNode node = JSON.createObjectNode();
        node.set("panels", array(content.panels(), ContentJson::panel));
        node.set("buttons", rows(content.buttons()));
        content.view().ifPresent(shows -> node.put("shows", shows.encode()));
        content.page().ifPresent(page -> node.set("page", page(page)));
        content.picture().ifPresent(broadcast -> node.put("picture", broadcast));
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
                            list(node.path("panels"), ContentJson::panel),
                            rows(node.path("buttons")),
                            Optional.ofNullable(node.path("shows").textValue()).map(ContentJson::shows))
                    .withPage(Optional.of(node.path("page"))
                            .filter(JsonNode::isObject)
                            .map(ContentJson::page))
                    .withPicture(Optional.of(node.path("picture"))
                            .filter(JsonNode::isNumber)
                            .map(JsonNode::longValue));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("stored content is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode rows(List<List<Button>> rows) {
        return array(rows, row -> array(row, ContentJson::button));
    }

    static List<List<Button>> rows(JsonNode rows) {
        return list(rows, row -> list(row, ContentJson::button));
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
        node.set("subtitle", inlines(panel.subtitle()));
        node.set("body", blocks(panel.body()));
        node.set("footer", inlines(panel.footer()));
        return node;
    }

    private static Panel panel(JsonNode node) {
        return new Panel(
                Panel.PanelStyle.valueOf(node.path("kind").textValue().toUpperCase(Locale.ROOT)),
                node.path("title").textValue(),
                node.path("emoji").textValue(),
                node.has("colour") ? OptionalInt.of(node.path("colour").intValue()) : OptionalInt.empty(),
                inlines(node.path("subtitle")),
                blocks(node.path("body")),
                inlines(node.path("footer")));
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

    static ArrayNode blocks(List<Block> blocks) {
        return array(blocks, ContentJson::block);
    }

    static ArrayNode inlines(List<Inline> inlines) {
        return array(inlines, ContentJson::inline);
    }

    static List<Block> blocks(JsonNode array) {
        return list(array, ContentJson::block);
    }

    static List<Inline> inlines(JsonNode array) {
        return list(array, ContentJson::inline);
    }

    private static JsonNode block(Block block) {
        return switch (block) {
            case Block.Paragraph(List<Inline> content) -> of("p", inlines(content));
            case Block.Heading(int level, List<Inline> content) ->
                of("h", inlines(content)).put("level", level);
            case Block.ItemList(boolean ordered, int start, List<Block.Item> items) ->
                of("list", array(items, item -> blocks(item.blocks())))
                        .put("ordered", ordered)
                        .put("start", start);
            case Block.Quote(List<Block> blocks) -> of("quote", blocks(blocks));
            case Block.CodeBlock(String language, String text) ->
                of("pre", NODES.textNode(text)).put("language", language);
            case Block.HorizontalRule() -> of("rule", NODES.booleanNode(true));
        };
    }

    private static JsonNode inline(Inline inline) {
        return switch (inline) {
            case Inline.Text(String text) -> NODES.textNode(text);
            case Inline.Emphasis(List<Inline> content) -> of("em", inlines(content));
            case Inline.Strong(List<Inline> content) -> of("strong", inlines(content));
            case Inline.Strikethrough(List<Inline> content) -> of("del", inlines(content));
            case Inline.Code(String text) -> of("code", NODES.textNode(text));
            case Inline.Link(WebAddress address, List<Inline> content) ->
                of("a", inlines(content)).put("to", address.url());
            case Inline.Moment(Instant at, Inline.MomentStyle style, String text) ->
                of("at", NODES.numberNode(at.getEpochSecond()))
                        .put("style", style.name())
                        .put("text", text);
            case Inline.LineBreak() -> of("br", NODES.booleanNode(true));
        };
    }

    private static Block block(JsonNode node) {
        String kind = node.fieldNames().next();
        JsonNode value = node.path(kind);
        return switch (kind) {
            case "p" -> new Block.Paragraph(inlines(value));
            case "h" -> new Block.Heading(node.path("level").intValue(), inlines(value));
            case "list" ->
                new Block.ItemList(
                        node.path("ordered").booleanValue(),
                        node.path("start").intValue(),
                        list(value, item -> new Block.Item(blocks(item))));
            case "quote" -> new Block.Quote(blocks(value));
            case "pre" -> new Block.CodeBlock(node.path("language").textValue(), value.textValue());
            case "rule" -> new Block.HorizontalRule();
            default -> throw new IllegalArgumentException("unknown block: " + kind);
        };
    }

    private static Inline inline(JsonNode node) {
        if (node.isTextual()) {
            return new Inline.Text(node.textValue());
        }
        String kind = node.fieldNames().next();
        JsonNode value = node.path(kind);
        return switch (kind) {
            case "em" -> new Inline.Emphasis(inlines(value));
            case "strong" -> new Inline.Strong(inlines(value));
            case "del" -> new Inline.Strikethrough(inlines(value));
            case "code" -> new Inline.Code(value.textValue());
            case "a" -> new Inline.Link(new WebAddress(node.path("to").textValue()), inlines(value));
            case "at" ->
                new Inline.Moment(
                        Instant.ofEpochSecond(value.longValue()),
                        Inline.MomentStyle.valueOf(node.path("style").textValue()),
                        node.path("text").textValue());
            case "br" -> new Inline.LineBreak();
            default -> throw new IllegalArgumentException("unknown inline: " + kind);
        };
    }

    private static ObjectNode of(String kind, JsonNode value) {
        ObjectNode node = NODES.objectNode();
        node.set(kind, value);
        return node;
    }

    static <T> ArrayNode array(List<T> values, Function<T, JsonNode> form) {
        ArrayNode array = NODES.arrayNode(values.size());
        values.forEach(value -> array.add(form.apply(value)));
        return array;
    }

    static <T> List<T> list(JsonNode array, Function<JsonNode, T> form) {
        return StreamSupport.stream(array.spliterator(), false).map(form).toList();
    }
}
