package digestbot.cli.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import digestbot.api.push.PushRoutes;
import digestbot.api.push.PushSecret;
import digestbot.digest.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Pushes digests to a bot, and tries again as long as the bot has no time.
final class PushClient implements AutoCloseable {

    private static final int ATTEMPTS = 6;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int MAX_ANSWER_BYTES = 8 << 20;

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_ERROR = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNPROCESSABLE = 422;

    /// The bot limits requests, or cannot be reached behind its proxy now.
    private static final List<Integer> LATER = List.of(429, 502, 503, 504);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER) // the token is for this address alone
            .connectTimeout(CONNECT_TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI endpoint;
    private final PushSecret token;
    private final Pause pause;

    /// Waits between two attempts.
    interface Pause {

        void of(Duration time) throws InterruptedException;
    }

    /// What the bot answered.
    sealed interface PushReply {

        /// The bot has the digest.
        ///
        /// @param digest its topic, day and language
        /// @param result `new`, `corrected`, or `same` with the state
        record Accepted(String digest, String result, List<Diagnostic> warnings) implements PushReply {}

        /// The bot does not take the digest.
        record Refused(List<Diagnostic> problems) implements PushReply {}

        /// The bot takes nothing at all: the address or the token is wrong.
        record WrongRequest(String sentence) implements PushReply {}

        /// The digest could not be pushed.
        static PushReply failed(String reason) {
            return new Refused(List.of(new Diagnostic(Diagnostic.WHOLE_FILE, reason)));
        }
    }

    private record Answer(int status, Optional<Duration> retryAfter, JsonNode body) {}

    PushClient(URI endpoint, PushSecret token, Pause pause) {
        this.endpoint = endpoint;
        this.token = token;
        this.pause = pause;
    }

    /// The address for digests below the address of a site.
    static URI endpoint(URI site) {
        return URI.create(site.toString().replaceFirst(PushRoutes.PATH + "$", "") + PushRoutes.PATH);
    }

    PushReply push(byte[] content) throws InterruptedException {
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Duration wait = Duration.ofSeconds(1L << attempt);
            try {
                Answer answer = send(content);
                if (!LATER.contains(answer.status())) {
                    return reply(answer);
                }
                reason = error(answer);
                wait = answer.retryAfter().orElse(wait);
            } catch (IOException e) {
                reason = "%s cannot be reached: %s".formatted(endpoint, reason(e));
            }
            if (attempt + 1 < ATTEMPTS) {
                pause.of(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
            }
        }
        return PushReply.failed("not pushed after %d attempts: %s".formatted(ATTEMPTS, reason));
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : clean(message);
    }

    private Answer send(byte[] content) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", "text/markdown; charset=utf-8")
                .header("Accept", "application/json")
                .expectContinue(true) // a refusal arrives before the content is sent
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            String text = new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), retryAfter(response), json(text));
        }
    }

    /// The seconds that the bot asks for; a date is not one of its answers.
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance(); // a proxy answered
        }
    }

    private PushReply reply(Answer answer) {
        JsonNode body = answer.body();
        return switch (answer.status()) {
            case OK, CREATED ->
                new PushReply.Accepted(
                        "%s, %s, %s".formatted(text(body, "topic"), text(body, "day"), text(body, "language")),
                        answer.status() == OK ? "same, " + text(body, "state") : text(body, "result"),
                        diagnostics(body, "warnings"));
            case UNPROCESSABLE -> {
                List<Diagnostic> errors = diagnostics(body, "errors");
                yield errors.isEmpty() ? PushReply.failed(error(answer)) : new PushReply.Refused(errors);
            }
            case UNAUTHORIZED ->
                new PushReply.WrongRequest(
                        "The token was rejected by %s. Compare it with “sources.push” in the configuration of the bot, and restart the bot after a change."
                                .formatted(endpoint));
            case NOT_FOUND, METHOD_NOT_ALLOWED -> notABot(answer);
            default ->
                answer.status() >= FIRST_REDIRECT && answer.status() < FIRST_ERROR
                        ? notABot(answer)
                        : PushReply.failed(error(answer));
        };
    }

    private PushReply notABot(Answer answer) {
        return new PushReply.WrongRequest("%s takes no digests (HTTP %d). Check --to, and site.port of the bot."
                .formatted(endpoint, answer.status()));
    }

    private static String error(Answer answer) {
        String said = text(answer.body(), "detail");
        return said.isEmpty() ? "HTTP " + answer.status() : said + " (HTTP " + answer.status() + ")";
    }

    private static List<Diagnostic> diagnostics(JsonNode body, String key) {
        return StreamSupport.stream(body.path(key).spliterator(), false)
                .map(each -> new Diagnostic(each.path("line").asInt(), text(each, "message")))
                .toList();
    }

    private static String text(JsonNode node, String key) {
        return clean(node.path(key).asText());
    }

    /// The text without what could control a terminal.
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+", " ").strip();
    }

    @Override
    public void close() {
        client.close();
    }
}
