package digestbot.writing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import digestbot.delivery.api.ScriptedMessenger;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Feeds and a chat endpoint on loopback.
public final class FeedServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    public record Asked(String path, String query, Headers headers, String body) {}

    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public record Item(String title, String link, Instant at, String description) {
        public Item(String title, String link, Instant at) {
            this(title, link, at, "");
        }
    }

    private FeedServer(HttpServer server) {
        this.server = server;
    }

    public static FeedServer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        var started = new FeedServer(http);
        http.createContext("/", started::handle);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
        return started;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public void at(String path, Answer answer) {
        answers.put(path, answer);
    }

    public void feed(String path, String title, Item... items) {
        at(path, body("application/rss+xml", rss(title, items).getBytes(StandardCharsets.UTF_8)));
    }

    /// The answers are the contents that the model gives, made of what it was asked.
    public void model(Function<JsonNode, String> answer) {
        at("/v1/chat/completions", exchange -> {
            JsonNode request = JSON.readTree(asked.getLast().body());
            String content = answer.apply(request);
            byte[] bytes = JSON.writeValueAsBytes(Map.of(
                    "choices", List.of(Map.of("message", Map.of("content", content), "finish_reason", "stop")),
                    "usage", Map.of("total_tokens", 1000)));
            body("application/json", bytes).to(exchange);
        });
    }

    public static Answer body(String type, byte[] bytes, String... header) {
        return answer(200, type, bytes, header);
    }

    public static Answer answer(int status, String type, byte[] bytes, String... header) {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            for (int i = 0; i + 1 < header.length; i += 2) {
                exchange.getResponseHeaders().add(header[i], header[i + 1]);
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    public static Answer redirect(String to) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", to);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    public static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    public Answer hanging() {
        return _ -> ScriptedMessenger.await(end);
    }

    public static Answer endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] part = new byte[1 << 16];
                while (true) {
                    out.write(part); // until the client has enough
                }
            }
        };
    }

    public static String rss(String title, Item... items) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>%s</title><language>en</language>%s</channel></rss>"
                .formatted(
                        escaped(title),
                        Stream.of(items)
                                .map(item ->
                                        "<item><title>%s</title><link>%s</link><pubDate>%s</pubDate><description>%s</description></item>"
                                                .formatted(
                                                        escaped(item.title()),
                                                        escaped(item.link()),
                                                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                                                item.at().atOffset(ZoneOffset.UTC)),
                                                        escaped(item.description())))
                                .collect(Collectors.joining()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String query = exchange.getRequestURI().getQuery();
            asked.add(new Asked(path, query, exchange.getRequestHeaders(), body));
            answers.getOrDefault(path, status(404)).to(exchange);
        }
    }

    public List<Asked> asked(String path) {
        return asked.stream().filter(each -> each.path().equals(path)).toList();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
