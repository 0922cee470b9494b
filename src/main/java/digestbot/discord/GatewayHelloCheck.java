package digestbot.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for the gateway's HELLO and disconnects without logging in.
final class GatewayHelloCheck implements WebSocket.Listener {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OPCODE = 10;

    private final StringBuilder text = new StringBuilder();
    private final CompletableFuture<Boolean> heard = new CompletableFuture<>();

    private GatewayHelloCheck() {}

    /// Tells whether the gateway sends HELLO within five seconds.
    static boolean receivesHello(HttpClient http, URI gateway) throws InterruptedException {
        GatewayHelloCheck hello = new GatewayHelloCheck();
        CompletableFuture<WebSocket> opening = http.newWebSocketBuilder()
                .connectTimeout(TIMEOUT)
                .buildAsync(URI.create(gateway + (gateway.getQuery() == null ? "?v=10&encoding=json" : "")), hello);
        try {
            var _ = opening.exceptionally(failure -> {
                hello.heard.completeExceptionally(failure);
                throw new CompletionException(failure);
            });
            return hello.heard.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } finally {
            var _ = opening.thenAccept(WebSocket::abort);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            heard.complete(isHello());
        }
        socket.request(1);
        return CompletableFuture.completedFuture(true);
    }

    private boolean isHello() {
        try {
            return new ObjectMapper().readTree(text.toString()).path("op").asInt() == OPCODE;
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        heard.completeExceptionally(error);
    }
}
