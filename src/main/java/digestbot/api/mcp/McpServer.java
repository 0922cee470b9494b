package digestbot.api.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server of the Model Context Protocol on two streams; see <https://modelcontextprotocol.io>.
/// Messages are those of JSON-RPC, one per line, and are answered one after the other. The official
/// SDK would add nine jars with 3.6 MB for the four methods that are needed; its client tests this.
public final class McpServer {

    /// The versions of the protocol that it speaks, the newest first. For these tools they differ only
    /// in members of results, which clients of older versions ignore.
    static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);

    private final McpTools tools;
    private final String version;

    /// @param version the version of the program
    public McpServer(McpTools tools, String version) {
        this.tools = tools;
        this.version = version;
    }

    /// Answers messages until the input ends.
    ///
    /// @param in buffered
    public void serve(InputStream in, OutputStream out) throws IOException {
        var reader = new MessageReader(in);
        for (var line = reader.next(); line.isPresent(); line = reader.next()) {
            Optional<ObjectNode> answer =
                    line.filter(each -> !each.text().isBlank()).flatMap(this::answer);
            if (answer.isPresent()) {
                out.write((answer.get() + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    /// The response; empty for a message that is not answered.
    private Optional<ObjectNode> answer(MessageReader.Line line) {
        JsonNode id = NullNode.getInstance();
        try {
            JsonRpcMessage message = JsonRpcMessage.of(line);
            id = message.id();
            return message.isRequest() ? Optional.of(JsonRpcMessage.response(id, result(message))) : Optional.empty();
        } catch (JsonRpcException e) {
            return Optional.of(JsonRpcMessage.response(id, e));
        } catch (RuntimeException e) {
            LOG.warn("request failed", e);
            var error =
                    new JsonRpcException(JsonRpcException.INTERNAL_ERROR, "Internal error. See the log of the server.");
            return Optional.of(JsonRpcMessage.response(id, error));
        }
    }

    private ObjectNode result(JsonRpcMessage message) throws JsonRpcException {
        return switch (message.method()) {
            case "initialize" -> initialize(message.parameters());
            case "ping" -> JsonNodeFactory.instance.objectNode();
            case "tools/list" -> list(message.parameters());
            case "tools/call" -> call(message.parameters());
            default -> throw new JsonRpcException(JsonRpcException.METHOD_NOT_FOUND, "There is no such method.");
        };
    }

    private ObjectNode initialize(JsonNode parameters) {
        String wanted = parameters.path("protocolVersion").asText();
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("protocolVersion", VERSIONS.contains(wanted) ? wanted : VERSIONS.getFirst());
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo")
                .put("name", "digestbot")
                .put("title", "News digests by perspective")
                .put("version", version);
        return result.put("instructions", McpTools.INSTRUCTIONS);
    }

    private ObjectNode list(JsonNode parameters) throws JsonRpcException {
        if (parameters.has("cursor")) {
            throw new JsonRpcException(JsonRpcException.INVALID_PARAMS, "The list of tools has one page.");
        }
        return tools.list();
    }

    private ObjectNode call(JsonNode parameters) throws JsonRpcException {
        JsonNode arguments = parameters.path("arguments");
        if (!arguments.isMissingNode() && !arguments.isObject()) {
            throw new JsonRpcException(JsonRpcException.INVALID_PARAMS, "The arguments have to be an object.");
        }
        return tools.call(parameters.path("name").asText(), arguments)
                .orElseThrow(() -> new JsonRpcException(JsonRpcException.INVALID_PARAMS, "There is no such tool."));
    }
}
