package digestbot.api.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.api.ApiProblem;
import digestbot.api.DigestJson;
import digestbot.database.RecordJson;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server of the Model Context Protocol; see <https://modelcontextprotocol.io>. JSON-RPC messages
/// are lines of two streams, or bodies of HTTP requests. The server keeps no state between
/// messages. The official SDK would add nine jars with 3.6 MB for the five methods that are needed.
/// The tests use its client.
public record McpServer(McpTools tools, String version) {

    /// The maximum length of a message in bytes. The largest request has the words of a search.
    public static final int MAX_MESSAGE_LENGTH = 64 << 10;

    /// The version whose requests state in their metadata what older versions negotiate by
    /// `initialize`.
    static final String STATELESS_VERSION = "2026-07-28";

    /// The supported older versions of the protocol, the newest first. For these tools they differ
    /// only in members of results, which older clients ignore.
    static final List<String> OLDER_VERSIONS = List.of("2025-11-25", "2025-06-18", "2024-11-05");

    private static final List<String> VERSIONS =
            Stream.concat(Stream.of(STATELESS_VERSION), OLDER_VERSIONS.stream()).toList();

    private static final Set<String> OLDER_METHODS = Set.of("initialize", "ping");

    private static final Map<String, Object> CAPABILITIES = Map.of("tools", Map.of());

    private static final String DISCOVER = "server/discover";

    private static final String CALL = "tools/call";

    private static final String META = "io.modelcontextprotocol/";

    /// The time for which clients may cache facts about this server, which change only with its
    /// version.
    private static final Duration MAX_AGE = Duration.ofHours(1);

    private static final Pattern ENCODED_HEADER = Pattern.compile("=\\?base64\\?(.*)\\?=");

    private static final String VERSION_OF_RPC = "2.0";

