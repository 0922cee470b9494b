package digestbot.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import net.dv8tion.jda.api.requests.RestConfig;

/// A small client for Discord's REST API that needs no login. JDA makes no requests before it has a
/// gateway session, and each session counts towards the daily login limit.
final class DiscordRestClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DiscordSettings settings;

    /// Without a version, the client asks a server without TLS to upgrade to HTTP/2, which some
    /// proxies answer with 400.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    DiscordRestClient(DiscordSettings settings) {
        this.settings = settings;
    }

    /// The body is missing if it is not JSON; the date is the server's time.
    record Answer(int status, JsonNode body, Optional<Instant> date) {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        String refusal() {
            String message = body.path("message").asText("");
            return message.isEmpty()
                    ? "status " + status
                    : message + ", code " + body.path("code").asInt();
        }
    }

    /// The path is below the API's base, without a leading slash.
    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Answer post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(settings.apiUrl().resolve(path))
                .timeout(TIMEOUT)
                .header("User-Agent", RestConfig.USER_AGENT)
                .header("Authorization", "Bot " + settings.token().reveal());
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), json(response.body()), date(response));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<Instant> date(HttpResponse<String> response) {
        try {
            return response.headers()
                    .firstValue("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
