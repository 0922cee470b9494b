package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.delivery.api.ApiToken;
import digestbot.outside.ScriptedServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Each request to Discord is ended, counted and timed.
class RestRequestsTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";

    /// Answers with the status that the path begins with, and refuses every request to change the
    /// protocol.
    @AutoClose
    private final ScriptedServer server = new ScriptedServer((request, client) -> {
        boolean upgrades = request.head().contains("Upgrade:") || request.head().contains("HTTP2-Settings:");
        ScriptedServer.answering(
                        "HTTP/1.1 " + (upgrades ? "400" : request.path().substring(1, 4)) + " Status",
                        request.path().endsWith("shared") ? "X-RateLimit-Scope: shared" : "X-Via: test",
                        "Content-Length: 11",
                        "",
                        "{\"id\": \"1\"}")
                .answer(request, client);
    });

    private final URI url = server.url().resolve("/");

    @Test
    void asksForNoOtherProtocol() throws Exception {
        var settings = new DiscordSettings(new ApiToken("token"), url.resolve("200/"));
        try (var client = new DiscordCheck.DiscordRestClient(settings)) {
            assertThat(client.get("users/@me").status()).isEqualTo(200);
            assertThat(client.post("users/@me/channels", new ObjectMapper().createObjectNode())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void nothingGoesOnceTooManyWereRefusedInTenMinutes() throws IOException {
        var nanos = new AtomicLong(1_000);
        var invalid = new DiscordPlatform.InvalidRequestCounter(3, nanos::get);
        get(invalid, "401", "403");
        assertThat(invalid.pause()).isZero();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        get(invalid, "429");
        assertThat(invalid.pause()).isEqualTo(Duration.ofMinutes(8));
        nanos.addAndGet(Duration.ofMinutes(8).toNanos());
        assertThat(invalid.pause()).isZero();

        var other = new DiscordPlatform.InvalidRequestCounter(3, nanos::get);
        get(other, "200", "400", "404", "500", "429shared", "403", "403");
        assertThat(other.pause()).as("nothing else counts").isZero();
    }

    private void get(DiscordPlatform.InvalidRequestCounter counter, String... paths) throws IOException {
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(counter).build();
        for (String path : paths) {
            client.newCall(new Request.Builder().url(url + path).build())
                    .execute()
                    .close();
        }
    }

    @Test
    void aRouteHasNeitherIdsNorTokens() {
        String api = "https://discord.com/api/v10";
        Map<String, String> routes = Map.of(
                api + "/channels/123456789012345678/messages",
                "POST /channels/#/messages",
                api + "/channels/7/messages?nonce=3",
                "POST /channels/#/messages",
                "http://127.0.0.1:8080/api/v10/users/@me/channels",
                "POST /users/@me/channels",
                api + "/interactions/99/aW50ZXJhY3Rpb246MTIzNDU2Nzg5/callback",
                "POST /interactions/#/#/callback",
                api + "/webhooks/99/aW50ZXJhY3Rpb246MTIzNDU2Nzg5/messages/@original",
                "POST /webhooks/#/#/messages/@original");
        assertThat(routes.keySet().stream().collect(Collectors.toMap(address -> address, RestRequestsTest::route)))
                .isEqualTo(routes);
    }

    private static String route(String address) {
        return DiscordPlatform.RestRequestTimer.route(new Request.Builder()
                .url(address)
                .post(RequestBody.create(new byte[0]))
                .build());
    }

    @Test
    void aRequestWithoutAWholeResponseIsEnded() throws Exception {
        for (String part : List.of("", HEAD + "He")) {
            assertThatThrownBy(() -> answer(part, Duration.ofMillis(200)))
                    .as("after “%s”", part)
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessage("timeout");
        }
        assertThat(answer(HEAD + "Hello", Duration.ofMinutes(5))).isEqualTo("Hello");
    }

    /// The body of the response, which a server sends and then keeps the connection open.
    private static String answer(String response, Duration longest) throws IOException {
        OkHttpClient http = new OkHttpClient.Builder()
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addInterceptor(new DiscordSession.CallWatch(longest))
                .build();
        try (var server = new ScriptedServer(ScriptedServer.answering(response))) {
            Request request = new Request.Builder().url(server.url().toString()).build();
            try (Response answered = http.newCall(request).execute()) {
                return answered.body().string();
            }
        } finally {
            http.connectionPool().evictAll();
        }
    }
}
