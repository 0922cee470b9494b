package digestbot.sandbox.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import digestbot.sandbox.RequestJournal;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SentFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accepts `/bot<token>/<method>` and `/file/bot<token>/<path>` on loopback, with a virtual thread
/// for each request.
final class BotApiServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BotApiServer.class);
    private static final int BACKLOG = 1024;

    static final String FILES = "photos/";

    private static final int MAX_BODY_BYTES = 50 << 20;

    private final String token;
    private final BotApi api;
    private final RequestJournal journal;
    private final SentFiles sentFiles;
    private final InstantSource realTime;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

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

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> method = method(exchange.getRequestURI().getRawPath());
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
            Optional<byte[]> file = file(exchange.getRequestURI().getPath());
            if (file.isPresent()) {
                write(exchange, 200, "application/octet-stream", file.get());
            } else if (method.isPresent()) {
                handle(exchange, method.get(), body);
            } else {
                boolean bot = exchange.getRequestURI().getRawPath().startsWith("/bot");
                refuse(exchange, bot ? Refusal.of(401, "Unauthorized") : Refusal.of(404, "Not Found"));
            }
        }
    }

    /// Empty if the path does not contain the bot's token.
    private Optional<String> method(String rawPath) {
        String path = URLDecoder.decode(rawPath.replace("+", "%2B"), UTF_8);
        String prefix = "/bot" + token + "/";
        return path.startsWith(prefix) ? Optional.of(path.substring(prefix.length())) : Optional.empty();
    }

    private Optional<byte[]> file(String path) {
        String prefix = "/file/bot" + token + "/" + FILES;
        return path.startsWith(prefix)
                ? sentFiles.get(Long.parseLong(path.substring(prefix.length())))
                : Optional.empty();
    }

    private void handle(HttpExchange exchange, String method, byte[] body) throws IOException {
        Instant at = realTime.instant();
        Parameters parameters = new Parameters(SandboxJson.object());
        try {
            parameters = Parameters.read(contentType(exchange), body, sentFiles);
            ObjectNode json = SandboxJson.object().put("ok", true);
            json.set("result", api.call(method, parameters));
            record(exchange, at, method, parameters, 200);
            write(exchange, 200, "application/json", json.toString());
        } catch (Refusal refusal) {
            record(exchange, at, method, parameters, refusal.status);
            refuse(exchange, refusal);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("request failed: {}", api.canonical(method), e);
            refuse(exchange, Refusal.of(500, "Internal Server Error"));
        }
    }

    private void record(HttpExchange exchange, Instant at, String method, Parameters parameters, int status) {
        journal.add(new RecordedRequest(
                at, exchange.getRequestMethod(), api.canonical(method), parameters.values(), status));
    }

    private static String contentType(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
    }

    private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        int status = refusal.status;
        if (status == 0) {
            return; // Closing an exchange that was not answered closes its connection.
        }
        Optional<ObjectNode> parameters = refusal.parameters;
        if (parameters.isEmpty()) {
            String page = "<html><head><title>" + status + "</title></head><body><h1>Error</h1></body></html>";
            write(exchange, status, "text/html", page);
            return;
        }
        ObjectNode json = SandboxJson.object()
                .put("ok", false)
                .put("error_code", status)
                .put("description", refusal.getMessage());
        if (!parameters.get().isEmpty()) {
            json.set("parameters", parameters.get());
        }
        if (parameters.get().has("retry_after")) {
            exchange.getResponseHeaders()
                    .set("Retry-After", parameters.get().path("retry_after").asText());
        }
        write(exchange, status, "application/json", json.toString());
    }

    private static void write(HttpExchange exchange, int status, String type, String body) throws IOException {
        write(exchange, status, type, body.getBytes(UTF_8));
    }

    private static void write(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    /// The methods by name, ignoring case.
    static final class BotApi {
        private final NavigableMap<String, Handler> methods = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final ChatAccess access;

        BotApi(ChatAccess access) {
            this.access = access;
        }

        BotApi with(String name, Handler handler) {
            methods.put(name, handler);
            return this;
        }

        /// The method's documented name; the given name if the method does not exist.
        String canonical(String name) {
            return methods.containsKey(name) ? methods.floorKey(name) : name;
        }

        JsonNode call(String name, Parameters parameters) throws InterruptedException {
            access.throwServerError(parameters);
            return Optional.ofNullable(methods.get(name))
                    .orElseThrow(Refusal::unknownMethod)
                    .handle(parameters);
        }

        @FunctionalInterface
        interface Handler {
            JsonNode handle(Parameters parameters) throws InterruptedException;
        }
    }
}
