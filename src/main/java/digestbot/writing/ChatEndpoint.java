package digestbot.writing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import digestbot.writing.WriteSettings.SummarySettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/// Asks a chat endpoint for JSON of a schema, and counts the tokens. Answers are only data: the
/// caller decides what to accept. After an unusable answer, it asks once more.
///
/// Parameters that the endpoint refuses are omitted from then on.
final class ChatEndpoint {

    /// Long, because models on a machine without a graphics card are slow.
    static final Duration TIMEOUT = Duration.ofMinutes(3);

    static final int MAX_BYTES = 512 << 10;

    private static final int MAX_ANSWER_TOKENS = 4_000;
    private static final int ANSWERS = 2;

    /// The number of attempts at a busy endpoint, during whose pauses all questions wait.
    private static final int ATTEMPTS = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BACKOFF = Duration.ofSeconds(5);

    /// The least number of characters per token in any language without ideographs.
    private static final int CHARACTERS_OF_TOKEN = 3;

    /// Equal questions have equal texts.
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final HttpReader http;
    private final SummarySettings settings;
    private final Duration timeout;
    private final Consumer<Duration> pause;
    private final long mostTokens;
    private final LongConsumer onUsed;
    private final String secret;
    private String model;
    private Dialect dialect = Dialect.WHOLE;
    private Duration patience = PATIENCE;
    private long usedTokens;

    interface AnswerReader<T> {
        T read(JsonNode answer) throws IOException;
    }

    /// The parameters that an endpoint takes. Many lack some of OpenAI's, and newer models of OpenAI
    /// refuse older ones.
    ///
    /// @param format the type of `response_format`, and `limit` the name of what bounds the answer; empty
    ///     without one
    private record Dialect(String format, String limit, boolean hasTemperature) {

        private static final String SCHEMA = "json_schema";
        private static final String OBJECT = "json_object";
        private static final String LIMIT = "max_tokens";
        private static final String NEW_LIMIT = "max_completion_tokens";

        static final Dialect WHOLE = new Dialect(SCHEMA, LIMIT, true);

        private static final Dialect BARE = new Dialect("", "", false);
        private static final Map<String, String> NEXT = Map.of(SCHEMA, OBJECT, LIMIT, NEW_LIMIT);
        private static final Set<Integer> REFUSALS = Set.of(400, 404, 422, 500, 501);
        private static final Pattern OF_LIMIT = Pattern.compile("(?i)max_\\w{0,20}tokens|in the completion");
        private static final Pattern OF_FORMAT =
                Pattern.compile("(?i)response_?format|json_?object|schema|\\bstrict\\b|grammar|structured|parameter");

        /// The next dialect to try after a refusal; empty if the endpoint refuses something else. Where it
        /// does not say what, only what every endpoint takes is left.
        Optional<Dialect> without(int status, String reason) {
            if (!REFUSALS.contains(status)) {
                return Optional.empty();
            } else if (!limit.isEmpty() && OF_LIMIT.matcher(reason).find()) {
                return Optional.of(new Dialect(format, NEXT.getOrDefault(limit, ""), hasTemperature));
            } else if (hasTemperature && reason.contains("temperature")) {
                return Optional.of(new Dialect(format, limit, false));
            } else if (!format.isEmpty() && OF_FORMAT.matcher(reason).find()) {
                return Optional.of(new Dialect(NEXT.getOrDefault(format, ""), limit, hasTemperature));
            }
            return Optional.of(BARE).filter(bare -> status == 400 && !equals(bare));
        }

        Map<String, Object> parameters(int mostTokens, JsonNode schema) {
            Map<String, Object> parameters = new LinkedHashMap<>();
            if (hasTemperature) {
                parameters.put("temperature", 0.2);
            }
            if (!limit.isEmpty()) {
                parameters.put(limit, mostTokens);
            }
            if (!format.isEmpty()) {
                Map<String, Object> named = Map.of("name", "digest", "strict", true, "schema", schema);
                parameters.put(
                        "response_format",
                        format.equals(SCHEMA) ? Map.of("type", format, SCHEMA, named) : Map.of("type", format));
            }
            return parameters;
        }
    }

    /// To ask again is of no use.
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /// At most `mostTokens` are used. `pause` waits. `onUsed` gets the sum so far before each request and after it.
    ChatEndpoint(
            HttpReader http,
            SummarySettings settings,
            Duration timeout,
            Consumer<Duration> pause,
            long mostTokens,
            LongConsumer onUsed) {
        this.http = http;
        this.settings = settings;
        this.timeout = timeout;
        this.pause = pause;
        this.mostTokens = mostTokens;
        this.onUsed = onUsed;
        secret = secret(settings);
        model = settings.model();
    }

    private void use(long tokens) {
        usedTokens += tokens;
        onUsed.accept(usedTokens);
    }

    long usedTokens() {
        return usedTokens;
    }

    String model() {
        return model;
    }

    /// Asks the second model from now on, if there is one that was not tried.
    boolean fallsBack() {
        boolean isFirst = model.equals(settings.model());
        model = settings.fallback().orElse(model);
        dialect = Dialect.WHOLE;
        return isFirst && !model.equals(settings.model());
    }

    Optional<String> judge() {
        return settings.judge();
    }

