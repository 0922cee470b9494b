package digestbot.delivery.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Converts blocks and inlines to JSON and back: each is an object whose first key is its kind; a
/// plain string is text.
final class BlockJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private BlockJson() {}

    static ArrayNode blocks(List<Block> blocks) {
        return array(blocks, BlockJson::block);
    }

    static ArrayNode inlines(List<Inline> inlines) {
        return array(inlines, BlockJson::inline);
    }

    static List<Block> blocks(JsonNode array) {
        return list(array, BlockJson::block);
    }

    static List<Inline> inlines(JsonNode array) {
        return list(array, BlockJson::inline);
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
