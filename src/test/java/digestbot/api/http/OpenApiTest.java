package digestbot.api.http;

import static digestbot.api.ApiFixture.DAY;
import static digestbot.api.ApiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import digestbot.api.ApiParameters;
import digestbot.api.DigestJson;
import digestbot.api.PublicDigestFinder;
import digestbot.api.mcp.McpServer;
import digestbot.api.push.PushFixture;
import digestbot.api.push.PushRoutes;
import digestbot.digest.DigestKey;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The description of the API is true: its routes, limits and answers are those of the code.
class OpenApiTest {

    @AutoClose
    private final ApiServerFixture api;

    @AutoClose
    private final PushFixture push;

    private final JsonNode description;

    OpenApiTest(@TempDir Path folder) throws Exception {
        api = new ApiServerFixture(folder);
        push = new PushFixture(folder.resolve("push"));
        api.library.publish("us-china", DAY, "satellites");
        description = api.json("/api/openapi.json");
    }

    @Test
    void documentationHasTheSameDescription() throws Exception {
        try (InputStream in = ApiRoutes.class.getResourceAsStream("/api/openapi.json")) {
            assertThat(Files.readString(Path.of("docs/openapi.json")))
                    .isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void describesEveryRouteAndNoOther() {
        var javalin = Javalin.create(config -> {
            push.routes.add(config.routes);
            api.routes.add(config.routes);
            api.mcp.add(config.routes);
        });
        List<String> routes = javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(each -> each.endpoint)
                .filter(each -> each.method.isHttpMethod()
                        && !each.method.equals(HandlerType.OPTIONS)
                        && !each.method.equals(HandlerType.HEAD) // answered like GET, as HTTP says
                        && !each.path.endsWith("*"))
                .map(each -> each.method.name().toLowerCase(Locale.ROOT) + " " + each.path)
                .toList();
        List<String> described = new ArrayList<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> described.add(method + " " + path.getKey())));
        assertThat(described).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void statesTheLimitsOfTheCode() {
        assertThat(description.at("/paths/~1mcp/post/requestBody/description").asText())
                .contains("%,d bytes".formatted(McpServer.MAX_MESSAGE_LENGTH));
        assertLimit("ListLimit", ApiParameters.LIST_LIMIT);
        assertLimit("SearchLimit", ApiParameters.SEARCH_LIMIT);
        assertThat(schema("Words").path("maxLength").asInt()).isEqualTo(ApiParameters.MAX_QUERY_LENGTH);
        assertThat(schema("Edition").path("maxLength").asInt()).isEqualTo(ApiParameters.MAX_EDITION_LENGTH);
        for (String name : List.of("Topic", "TopicPath", "Perspective", "PerspectivePath")) {
            assertPattern(name, DigestKey.ID);
        }
        for (String name : List.of("From", "To", "DayPath")) {
            assertPattern(name, ApiParameters.DAY);
        }
        assertPattern("Language", ApiParameters.LANGUAGE);
        assertPattern("Cursor", ApiParameters.CURSOR);
        Map.of(
                        "Digests/properties/digests/maxItems",
                        ApiParameters.LIST_LIMIT.max(),
                        "Digest/properties/corrections/maxItems",
                        DigestJson.MAX_CORRECTIONS,
                        "Hit/properties/text/maxLength",
                        PublicDigestFinder.MAX_TEXT_LENGTH,
                        "Hits/properties/hits/maxItems",
                        ApiParameters.SEARCH_LIMIT.max())
                .forEach((path, limit) -> assertThat(
                                description.at("/components/schemas/" + path).asInt())
                        .as(path)
                        .isEqualTo(limit));
    }

    private JsonNode schema(String parameter) {
        return description.at("/components/parameters/" + parameter + "/schema");
    }

    private void assertPattern(String parameter, String pattern) {
        assertThat(schema(parameter).path("pattern").asText()).as(parameter).isEqualTo("^" + pattern + "$");
    }

    private void assertLimit(String parameter, ApiParameters.Limit limit) {
        assertThat(schema(parameter).path("minimum").asInt()).isEqualTo(1);
        assertThat(schema(parameter).path("maximum").asInt()).isEqualTo(limit.max());
        assertThat(schema(parameter).path("default").asInt()).isEqualTo(limit.usual());
    }

    @Test
    void answersAreAsDescribed() throws Exception {
        api.library.publish("german.md", text("us-china", DAY, "Satelliten", "language: de", "edition: \"<Abend>\""));
        api.library.publish(DAY + "-us-china.md", text("us-china", DAY, "telescopes"));
        api.library.publish("third.md", text("energy", DAY.minusDays(1), "rivers", "madeBy: a-model"));
        api.library.database.writeWithoutResult(tx -> tx.execute("UPDATE digest SET reviewed_at = 1"));
        api.library.publish(
                "third.md",
                text("energy", DAY.minusDays(1), "lakes", "madeBy: a-model", "correction: \"They are lakes.\""));
        api.library.publishHidden();
        assertAnswers("/api/topics", "200 /api/topics");
        assertAnswers("/api/openapi.json", "200 /api/openapi.json");
        assertAnswers("/api/digests", """
                200 /api/digests
                200 /api/digests?limit=1
                400 /api/digests?limit=0
                404 /api/digests?topic=mars""");
        assertAnswers("/api/digests/{topic}/{day}", """
                200 /api/digests/us-china/2026-02-11
                200 /api/digests/us-china/2026-02-11?language=de
                200 /api/digests/energy/2026-02-10
                400 /api/digests/us-china/x
                404 /api/digests/us-china/2000-01-01
                410 /api/digests/hidden-withdrawn/2026-02-11""");
        assertAnswers("/api/digests/{topic}/{day}/{perspective}", """
                200 /api/digests/us-china/2026-02-11/us
                400 /api/digests/us-china/x/us
                404 /api/digests/us-china/2026-02-11/mars
                410 /api/digests/hidden-withdrawn/2026-02-11/us""");
        assertAnswers("/api/search", """
                200 /api/search?q=stand
                200 /api/search?q=gazette
                400 /api/search
                404 /api/search?q=a&topic=mars""");
    }

    @Test
    void answersToMessagesAreAsDescribed() throws Exception {
        assertMessage("POST", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", 200);
        assertMessage("POST", "no json", 400);
        assertMessage("POST", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", 403, "Origin", "null");
        assertMessage("GET", "", 405);
        assertMessage("DELETE", "", 405);
    }

    private void assertMessage(String method, String message, int status, String... headers) throws Exception {
        HttpResponse<String> answer = api.send(method, BodyPublishers.ofString(message), McpRoutes.PATH, headers);
        assertThat(answer.statusCode()).isEqualTo(status);
        String type = answer.headers().firstValue("Content-Type").orElseThrow();
        assertThat(validator(method.toLowerCase(Locale.ROOT), McpRoutes.PATH, status, type)
                        .validate(answer.body(), InputFormat.JSON))
                .as("%s %d", method, status)
                .isEmpty();
    }

    @Test
    void answersToPushesAreAsDescribed() {
        String text = text("energy", DAY, "rivers");
        assertPushed(push.push(text), 201);
        assertPushed(push.push(text), 200);
        assertPushed(push.push(text("energy", DAY, "lakes")), 201);
        assertPushed(push.push("no front matter"), 422);
        assertPushed(push.push(text, "dbt_other"), 401);
    }

    private void assertPushed(PushFixture.Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        String type = answer.response().headers().firstValue("Content-Type").orElseThrow();
        Schema schema = validator("post", PushRoutes.PATH, status, type.replaceFirst(";.*", ""));
        assertThat(schema.validate(answer.body().toString(), InputFormat.JSON))
                .as("%d", status)
                .isEmpty();
    }

    /// Each line has a status and a request.
    private void assertAnswers(String path, String requests) throws Exception {
        for (String request : requests.lines().toList()) {
            HttpResponse<String> response = api.get(request.substring(4));
            assertThat(response.statusCode() + " " + request.substring(4)).isEqualTo(request);
            String type = response.headers().firstValue("Content-Type").orElseThrow();
            assertThat(validator("get", path, response.statusCode(), type).validate(response.body(), InputFormat.JSON))
                    .as(request)
                    .isEmpty();
        }
    }

    private Schema validator(String method, String path, int status, String type) {
        JsonNode response = description.path("paths").path(path).path(method).at("/responses/" + status);
        if (response.has("$ref")) {
            response = description.at(response.path("$ref").asText().substring(1));
        }
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(schema.isObject()).as(path + " " + status + " " + type).isTrue();
        ObjectNode whole = schema.deepCopy();
        whole.set("components", description.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole.toString(), InputFormat.JSON);
    }
}
