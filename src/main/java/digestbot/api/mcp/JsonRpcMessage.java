package digestbot.api.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A message of JSON-RPC 2.0 from a client.
///
/// @param id the id that the response has; null if there is none that could be read
record JsonRpcMessage(ObjectNode json, JsonNode id) {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /// Parses a line.
    static JsonRpcMessage of(MessageReader.Line line) throws JsonRpcException {
        if (line.isTooLong()) {
            throw new JsonRpcException(
                    JsonRpcException.INVALID_REQUEST,
                    "The message has more than %d bytes.".formatted(MessageReader.MAX_LENGTH));
        }
        try {
            if (MAPPER.readTree(line.text()) instanceof ObjectNode json) {
                JsonNode id = json.path("id");
                return new JsonRpcMessage(json, isId(id) ? id : NullNode.getInstance());
            }
        } catch (JsonProcessingException _) {
            throw new JsonRpcException(JsonRpcException.PARSE_ERROR, "The message is not JSON.");
        }
        throw new JsonRpcException(JsonRpcException.INVALID_REQUEST, "The message is not a JSON object.");
    }

    /// Tells whether a response is expected, and refuses what is no message at all.
    boolean isRequest() throws JsonRpcException {
        if (!json.has("method") && (json.has("result") || json.has("error"))) {
            return false; // a response, but this server asks nothing
        }
        if (!json.path("jsonrpc").asText().equals("2.0") || !json.path("method").isTextual()) {
            throw new JsonRpcException(
                    JsonRpcException.INVALID_REQUEST, "The message is not a request of JSON-RPC 2.0.");
        }
        if (json.has("id") && !isId(json.path("id"))) {
            throw new JsonRpcException(JsonRpcException.INVALID_REQUEST, "The id has to be a string or an integer.");
        }
        return json.has("id");
    }

    /// The method that is called.
    String method() {
        return json.path("method").asText();
    }

    /// The parameters of the method; missing if there are none.
    JsonNode parameters() {
        return json.path("params");
    }

    /// The response to the message with that id.
    static ObjectNode response(JsonNode id, ObjectNode result) {
        ObjectNode response = start(id);
        response.set("result", result);
        return response;
    }

    /// The response that says what is wrong.
    static ObjectNode response(JsonNode id, JsonRpcException error) {
        ObjectNode response = start(id);
        response.putObject("error").put("code", error.code()).put("message", error.getMessage());
        return response;
    }

    private static ObjectNode start(JsonNode id) {
        ObjectNode response = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        response.set("id", id);
        return response;
    }

    private static boolean isId(JsonNode id) {
        return id.isTextual() || id.isIntegralNumber();
    }
}
