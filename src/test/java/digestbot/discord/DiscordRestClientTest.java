package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import digestbot.delivery.api.ApiToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests to a server without TLS that refuses every request to change the protocol.
class DiscordRestClientTest {

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", DiscordRestClientTest::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean upgrades = exchange.getRequestHeaders().containsKey("Upgrade")
                    || exchange.getRequestHeaders().containsKey("HTTP2-Settings");
            byte[] body = "{\"id\": \"1\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(upgrades ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void asksForNoOtherProtocol() throws Exception {
        URI api = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v10/");
        try (var client = new DiscordRestClient(new DiscordSettings(new ApiToken("token"), api, Optional.empty()))) {
            assertThat(client.get("users/@me").status()).isEqualTo(200);
            assertThat(client.post("users/@me/channels", new ObjectMapper().createObjectNode())
                            .status())
                    .isEqualTo(200);
        }
    }
}
