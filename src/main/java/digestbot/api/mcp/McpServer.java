package digestbot.api.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.api.DigestJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server of the Model Context Protocol on two streams; see <https://modelcontextprotocol.io>.
/// Messages are those of JSON-RPC, one per line, and are answered one after the other. The official
/// SDK would add nine jars with 3.6 MB for the four methods that are needed; its client tests this.
public record McpServer(McpTools tools, String version) {

    /// The versions of the protocol that it speaks, the newest first. For these tools they differ
    /// only in members of results, which clients of older versions ignore.
    static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final String VERSION_OF_RPC = "2.0";

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);

    /// Answers messages until the input ends, which has to be buffered.
    public void serve(InputStream in, OutputStream out) throws IOException {
        var reader = new MessageReader(in);
        for (var line = reader.next(); line.isPresent(); line = reader.next()) {
            Optional<Response> answer =
                    line.filter(each -> !each.text().isBlank()).flatMap(this::answer);
            if (answer.isPresent()) {
                out.write((DigestJson.write(answer.get()) + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    /// A response of JSON-RPC 2.0. Its id is null if none could be read.
    private record Response(String jsonrpc, JsonNode id, Optional<Object> result, Optional<Object> error) {

        static Response of(JsonNode id, Object result) {
            return new Response(VERSION_OF_RPC, id, Optional.of(result), Optional.empty());
        }

        static Response refusal(JsonNode id, int code, String message) {
            return new Response(
                    VERSION_OF_RPC, id, Optional.empty(), Optional.of(Map.of("code", code, "message", message)));
        }
    }

    private static final class JsonRpcException extends Exception {

        static final int PARSE_ERROR = -32_700;
        static final int INVALID_REQUEST = -32_600;
        static final int METHOD_NOT_FOUND = -32_601;
        static final int INVALID_PARAMS = -32_602;

        @Serial
        private static final long serialVersionUID = 1;

        private final int code;

        JsonRpcException(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    private Optional<Response> answer(MessageReader.Line line) {
        JsonNode id = NullNode.getInstance();
        try {
            ObjectNode message = message(line);
            id = isId(message.path("id")) ? message.path("id") : id;
            return isRequest(message) ? Optional.of(Response.of(id, result(message))) : Optional.empty();
        } catch (JsonRpcException e) {
            return Optional.of(Response.refusal(id, e.code, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.warn("request failed", e);
            return Optional.of(Response.refusal(id, -32_603, "Internal error. See the log of the server."));
        }
    }

    private static ObjectNode message(MessageReader.Line line) throws JsonRpcException {
        if (line.isTooLong()) {
            throw new JsonRpcException(
                    JsonRpcException.INVALID_REQUEST,
                    "The message has more than %d bytes.".formatted(MessageReader.MAX_LENGTH));
        }
        try {
            if (MAPPER.readTree(line.text()) instanceof ObjectNode message) {
                return message;
            }
        } catch (JsonProcessingException _) {
            throw new JsonRpcException(JsonRpcException.PARSE_ERROR, "The message is not JSON.");
        }
        throw new JsonRpcException(JsonRpcException.INVALID_REQUEST, "The message is not a JSON object.");
    }

    /// Tells whether the client expects a response, and refuses an object that is no message.
    private static boolean isRequest(ObjectNode message) throws JsonRpcException {
        if (!message.has("method") && (message.has("result") || message.has("error"))) {
            return false; // a response, but this server asks nothing
        }
        if (!message.path("jsonrpc").asText().equals(VERSION_OF_RPC)
                || !message.path("method").isTextual()) {
            throw new JsonRpcException(
                    JsonRpcException.INVALID_REQUEST, "The message is not a request of JSON-RPC 2.0.");
        }
        if (message.has("id") && !isId(message.path("id"))) {
            throw new JsonRpcException(JsonRpcException.INVALID_REQUEST, "The id has to be a string or an integer.");
        }
        return message.has("id");
    }

    private static boolean isId(JsonNode id) {
        return id.isTextual() || id.isIntegralNumber();
    }

    private Object result(ObjectNode message) throws JsonRpcException {
        JsonNode parameters = message.path("params");
        return switch (message.path("method").asText()) {
            case "initialize" -> initialize(parameters);
            case "ping" -> Map.of();
            case "tools/list" -> list(parameters);
            case "tools/call" -> call(parameters);
            default -> throw new JsonRpcException(JsonRpcException.METHOD_NOT_FOUND, "Method not found.");
        };
    }

    private Object initialize(JsonNode parameters) {
        String wanted = parameters.path("protocolVersion").asText();
        return Map.of(
                "protocolVersion",
                VERSIONS.contains(wanted) ? wanted : VERSIONS.getFirst(),
                "capabilities",
                Map.of("tools", Map.of()),
                "serverInfo",
                Map.of("name", "digestbot", "title", "News digests by perspective", "version", version),
                "instructions",
                McpTools.INSTRUCTIONS);
    }

    private Object list(JsonNode parameters) throws JsonRpcException {
        if (parameters.has("cursor")) {
            throw new JsonRpcException(JsonRpcException.INVALID_PARAMS, "The list of tools has one page.");
        }
        return tools.list();
    }

    private Object call(JsonNode parameters) throws JsonRpcException {
        JsonNode arguments = parameters.path("arguments");
        if (!arguments.isMissingNode() && !arguments.isObject()) {
            throw new JsonRpcException(JsonRpcException.INVALID_PARAMS, "The arguments have to be an object.");
        }
        return tools.call(parameters.path("name").asText(), arguments)
                .orElseThrow(() -> new JsonRpcException(JsonRpcException.INVALID_PARAMS, "Tool not found."));
    }

    private static final class MessageReader {

        /// In bytes. The largest request has the words of a search.
        static final int MAX_LENGTH = 64 << 10;

        private final InputStream in;

        MessageReader(InputStream in) {
            this.in = in;
        }

        /// The text is cut off if it is too long.
        record Line(String text, boolean isTooLong) {}

        /// The next line; empty at the end of the input.
        Optional<Line> next() throws IOException {
            var line = new ByteArrayOutputStream();
            boolean isTooLong = false;
            int read = in.read();
            if (read < 0) {
                return Optional.empty();
            }
            for (; read >= 0 && read != '\n'; read = in.read()) {
                if (line.size() < MAX_LENGTH) {
                    line.write(read);
                } else {
                    isTooLong = true;
                }
            }
            return Optional.of(new Line(line.toString(StandardCharsets.UTF_8), isTooLong));
        }
    }
}
