package digestbot.api.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.api.ApiParameters;
import java.util.List;

/// What a tool takes: a JSON Schema of its arguments.
///
/// @param arguments the arguments, in their order
record ToolSchema(List<Argument> arguments) {

    static final Argument DAY =
            text("day", ApiParameters.DAY, "The day, such as 2026-02-11. Without it, the latest day.");
    static final Argument LANGUAGE = text(
            "language", ApiParameters.LANGUAGE, "An IETF tag such as en. Without it, the main language of the topic.");
    static final Argument EDITION = new Argument(
            "edition",
            string().put("maxLength", ApiParameters.MAX_EDITION_LENGTH),
            "The edition, if the day has several.",
            false);
    static final Argument FROM = text("from", ApiParameters.DAY, "The first day, such as 2026-02-01.");
    static final Argument TO = text("to", ApiParameters.DAY, "The last day, such as 2026-02-28.");
    static final Argument TOPIC = text("topic", ApiParameters.ID, "The id of a topic; the tool topics lists them.");
    static final Argument PERSPECTIVE =
            text("perspective", ApiParameters.ID, "The id of a perspective, such as us; the tool digest lists them.");
    static final Argument QUERY = new Argument(
            "query",
            string().put("minLength", 1).put("maxLength", ApiParameters.MAX_QUERY_LENGTH),
            "The words to look for. Every one must occur.",
            true);
    static final Argument LIMIT = new Argument(
            "limit",
            JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "integer")
                    .put("minimum", 1)
                    .put("maximum", ApiParameters.SEARCH_LIMIT.max())
                    .put("default", ApiParameters.SEARCH_LIMIT.usual()),
            "The number of hits.",
            false);

    ToolSchema {
        arguments = List.copyOf(arguments);
    }

    /// An argument.
    ///
    /// @param schema its type and its limits
    record Argument(String name, ObjectNode schema, String description, boolean isRequired) {

        /// The same, without which the tool cannot be called.
        Argument required() {
            return new Argument(name, schema, description, true);
        }
    }

    static ToolSchema of(Argument... arguments) {
        return new ToolSchema(List.of(arguments));
    }

    private static Argument text(String name, String pattern, String description) {
        return new Argument(name, string().put("pattern", "^" + pattern + "$"), description, false);
    }

    private static ObjectNode string() {
        return JsonNodeFactory.instance.objectNode().put("type", "string");
    }

    /// The schema.
    ObjectNode json() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        for (Argument argument : arguments) {
            properties.set(argument.name(), argument.schema().deepCopy().put("description", argument.description()));
            if (argument.isRequired()) {
                required.add(argument.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }
}
