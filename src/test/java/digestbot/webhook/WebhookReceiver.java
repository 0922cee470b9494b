package digestbot.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import digestbot.Waiting;
import digestbot.delivery.api.ScriptedMessenger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// A receiver of webhooks on loopback. It takes every event with 204, unless the next answers are
/// others.
public final class WebhookReceiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Deque<Answer> answers = new ConcurrentLinkedDeque<>();
    private final CountDownLatch end = new CountDownLatch(1);

    /// The headers are by name in lower case.
    public record Received(String path, Map<String, String> headers, String body) {
        public String id() {
            return headers.getOrDefault("webhook-id", "");
        }
    }

    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;

        static Answer status(int status, String... header) {
            return exchange -> {
                for (int i = 0; i + 1 < header.length; i += 2) {
                    exchange.getResponseHeaders().add(header[i], header[i + 1]);
                }
                exchange.sendResponseHeaders(status, -1);
            };
        }

        static Answer body(int status, String text) {
            return exchange -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            };
        }
    }

    private WebhookReceiver(HttpServer server) {
        this.server = server;
    }

    public static WebhookReceiver start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        var receiver = new WebhookReceiver(server);
        server.createContext("/", receiver::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return receiver;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public void next(Answer... next) {
        answers.addAll(List.of(next));
    }

    public void hang() {
        answers.add(_ -> awaitEnd());
    }

    void awaitEnd() {
        ScriptedMessenger.await(end);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().entrySet().stream()
                            .collect(Collectors.toMap(
                                    header -> header.getKey().toLowerCase(Locale.ROOT),
                                    header -> String.join("\n", header.getValue()))),
                    body));
            Answer answer = answers.poll();
            (answer == null ? Answer.status(204) : answer).to(exchange);
        }
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<String> ids() {
        return received.stream().map(Received::id).toList();
    }

    public List<Received> await(int requests) {
        return Waiting.exactly(requests, this::received);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
