package digestbot.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server with a test's answers to the methods of the Bot API, and a connection to it.
final class StubTelegram implements AutoCloseable {

    /// Answers a method, whose name is in small letters, with a result; empty to refuse it as a
    /// second program's.
    interface Answers {
        String answer(String method, JsonNode parameters) throws InterruptedException;
    }

    private static final String CONFLICT = "{\"ok\":false,\"error_code\":409,\"description\":"
            + "\"Conflict: terminated by other getUpdates request\"}";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    final URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    final TelegramConnection connection = new TelegramConnection(new TelegramSettings(TelegramFixture.TOKEN, url));

    StubTelegram(Answers answers) throws IOException {
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
    }

    private static void answer(HttpExchange exchange, Answers answers) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().toLowerCase(Locale.ROOT);
            JsonNode parameters = new ObjectMapper().readTree(exchange.getRequestBody());
            String result = answers.answer(path.substring(path.lastIndexOf('/') + 1), parameters);
            byte[] body = (result.isEmpty() ? CONFLICT : "{\"ok\":true,\"result\":" + result + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(result.isEmpty() ? 409 : 200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        connection.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