    /// Asks a model, which may be another one. An array in an answer is the first list of the schema.
    ///
    /// @throws IOException if no answer can be used; the message continues a sentence about the
    ///     endpoint, for operators
    <T> T ask(String asked, Prompt prompt, Object data, AnswerReader<T> reader) throws IOException {
        JsonNode form = ChatAnswer.tree(prompt.schema());
        IOException last = new IOException("was not asked");
        for (int answer = 0; answer < ANSWERS; answer++) {
            try {
                return reader.read(answer(asked, prompt.task(), data, form)
                        .json(form.path("required").path(0).asText()));
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /// Asks until the endpoint takes the question, or refuses more than can be left out.
    private ChatAnswer answer(String asked, String task, Object data, JsonNode schema) throws IOException {
        Dialect tried = dialect;
        int attempt = 1;
        while (true) {
            byte[] request = request(asked, task, data, schema, tried);
            Optional<HttpResponse<byte[]>> response = send(request);
            int status = response.map(HttpResponse::statusCode).orElse(0);
            byte[] body = response.map(HttpResponse::body).orElse(new byte[0]);
            if (status == 200) {
                dialect = tried;
                return counted(request.length, body);
            }
            Optional<Dialect> next = tried.without(status, new String(body, StandardCharsets.UTF_8));
            if (next.isPresent()) {
                tried = next.get();
                continue;
            }
            boolean isBusy = status == 0 || status == 429 || status >= 500;
            Duration wait = response.flatMap(ChatEndpoint::wanted).orElse(BACKOFF.multipliedBy(attempt));
            if (!isBusy || attempt == ATTEMPTS || wait.compareTo(patience) > 0) {
                throw response.map(refused -> refusal(settings, refused))
                        .orElseGet(() -> new RefusedException("cannot be reached"));
            }
            patience = patience.minus(wait);
            pause.accept(wait);
            attempt++;
        }
    }

    /// With the endpoint's own reason.
    static IOException refusal(SummarySettings settings, HttpResponse<byte[]> response) {
        String reason = ChatAnswer.reason(response.body(), secret(settings));
        return new RefusedException("answers with status " + response.statusCode() + reason);
    }

    /// The time for which the endpoint wants no requests, given in seconds or as a time of its
    /// clock.
    private static Optional<Duration> wanted(HttpResponse<byte[]> response) {
        HttpHeaders headers = response.headers();
        String after = headers.firstValue("Retry-After").orElse("");
        try {
            Duration wait = after.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(after))
                    : Duration.between(time(headers.firstValue("Date").orElse("")), time(after));
            return Optional.of(wait).filter(time -> !time.isNegative());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static ZonedDateTime time(String header) {
        return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    private byte[] request(String asked, String task, Object data, JsonNode schema, Dialect tried) {
        try {
            Map<String, Object> request = tried.parameters(MAX_ANSWER_TOKENS, schema);
            request.put("model", asked);
            // Some endpoints take the schema and forget it.
            String form = task + "\nAnswer with JSON of this schema alone: " + schema;
            request.put(
                    "messages",
                    List.of(
                            Map.of("role", "system", "content", form),
                            Map.of("role", "user", "content", JSON.writeValueAsString(data))));
            return JSON.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Empty if the endpoint cannot be reached. Only a refusal and a question that did not arrive cost
    /// nothing: whatever else comes back, the question was read.
    private Optional<HttpResponse<byte[]>> send(byte[] body) throws IOException {
        int sent = body.length / CHARACTERS_OF_TOKEN;
        if (usedTokens + sent + MAX_ANSWER_TOKENS > mostTokens) {
            throw new RefusedException(
                    "may use no more tokens (%,d of %,d are used)".formatted(usedTokens, mostTokens));
        }
        HttpRequest.Builder request = request(settings, "/chat/completions", body);
        use(sent);
        try {
            HttpResponse<byte[]> response = http.send(request, MAX_BYTES, timeout);
            if (response.statusCode() >= 400) {
                use(-sent);
            }
            return Optional.of(response);
        } catch (ConnectException _) {
            use(-sent);
            return Optional.empty();
        }
    }

    static HttpRequest.Builder request(SummarySettings settings, String path, byte[] body) throws IOException {
        URI api = settings.api();
        String query = api.getRawQuery() == null ? "" : "?" + api.getRawQuery();
        String address = api.toString().replaceFirst("/*([?#].*)?$", "") + path + query;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        String secret = secret(settings);
        try {
            if (!secret.isEmpty()) {
                request.header("Authorization", "Bearer " + secret);
                if (api.getHost().endsWith(".azure.com") || query.contains("api-version=")) {
                    request.header("api-key", secret);
                }
            }
            return request;
        } catch (IllegalArgumentException _) {
            // its message quotes the key
            throw new RefusedException("has a key with characters that no key has");
        }
    }

    private static String secret(SummarySettings settings) {
        return settings.key().map(String::strip).orElse("");
    }

    private ChatAnswer counted(int asked, byte[] body) {
        ChatAnswer answer = ChatAnswer.of(body, secret);
        // The reported number may be wrong. A token has at least one byte, and the answer was
        // limited.
        long counted = Math.clamp(answer.tokens(), 0, (long) asked + MAX_ANSWER_TOKENS);
        long answered = Math.min(body.length / CHARACTERS_OF_TOKEN, MAX_ANSWER_TOKENS);
        use(counted > 0 ? counted - asked / CHARACTERS_OF_TOKEN : answered);
        return answer;
    }
}
