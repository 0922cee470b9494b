package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.page.PageClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/// Plain requests to a sandbox, for requests that the client library would not send.
final class Http {

    private final URI base;
    private final String token;

    Http(DiscordSandbox sandbox, String token) {
        this.base = sandbox.apiUrl();
        this.token = token;
    }

    record Reply(int status, JsonNode body, Map<String, String> headers) {

        /// The first error at a path such as `/components/0/content`.
        String error(String path) {
            return body.at("/errors" + path + "/_errors/0/code").asText();
        }

        int code() {
            return body.path("code").asInt();
        }

        void assertCode(int expected) {
            assertThat(code()).as("code in %s", body).isEqualTo(expected);
        }

        void assertStatus(int expected) {
            assertThat(status).as("status of %s", body).isEqualTo(expected);
        }
    }

    Reply post(String path, String json) {
        return send("POST", path, json);
    }

    Reply get(String path) {
        return send("GET", path, "");
    }

    Reply send(String method, String path, String json) {
        HttpResponse<String> response = PageClient.send(HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bot " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        boolean isJson = headers.getOrDefault("Content-Type", "").startsWith("application/json");
        JsonNode body = SandboxJson.read(isJson ? response.body() : "{}").orElseThrow();
        return new Reply(response.statusCode(), body, headers);
    }
}
