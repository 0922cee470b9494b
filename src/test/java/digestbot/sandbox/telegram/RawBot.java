package digestbot.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import digestbot.Waiting;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.page.PageClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A bot of plain requests, for requests that no client library would send.
final class RawBot implements AfterEachCallback {
    static final String TOKEN = "5550001:sandbox-token";
    static final SandboxPerson ANN = new SandboxPerson(11, "Ann", "en");
    static final SandboxPerson BO = new SandboxPerson(12, "Bo", "zh-CN");
    static final SandboxPlace ANNS_CHAT = new SandboxPlace(11, SandboxPlace.Kind.PRIVATE, "");
    static final SandboxPlace GROUP = new SandboxPlace(-1_001_000_000_042L, SandboxPlace.Kind.GROUP, "Readers");
    static final SandboxPlace BASIC_GROUP = new SandboxPlace(-42, SandboxPlace.Kind.GROUP, "Old readers");
    static final SandboxPlace CHANNEL = new SandboxPlace(-1_001_000_000_077L, SandboxPlace.Kind.CHANNEL, "Wire");
    static final String KEYBOARD = "{\"inline_keyboard\":[[{\"text\":\"Look\",\"callback_data\":\"x\"}]]}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private volatile Instant now = Instant.parse("2026-02-05T13:00:00Z");
    final TelegramSandbox sandbox = TelegramSandbox.start(0, TOKEN, "digest_bot", () -> now);
    private final PageClient http = new PageClient(sandbox.url());

    RawBot() {
        sandbox.join(ANN, ANNS_CHAT);
    }

    void pass(Duration time) {
        Waiting.refuseWithinCondition("time passes");
        now = now.plus(time);
    }

    JsonNode call(String method, String json) {
        return post(method, "application/json", json);
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        return call(method, JSON.valueToTree(parameters).toString());
    }

    JsonNode result(String method, Map<String, ?> parameters) {
        JsonNode answer = call(method, parameters);
        assertThat(answer.path("ok").asBoolean()).as("%s", answer).isTrue();
        return answer.path("result");
    }

    /// Such as `400 Bad Request: chat not found`; empty if there is no error.
    static String error(JsonNode answer) {
        return answer.path("ok").asBoolean()
                ? ""
                : answer.path("error_code").asText() + " "
                        + answer.path("description").asText();
    }

    void assertError(String method, Map<String, ?> parameters, String error) {
        assertThat(error(call(method, parameters)))
                .as("%s %s", method, parameters)
                .isEqualTo(error);
    }

    void assertError(String method, String json, String error) {
        assertThat(error(call(method, json))).as("%s %s", method, json).isEqualTo(error);
    }

    JsonNode send(SandboxPlace place, String html) {
        return result("sendMessage", message(place, html));
    }

    String refusal(SandboxPlace place, String html) {
        return error(call("sendMessage", message(place, html)));
    }

    static Map<String, Object> message(SandboxPlace place, String html) {
        return Map.of("chat_id", place.id(), "text", html, "parse_mode", "HTML");
    }

    /// The updates that are not confirmed.
    JsonNode updates() {
        return result("getUpdates", Map.of());
    }

    JsonNode post(String method, String contentType, String body) {
        return answer(http.postAs(contentType, "/bot" + TOKEN + "/" + method, body));
    }

    JsonNode get(String path) {
        return answer(http.get(path));
    }

    /// A page that is no JSON is a text.
    private static JsonNode answer(HttpResponse<String> response) {
        return SandboxJson.read(response.body()).orElseGet(() -> new TextNode(response.body()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        sandbox.close();
    }
}
