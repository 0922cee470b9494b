package digestbot.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Optional;

public final class SandboxJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SandboxJson() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ObjectNode object(String json) {
        return (ObjectNode) read(json).orElseThrow();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static ArrayNode array(Collection<? extends JsonNode> items) {
        return array().addAll(items);
    }

    /// Empty if the text is not JSON.
    public static Optional<JsonNode> read(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /// Empty if the node is missing, null or not an array.
    public static JsonNode items(JsonNode node) {
        return node.isArray() ? node : array();
    }

    /// True if the field is present, and neither null nor an empty text or list.
    public static boolean filled(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING, NULL -> false;
            case STRING -> !node.textValue().isEmpty();
            case ARRAY, OBJECT -> !node.isEmpty();
            case BINARY, BOOLEAN, NUMBER, POJO -> true;
        };
    }
}
