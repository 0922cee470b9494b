package digestbot.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.outside.ScriptedServer;
import java.net.URI;
import java.util.Locale;

/// A server with a test's answers to the methods of the Bot API, and a connection to it.
final class StubTelegram implements AutoCloseable {

    /// Answers a method, whose name is in small letters, with a result; empty to refuse it as a
    /// second program's.
    interface Answers {
        String answer(String method, JsonNode parameters) throws InterruptedException;
    }

    private static final String CONFLICT = "{\"ok\":false,\"error_code\":409,\"description\":"
            + "\"Conflict: terminated by other getUpdates request\"}";

    private final ScriptedServer server;
    final URI url;
    final TelegramConnection connection;

    StubTelegram(Answers answers) {
        server = new ScriptedServer((request, client) -> {
            String method = request.path()
                    .substring(request.path().lastIndexOf('/') + 1)
                    .toLowerCase(Locale.ROOT);
            try {
                String result = answers.answer(method, new ObjectMapper().readTree(request.body()));
                ScriptedServer.json(
                                result.isEmpty() ? 409 : 200,
                                result.isEmpty() ? CONFLICT : "{\"ok\":true,\"result\":" + result + "}")
                        .answer(request, client);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        url = server.url();
        connection = new TelegramConnection(new TelegramSettings(TelegramFixture.TOKEN, url));
    }

    @Override
    public void close() {
        connection.close();
        server.close();
    }
}
