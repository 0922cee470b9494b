package digestbot.sandbox.discord.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/// JSON trees, as Discord reads and writes them: ids are strings.
public final class DiscordJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DiscordJson() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static ArrayNode arrayOf(Collection<? extends JsonNode> items) {
        return array().addAll(items);
    }

    public static String id(long snowflake) {
        return Long.toUnsignedString(snowflake);
    }

    /// Parses a body.
    ///
    /// @throws ApiError 50109, if the text is not JSON
    public static JsonNode parse(String text) throws ApiError {
        try {
            JsonNode read = MAPPER.readTree(text);
            return read.isMissingNode() ? object() : read;
        } catch (JsonProcessingException _) {
            throw ApiError.of(400, 50109, "The request body contains invalid JSON.");
        }
    }

    /// The items of an array; empty if the node is missing, null or not an array.
    public static JsonNode items(JsonNode node) {
        return node.isArray() ? node : array();
    }

    /// Tells whether the field has a value: it is present, and neither null nor an empty text or
    /// list.
    static boolean filled(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING, NULL -> false;
            case STRING -> !node.textValue().isEmpty();
            case ARRAY, OBJECT -> !node.isEmpty();
            case BINARY, BOOLEAN, NUMBER, POJO -> true;
        };
    }
}
