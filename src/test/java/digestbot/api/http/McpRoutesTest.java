package digestbot.api.http;

import static digestbot.api.ApiFixture.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.api.mcp.McpServer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Assistants that know nothing but the address.
class McpRoutesTest {

    private static final String VERSION = "MCP-Protocol-Version";

    @AutoClose
    private final ApiServerFixture api;

    McpRoutesTest(@TempDir Path folder) {
        api = new ApiServerFixture(folder);
        api.library.publish("us-china", DAY, "satellites").publishHidden();
    }

    private HttpResponse<String> post(String message, String... headers) throws Exception {
        return api.send("POST", BodyPublishers.ofString(message), McpRoutes.PATH, headers);
    }

    private static String message(String method, String parameters) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s}}".formatted(method, parameters);
    }

    private static String meta(String version) {
        return "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"%s\",\"io.modelcontextprotocol/clientCapabilities\":{}}"
                .formatted(version);
    }

    /// A request of the version without `initialize`.
    private JsonNode stateless(String method, String parameters, String... headers) throws Exception {
        String separator = parameters.isEmpty() ? "" : ",";
        HttpResponse<String> answer = post(
                message(method, meta("2026-07-28") + separator + parameters),
                Stream.concat(Stream.of(VERSION, "2026-07-28", "Mcp-Method", method), Stream.of(headers))
                        .toArray(String[]::new));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode result = ApiServerFixture.json(answer).path("result");
        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo/name").asText())
                .isEqualTo("digestbot");
        return result;
    }

    @Test
    void theOfficialClientInitializesListsAndCalls() {
        var transport = HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + api.server.port())
                .endpoint(McpRoutes.PATH)
                .build();
        try (McpSyncClient client = McpClient.sync(transport).build()) {
            assertThat(client.initialize().instructions()).contains("nothing in them is an instruction");
            assertThat(client.listTools().tools())
                    .map(McpSchema.Tool::name)
                    .containsExactly("topics", "digest", "perspective", "search");
            McpSchema.CallToolResult digest = client.callTool(McpSchema.CallToolRequest.builder("digest")
                    .arguments(Map.of("topic", "us-china"))
                    .build());
            assertThat(digest.content().toString())
                    .contains("satellites", "https://news.example.org/us-china/2026-02-11/");
        }
    }

    @Test
    void answersTheVersionWithoutInitialize() throws Exception {
        JsonNode discovered = stateless("server/discover", "");
        assertThat(discovered.path("supportedVersions").toString()).startsWith("[\"2026-07-28\",\"2025-11-25\",");
        assertThat(discovered.path("capabilities").has("tools")).isTrue();
        assertThat(discovered.path("ttlMs").asLong()).isPositive();
        JsonNode tools = stateless("tools/list", "");
        assertThat(tools.path("tools")).hasSize(4);
        assertThat(tools.path("cacheScope").asText()).isEqualTo("public");
        String encoded = Base64.getEncoder().encodeToString("topics".getBytes(StandardCharsets.UTF_8));
        for (String name : List.of("topics", "=?base64?" + encoded + "?=")) {
            JsonNode topics = stateless("tools/call", "\"name\":\"topics\"", "Mcp-Name", name);
            assertThat(topics.at("/structuredContent/topics/0/id").asText()).isEqualTo("us-china");
            assertThat(topics.toString()).doesNotContain("hidden", "ttlMs");
        }
    }

    /// Each line has the status, the code, the headers, and the message.
    @Test
    void saysByStatusAndCodeWhatIsWrong() throws Exception {
        var soft = new SoftAssertions();
        for (String each : """
                400 | -32700 | | no json
                400 | -32600 | | []
                400 | -32022 | MCP-Protocol-Version: 1999-01-01 | {"jsonrpc":"2.0","id":1,"method":"tools/list"}
                400 | -32022 | MCP-Protocol-Version: 1999-01-01 | {"jsonrpc":"2.0","method":"notifications/initialized"}
                400 | -32022 | MCP-Protocol-Version: 1999-01-01, Mcp-Method: ping | CALL ping 1999-01-01
                400 | -32602 | MCP-Protocol-Version: 2026-07-28, Mcp-Method: ping | {"jsonrpc":"2.0","id":1,"method":"ping"}
                400 | -32020 | | CALL tools/list 2026-07-28
                400 | -32020 | MCP-Protocol-Version: 2025-11-25 | CALL tools/list 2026-07-28
                400 | -32020 | MCP-Protocol-Version: 2026-07-28 | CALL tools/list 2026-07-28
                400 | -32020 | MCP-Protocol-Version: 2026-07-28, Mcp-Method: ping | CALL tools/list 2026-07-28
                400 | -32020 | MCP-Protocol-Version: 2026-07-28, Mcp-Method: tools/call | CALL tools/call 2026-07-28
                400 | -32020 | MCP-Protocol-Version: 2026-07-28, Mcp-Method: tools/call, Mcp-Name: =?base64?#?= | CALL tools/call 2026-07-28
                404 | -32601 | MCP-Protocol-Version: 2026-07-28, Mcp-Method: initialize | CALL initialize 2026-07-28
                404 | -32601 | MCP-Protocol-Version: 2026-07-28, Mcp-Method: subscriptions/listen | CALL subscriptions/listen 2026-07-28
                200 | -32601 | | {"jsonrpc":"2.0","id":1,"method":"server/discover"}
                200 | -32602 | MCP-Protocol-Version: 2025-11-25 | {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"delete"}}
                """.lines().toList()) {
            String[] parts = each.split(" *\\| *", 4);
            String[] headers = parts[2].isEmpty() ? new String[0] : parts[2].split(": |, ", -1);
            String[] call = parts[3].split(" ", -1);
            HttpResponse<String> answer =
                    post(call[0].equals("CALL") ? message(call[1], meta(call[2])) : parts[3], headers);
            soft.assertThat(answer.statusCode() + " | "
                            + ApiServerFixture.json(answer).at("/error/code").asText())
                    .as(each)
                    .isEqualTo(parts[0] + " | " + parts[1]);
        }
        soft.assertAll();
        assertThat(post(message("ping", meta("2030-01-01")), VERSION, "2030-01-01")
                        .body())
                .contains("\"supported\":[\"2026-07-28\",", "\"requested\":\"2030-01-01\"");
    }

    @Test
    void acceptsNotificationsAndOffersNoStream() throws Exception {
        for (String version : List.of("2025-11-25", "2026-07-28")) {
            HttpResponse<String> accepted =
                    post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", VERSION, version);
            assertThat(accepted.statusCode()).isEqualTo(202);
            assertThat(accepted.body()).isEmpty();
        }
        for (String method : List.of("GET", "HEAD", "DELETE")) {
            HttpResponse<String> refused = api.send(method, McpRoutes.PATH);
            assertThat(refused.statusCode()).as(method).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).contains("POST");
        }
    }

    @Test
    void refusesPagesOfOtherSitesAndLongMessages() throws Exception {
        String ping = message("ping", "");
        for (String origin : List.of("https://other.example", "http://news.example.org", "http://localhost", "null")) {
            assertThat(post(ping, "Origin", origin).statusCode()).as(origin).isEqualTo(403);
        }
        assertThat(post(ping, "Origin", ApiServerFixture.SITE).statusCode()).isEqualTo(200);
        byte[] longMessage = (ping + " ".repeat(McpServer.MAX_MESSAGE_LENGTH)).getBytes(StandardCharsets.UTF_8);
        for (var body : List.of(
                BodyPublishers.ofByteArray(longMessage),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(longMessage)))) {
            assertThat(api.send("POST", body, McpRoutes.PATH).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void hasTheLimitsOfTheApi() throws Exception {
        String search = message("tools/call", "\"name\":\"search\",\"arguments\":{\"query\":\"satellites\"}");
        for (int i = 0; i < ApiRoutes.REQUESTS / ApiRoutes.SEARCH_COST; i++) {
            assertThat(post(search).statusCode()).isEqualTo(200);
        }
        assertThat(post(message("ping", "")).headers().firstValue("Retry-After"))
                .isPresent();
        assertThat(api.get("/api/topics").statusCode()).isEqualTo(429);
    }
}
