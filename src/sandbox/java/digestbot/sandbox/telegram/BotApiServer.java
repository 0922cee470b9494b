package digestbot.sandbox.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import digestbot.sandbox.SentFiles;
import digestbot.sandbox.telegram.text.MethodAnswer;
import digestbot.sandbox.telegram.text.Refusal;
import digestbot.sandbox.telegram.text.TelegramJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server: accepts `/bot<token>/<method>` on loopback, with a virtual thread for each
/// request.
final class BotApiServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BotApiServer.class);
    private static final int BACKLOG = 1024;
    private static final int MAX_BODY_BYTES = 50 << 20;

    private final String token;
    private final BotApi api;
    private final RequestJournal journal;
    private final SentFiles sentFiles;
    private final InstantSource realTime;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong throttled = new AtomicLong();

    /// @throws IOException if the port is taken
    BotApiServer(
            int port, String token, BotApi api, RequestJournal journal, SentFiles sentFiles, InstantSource realTime)
            throws IOException {
        this.token = token;
        this.api = api;
        this.journal = journal;
        this.sentFiles = sentFiles;
        this.realTime = realTime;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    long throttled() {
        return throttled.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> method = method(exchange.getRequestURI().getRawPath());
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
            if (method.isPresent()) {
                handle(exchange, method.get(), body);
            } else {
                boolean bot = exchange.getRequestURI().getRawPath().startsWith("/bot");
                write(exchange, failure(bot ? Refusal.of(401, "Unauthorized") : Refusal.of(404, "Not Found")));
            }
        }
    }

    /// The method's name, if the path contains the bot's token.
    private Optional<String> method(String rawPath) {
        String path = URLDecoder.decode(rawPath.replace("+", "%2B"), UTF_8);
        String prefix = "/bot" + token + "/";
        return path.startsWith(prefix) ? Optional.of(path.substring(prefix.length())) : Optional.empty();
    }

    private void handle(HttpExchange exchange, String method, byte[] body) throws IOException {
        Instant at = realTime.instant();
        Parameters parameters = new Parameters(TelegramJson.object());
        MethodAnswer answer;
        try {
            parameters = RequestBody.read(query(exchange), contentType(exchange), body, sentFiles);
            answer = api.call(method, parameters);
        } catch (Refusal refusal) {
            answer = refusal.answer();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            answer = new MethodAnswer.Cut();
        } catch (RuntimeException e) {
            log.error("request failed: {}", api.canonical(method), e);
            answer = failure(Refusal.of(500, "Internal Server Error"));
        }
        int status = status(answer);
        if (status == 429) {
            throttled.incrementAndGet();
        }
        RequestJournal.Call call = new RequestJournal.Call(api.canonical(method), parameters.values(), status);
        journal.add(at, exchange.getRequestMethod(), call, body.length);
        write(exchange, answer);
    }

    private static String query(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    }

    private static String contentType(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
    }

    private static MethodAnswer failure(Refusal refusal) {
        return refusal.answer();
    }

    private static int status(MethodAnswer answer) {
        return switch (answer) {
            case MethodAnswer.Success _ -> 200;
            case MethodAnswer.Failure(int status, String _, ObjectNode _) -> status;
            case MethodAnswer.GatewayPage(int status) -> status;
            case MethodAnswer.Cut _ -> 0;
        };
    }

    private static void write(HttpExchange exchange, MethodAnswer answer) throws IOException {
        switch (answer) {
            case MethodAnswer.Success success -> {
                ObjectNode json = TelegramJson.object().put("ok", true);
                json.set("result", success.result());
                write(exchange, 200, "application/json", TelegramJson.write(json));
            }
            case MethodAnswer.Failure(int status, String description, ObjectNode parameters) -> {
                ObjectNode json = TelegramJson.object()
                        .put("ok", false)
                        .put("error_code", status)
                        .put("description", description);
                if (!parameters.isEmpty()) {
                    json.set("parameters", parameters);
                }
                if (parameters.has("retry_after")) {
                    exchange.getResponseHeaders()
                            .set("Retry-After", parameters.path("retry_after").asText());
                }
                write(exchange, status, "application/json", TelegramJson.write(json));
            }
            case MethodAnswer.GatewayPage(int status) -> {
                String page = "<html><head><title>" + status + "</title></head><body><h1>Error</h1></body></html>";
                write(exchange, status, "text/html", page.getBytes(UTF_8));
            }
            case MethodAnswer.Cut _ -> {
                // Closing an exchange that was not answered closes its connection.
            }
        }
    }

    private static void write(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
