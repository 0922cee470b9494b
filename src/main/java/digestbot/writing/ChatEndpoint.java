package digestbot.writing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.writing.WriteSettings.SummarySettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// Asks a chat endpoint for JSON of a schema, at most twice, and counts the tokens. Its answers are
/// only data: what asks says what of them is taken.
final class ChatEndpoint {

    /// Models on a machine without a graphics card are slow.
    static final Duration TIMEOUT = Duration.ofMinutes(3);

    static final int MAX_BYTES = 512 << 10;

    private static final int MAX_ANSWER_TOKENS = 4_000;
    private static final int ATTEMPTS = 2;

    /// So few characters are at least a token in every language but those in ideographs.
    private static final int CHARACTERS_OF_TOKEN = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpReader http;
    private final SummarySettings settings;
    private final Duration timeout;
    private final long mostTokens;
    private final LongConsumer onUsed;
    private long usedTokens;

    interface AnswerReader<T> {
        T read(JsonNode answer) throws IOException;
    }

    /// At most `mostTokens` are used. `onUsed` gets the sum so far before each request and after it.
    ChatEndpoint(HttpReader http, SummarySettings settings, Duration timeout, long mostTokens, LongConsumer onUsed) {
        this.http = http;
        this.settings = settings;
        this.timeout = timeout;
        this.mostTokens = mostTokens;
        this.onUsed = onUsed;
    }

    private void use(long tokens) {
        usedTokens += tokens;
        onUsed.accept(usedTokens);
    }

    long usedTokens() {
        return usedTokens;
    }

    String model() {
        return settings.model();
    }

    /// @throws IOException if there is no answer of use; the message continues a sentence about the
    ///     endpoint, for operators
    <T> T ask(String task, Object data, String schema, AnswerReader<T> reader) throws IOException {
        byte[] request = request(task, data, schema);
        IOException last = new IOException("was not asked");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (usedTokens + request.length / CHARACTERS_OF_TOKEN + MAX_ANSWER_TOKENS > mostTokens) {
                throw new IOException("may use no more tokens (%,d of %,d are used)".formatted(usedTokens, mostTokens));
            }
            try {
                return reader.read(content(send(request)));
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private byte[] request(String task, Object data, String schema) {
        try {
            return JSON.writeValueAsBytes(Map.of(
                    "model", settings.model(),
                    "temperature", 0.2,
                    "max_tokens", MAX_ANSWER_TOKENS,
                    "messages",
                            List.of(
                                    Map.of("role", "system", "content", task),
                                    Map.of("role", "user", "content", JSON.writeValueAsString(data))),
                    "response_format",
                            Map.of(
                                    "type",
                                    "json_schema",
                                    "json_schema",
                                    Map.of("name", "digest", "strict", true, "schema", JSON.readTree(schema)))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode send(byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(settings.api().toString().replaceFirst("/+$", "") + "/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        try {
            settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key.strip()));
        } catch (IllegalArgumentException _) {
            // its message quotes the key
            throw new IOException("has a key with characters that no key has");
        }
        // Whatever comes back, the question was read.
        int sent = body.length / CHARACTERS_OF_TOKEN;
        use(sent);
        HttpResponse<byte[]> answer = http.send(request, MAX_BYTES, timeout);
        if (answer.statusCode() != 200) {
            throw new IOException("answers with status " + answer.statusCode());
        }
        JsonNode read = object(answer.body());
        // What it says may be wrong: no token is shorter than a byte, and so many were asked for.
        long counted = Math.clamp(
                read.path("usage").path("total_tokens").asLong(0), 0, (long) body.length + MAX_ANSWER_TOKENS);
        long answered = Math.min(answer.body().length / CHARACTERS_OF_TOKEN, MAX_ANSWER_TOKENS);
        use(counted > 0 ? counted - sent : answered);
        return read;
    }

    private static JsonNode content(JsonNode answer) throws IOException {
        JsonNode choice = answer.path("choices").path(0);
        if (choice.path("finish_reason").asText("").equals("length")) {
            throw new IOException("answers at too great a length");
        }
        String text = choice.path("message").path("content").asText("").strip();
        String json = text.replaceFirst("^```(json)?\\s*", "").replaceFirst("```$", "");
        return object(json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode object(byte[] json) throws IOException {
        try {
            JsonNode read = JSON.readTree(json);
            if (read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException _) {
            // its message quotes the answer
        }
        throw new IOException("does not answer with the JSON that was asked for");
    }
}