    private static final JsonMapper MAPPER = RecordJson.mapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);

    /// An answer to a message.
    ///
    /// @param json empty if the client expects none
    public record McpAnswer(HttpStatus status, String json) {}

    /// The HTTP request whose body is a message.
    public interface McpRequest {

        /// The value of a header; empty if there is none.
        Optional<String> header(String name);

        /// Counts the call of a tool, or fails with an [ApiProblem] if there were too many.
        void count(String tool);
    }

    /// Answers messages until the input ends. The input must be buffered.
    public void serve(InputStream in, OutputStream out) throws IOException {
        var reader = new MessageReader(in);
        for (var line = reader.next(); line.isPresent(); line = reader.next()) {
            String answer = line.filter(each -> !each.isBlank())
                    .map(text -> answer(text, Optional.empty()).json())
                    .orElse("");
            if (!answer.isEmpty()) {
                out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    /// A response of JSON-RPC 2.0. Its id is empty if none could be read.
    private record Response(String jsonrpc, Optional<JsonNode> id, Optional<Object> result, Optional<RpcError> error) {

        Response(Optional<JsonNode> id, Optional<Object> result, Optional<RpcError> error) {
            this(VERSION_OF_RPC, id, result, error);
        }
    }

    private record RpcError(int code, String message, Optional<Object> data) {}

    /// `code` is JSON-RPC's, `status` HTTP's. Older clients expect a response to each request that
    /// the server could process.
    private enum Fault {
        PARSE_ERROR(-32_700, HttpStatus.BAD_REQUEST),
        INVALID_REQUEST(-32_600, HttpStatus.BAD_REQUEST),
        METHOD_NOT_FOUND(-32_601, HttpStatus.OK),
        STATELESS_METHOD_NOT_FOUND(-32_601, HttpStatus.NOT_FOUND),
        INVALID_PARAMS(-32_602, HttpStatus.OK),
        METADATA_MISSING(-32_602, HttpStatus.BAD_REQUEST),
        HEADER_MISMATCH(-32_020, HttpStatus.BAD_REQUEST),
        UNSUPPORTED_VERSION(-32_022, HttpStatus.BAD_REQUEST),
        INTERNAL_ERROR(-32_603, HttpStatus.INTERNAL_SERVER_ERROR);

        private final int code;
        private final HttpStatus status;

        Fault(int code, HttpStatus status) {
            this.code = code;
            this.status = status;
        }

        McpAnswer answer(Optional<JsonNode> id, String message, Optional<Object> data) {
            var error = new RpcError(code, message, data);
            return new McpAnswer(status, DigestJson.write(new Response(id, Optional.empty(), Optional.of(error))));
        }
    }

    private static final class JsonRpcException extends Exception {

        @Serial
        private static final long serialVersionUID = 1;

        private final Fault fault;
        private final transient Optional<Object> data;

        JsonRpcException(Fault fault, String message) {
            this(fault, message, Optional.empty());
        }

        JsonRpcException(Fault fault, String message, Optional<Object> data) {
            super(message);
            this.fault = fault;
            this.data = data;
        }
    }

    public McpAnswer answer(String text, Optional<McpRequest> http) {
        Optional<JsonNode> id = Optional.empty();
        try {
            ObjectNode message = message(text);
            id = Optional.of(message.path("id")).filter(McpServer::isId);
            boolean isRequest = isRequest(message);
            boolean isStateless = (isRequest || http.isPresent()) && isStateless(message, isRequest, http);
            if (!isRequest) {
                return new McpAnswer(HttpStatus.ACCEPTED, "");
            }
            var result = new Response(id, Optional.of(result(message, isStateless, http)), Optional.empty());
            return new McpAnswer(HttpStatus.OK, DigestJson.write(result));
        } catch (JsonRpcException e) {
            return e.fault.answer(id, String.valueOf(e.getMessage()), e.data);
        } catch (ApiProblem e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("request failed", e);
            return Fault.INTERNAL_ERROR.answer(id, "Internal error. See the log of the server.", Optional.empty());
        }
    }

    private static ObjectNode message(String text) throws JsonRpcException {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE_LENGTH) {
            throw new JsonRpcException(
                    Fault.INVALID_REQUEST, "The message has more than %d bytes.".formatted(MAX_MESSAGE_LENGTH));
        }
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode message) {
                return message;
            }
        } catch (JsonProcessingException _) {
            throw new JsonRpcException(Fault.PARSE_ERROR, "The message is not JSON.");
        }
        throw new JsonRpcException(Fault.INVALID_REQUEST, "The message is not a JSON object.");
    }

    /// Whether the client expects a response. Refuses an object that is not a message.
    private static boolean isRequest(ObjectNode message) throws JsonRpcException {
        if (!message.has("method") && (message.has("result") || message.has("error"))) {
            return false; // a response, although this server sends no requests
        }
        if (!message.path("jsonrpc").asText().equals(VERSION_OF_RPC)
                || !message.path("method").isTextual()) {
            throw new JsonRpcException(Fault.INVALID_REQUEST, "The message is not a request of JSON-RPC 2.0.");
        }
        if (message.has("id") && !isId(message.path("id"))) {
            throw new JsonRpcException(Fault.INVALID_REQUEST, "The id has to be a string or an integer.");
        }
        return message.has("id");
    }

    private static boolean isId(JsonNode id) {
        return id.isTextual() || id.isIntegralNumber();
    }

    /// Whether the message is a request of [#STATELESS_VERSION]. Refuses other versions, requests
    /// without that version's metadata, and headers that contradict the message.
    private static boolean isStateless(ObjectNode message, boolean isRequest, Optional<McpRequest> http)
            throws JsonRpcException {
        JsonNode meta = message.path("params").path("_meta");
        String declared = meta.path(META + "protocolVersion").asText();
        Optional<String> header = http.flatMap(each -> each.header("MCP-Protocol-Version"));
        if (!declared.isEmpty()) {
            checkHeader(http, "MCP-Protocol-Version", declared);
        }
        String version = declared.isEmpty() ? header.orElse(OLDER_VERSIONS.getFirst()) : declared;
        if (!VERSIONS.contains(version)) {
            throw new JsonRpcException(
                    Fault.UNSUPPORTED_VERSION,
                    "Unsupported protocol version.",
                    Optional.of(Map.of("supported", VERSIONS, "requested", version)));
        }
        if (!version.equals(STATELESS_VERSION) || !isRequest) {
            return false;
        }
        if (declared.isEmpty() || !meta.path(META + "clientCapabilities").isObject()) {
            throw new JsonRpcException(
                    Fault.METADATA_MISSING, "The request has to have protocolVersion and clientCapabilities in _meta.");
        }
        String method = message.path("method").asText();
        checkHeader(http, "Mcp-Method", method);
        if (method.equals(CALL)) {
            checkHeader(http, "Mcp-Name", message.path("params").path("name").asText());
        }
        return true;
    }

    private static void checkHeader(Optional<McpRequest> http, String name, String value) throws JsonRpcException {
        Optional<String> wanted = Optional.of(value);
        if (http.filter(each -> !each.header(name).map(McpServer::decoded).equals(wanted))
                .isPresent()) {
            throw new JsonRpcException(
                    Fault.HEADER_MISMATCH,
                    "Header mismatch: %s does not have the value of the message.".formatted(name));
        }
    }

    private static String decoded(String header) {
        Matcher encoded = ENCODED_HEADER.matcher(header);
        try {
            return encoded.matches()
                    ? new String(Base64.getDecoder().decode(encoded.group(1)), StandardCharsets.UTF_8)
                    : header;
        } catch (IllegalArgumentException _) {
            return header;
        }
    }

    private Object result(ObjectNode message, boolean isStateless, Optional<McpRequest> http) throws JsonRpcException {
        String method = message.path("method").asText();
        boolean isOfVersion = isStateless ? !OLDER_METHODS.contains(method) : !method.equals(DISCOVER);
        Object result = switch (isOfVersion ? method : "") {
            case "initialize" -> initialize(message.path("params"));
            case "ping" -> Map.of();
            case DISCOVER ->
                Map.of(
                        "supportedVersions",
                        VERSIONS,
                        "capabilities",
                        CAPABILITIES,
                        "instructions",
                        McpTools.INSTRUCTIONS);
            case "tools/list" -> list(message.path("params"));
            case CALL -> call(message.path("params"), http);
            default ->
                throw new JsonRpcException(
                        isStateless ? Fault.STATELESS_METHOD_NOT_FOUND : Fault.METHOD_NOT_FOUND, "Method not found.");
        };
        return isStateless ? stateless(method, result) : result;
    }

    /// Adds the members that every result has in [#STATELESS_VERSION].
    private ObjectNode stateless(String method, Object result) {
        ObjectNode whole = MAPPER.valueToTree(result);
        whole.put("resultType", "complete").putObject("_meta").set(META + "serverInfo", MAPPER.valueToTree(info()));
        return method.equals(CALL)
                ? whole
                : whole.put("ttlMs", MAX_AGE.toMillis()).put("cacheScope", "public");
    }

    private Map<String, String> info() {
        return Map.of("name", "digestbot", "title", "News digests by perspective", "version", version);
    }

    private Object initialize(JsonNode parameters) {
        String wanted = parameters.path("protocolVersion").asText();
        return Map.of(
                "protocolVersion",
                OLDER_VERSIONS.contains(wanted) ? wanted : OLDER_VERSIONS.getFirst(),
                "capabilities",
                CAPABILITIES,
                "serverInfo",
                info(),
                "instructions",
                McpTools.INSTRUCTIONS);
    }

    private Object list(JsonNode parameters) throws JsonRpcException {
        if (parameters.has("cursor")) {
            throw new JsonRpcException(Fault.INVALID_PARAMS, "The list of tools has one page.");
        }
        return tools.list();
    }

    private Object call(JsonNode parameters, Optional<McpRequest> http) throws JsonRpcException {
        JsonNode arguments = parameters.path("arguments");
        if (!arguments.isMissingNode() && !arguments.isObject()) {
            throw new JsonRpcException(Fault.INVALID_PARAMS, "The arguments have to be an object.");
        }
        String tool = parameters.path("name").asText();
        http.ifPresent(each -> each.count(tool));
        return tools.call(tool, arguments)
                .orElseThrow(() -> new JsonRpcException(Fault.INVALID_PARAMS, "Tool not found."));
    }

    private static final class MessageReader {

        private final InputStream in;

        MessageReader(InputStream in) {
            this.in = in;
        }

        /// The next line, with at most one byte more than permitted; empty at the end of the input.
        Optional<String> next() throws IOException {
            var line = new ByteArrayOutputStream();
            int read = in.read();
            if (read < 0) {
                return Optional.empty();
            }
            for (; read >= 0 && read != '\n'; read = in.read()) {
                if (line.size() <= MAX_MESSAGE_LENGTH) {
                    line.write(read);
                }
            }
            return Optional.of(line.toString(StandardCharsets.UTF_8));
        }
    }
}
