package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

final class RawGateway implements WebSocket.Listener {

    private final ObjectMapper mapper = new ObjectMapper();

    private final BlockingQueue<JsonNode> payloads = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    RawGateway(DiscordSandbox sandbox) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(sandbox.gatewayUrl(), this)
                .join();
    }

    static RawGateway ready(DiscordSandbox sandbox) {
        RawGateway gateway = new RawGateway(sandbox);
        gateway.identify(RawBot.TOKEN, 1);
        gateway.await("GUILD_CREATE");
        return gateway;
    }

    void identify(String token, int intents) {
        socket.sendText("{\"op\": 2, \"d\": {\"token\": \"" + token + "\", \"intents\": " + intents + "}}", true)
                .join();
    }

    JsonNode await(String type) {
        try {
            JsonNode next = payloads.take();
            while (!next.path("t").asText().equals(type)) {
                next = payloads.take();
            }
            return next.path("d");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                payloads.add(mapper.readTree(partial.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }
}
