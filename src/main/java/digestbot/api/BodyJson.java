package digestbot.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.digest.PointMark;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import java.util.List;

/// The text of a digest as JSON: plain text without markup, and the links beside it.
final class BodyJson {

    private static final String TYPE = "type";
    private static final String TEXT = "text";

    private BodyJson() {}

    static ArrayNode of(List<Block> blocks) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        blocks.forEach(block -> all.add(block(block)));
        return all;
    }

    private static ObjectNode block(Block block) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (block) {
            case Block.Paragraph(List<Inline> content) -> putText(json.put(TYPE, "paragraph"), content);
            case Block.Heading(int level, List<Inline> content) ->
                putText(json.put(TYPE, "heading").put("level", level), content);
            case Block.ItemList(boolean ordered, int start, List<Block.Item> items) -> {
                json.put(TYPE, "list").put("ordered", ordered).put("start", start);
                ArrayNode points = json.putArray("points");
                items.forEach(item -> points.add(point(item)));
            }
            case Block.Quote(List<Block> blocks) -> json.put(TYPE, "quote").set("blocks", of(blocks));
            case Block.CodeBlock(String language, String text) -> {
                json.put(TYPE, "code").put(TEXT, text);
                if (!language.isEmpty()) {
                    json.put("language", language);
                }
            }
            case Block.HorizontalRule() -> json.put(TYPE, "rule");
        }
        return json;
    }

    private static ObjectNode point(Block.Item item) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<Block> blocks = item.blocks();
        boolean hasText = !blocks.isEmpty() && blocks.getFirst() instanceof Block.Paragraph;
        putText(json, hasText ? ((Block.Paragraph) blocks.getFirst()).content() : List.of());
        PointMark.of(item).ifPresent(mark -> {
            switch (mark) {
                case PointMark.Pair(String id) -> json.put("pair", id);
                case PointMark.Only(String perspective) -> json.put("only", perspective);
            }
        });
        List<Block> rest = hasText ? blocks.subList(1, blocks.size()) : blocks;
        if (!rest.isEmpty()) {
            json.set("blocks", of(rest));
        }
        return json;
    }

    private static void putText(ObjectNode json, List<Inline> content) {
        json.put(TEXT, PlainText.ofInlines(content));
        ArrayNode links = JsonNodeFactory.instance.arrayNode();
        addLinks(content, links);
        if (!links.isEmpty()) {
            json.set("links", links);
        }
    }

    private static void addLinks(List<Inline> content, ArrayNode links) {
        for (Inline inline : content) {
            switch (inline) {
                case Inline.Link link ->
                    links.addObject()
                            .put(TEXT, PlainText.ofInlines(link.content()))
                            .put("url", link.address().url());
                case Inline.Emphasis(List<Inline> inner) -> addLinks(inner, links);
                case Inline.Strong(List<Inline> inner) -> addLinks(inner, links);
                case Inline.Strikethrough(List<Inline> inner) -> addLinks(inner, links);
                case Inline.Text _, Inline.Code _, Inline.Moment _, Inline.LineBreak _ -> {}
            }
        }
    }
}
