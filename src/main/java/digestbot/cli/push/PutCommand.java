package digestbot.cli.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import digestbot.api.push.PushRoutes;
import digestbot.api.push.PushToken.PushSecret;
import digestbot.cli.common.CliCommand;
import digestbot.cli.common.DigestFileArguments;
import digestbot.cli.push.PutCommand.PushClient.PushReply;
import digestbot.digest.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Pushes digests to a running bot. The token is never an argument, because all users of the
/// machine can read those.
@Command(
        name = "put",
        description = "Push digest files to a running bot, and print errors and warnings with file:line.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The bot has every file; there may be warnings.",
            "1:A file is invalid or missing, a folder has no digests, or the bot did not take a file.",
            "2:The arguments or the token are wrong."
        },
        footer = {
            "",
            "The token is the value of the variable DIGESTBOT_TOKEN, or the content of --token-file.",
            "",
            "Examples:",
            "  digestbot put digests/2026-02-05.md --to https://news.example.org",
            "  make-digest | digestbot put - --to https://news.example.org"
        })
public final class PutCommand extends CliCommand {

    private static final String VARIABLE = "DIGESTBOT_TOKEN";
    private static final Path STANDARD_INPUT = Path.of("-");

    /// The largest file that any bot takes.
    private static final int MAX_BYTES = 64 << 20;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description = "Address of the bot's site, such as https://news.example.org.")
    private String to = "";

    @Option(names = "--token-file", paramLabel = "FILE", description = "File that has the token.")
    private Optional<Path> tokenFile = Optional.empty();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Digest files, or folders of them; “-” is the standard input.")
    private List<Path> files = new ArrayList<>();

    private final Map<String, String> environment;
    private final InputStream input;
    private final PushClient.Pause pause;

    PutCommand() {
        this(System.getenv(), System.in, Thread::sleep);
    }

    PutCommand(Map<String, String> environment, InputStream input, PushClient.Pause pause) {
        this.environment = Map.copyOf(environment);
        this.input = input;
        this.pause = pause;
    }

    @Override
    public Integer call() throws InterruptedException {
        URI address = address();
        PushSecret token = token();
        var named = new DigestFileArguments(files);
        List<String> errors = named.errors();
        errors.forEach(error -> fail(error));
        boolean failed = !errors.isEmpty();
        try (var client = new PushClient(address, token, pause)) {
            for (Path file : named.files()) {
                PushReply reply = push(client, file);
                if (reply instanceof PushReply.WrongRequest(String sentence)) {
                    throw wrong(sentence);
                }
                print(file.equals(STANDARD_INPUT) ? Path.of("stdin") : file, reply);
                failed |= !(reply instanceof PushReply.Accepted);
            }
            named.skipped().ifPresent(this::println);
        }
        return failed ? 1 : 0;
    }

    private URI address() {
        URI uri;
        try {
            uri = URI.create(to.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException _) {
            throw wrong("--to: “%s” is not an address.".formatted(to));
        }
        boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!isWeb
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw wrong("--to must be an address such as https://news.example.org, without user name and query.");
        }
        if ("http".equals(uri.getScheme()) && !isOnThisMachine(uri.getHost())) {
            command().getErr().println("warning: without https, others in the network can read the token");
            command().getErr().flush();
        }
        return PushClient.endpoint(uri);
    }

    private static boolean isOnThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private PushSecret token() {
        String text = tokenFile
                .map(this::read)
                .orElseGet(() -> environment.getOrDefault(VARIABLE, ""))
                .strip();
        if (text.isEmpty()) {
            throw wrong("No token. Set %s, or name a file with --token-file; “digestbot token” makes one."
                    .formatted(VARIABLE));
        }
        return PushSecret.of(text)
                .orElseThrow(() -> wrong("The token is malformed (it is not shown here). Copy it again."));
    }

    private String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw wrong("--token-file: %s cannot be read: %s"
                    .formatted(file, e.getClass().getSimpleName()));
        }
    }

    private PushReply push(PushClient client, Path file) throws InterruptedException {
        boolean isInput = file.equals(STANDARD_INPUT);
        if (!isInput && !Files.isRegularFile(file)) {
            return PushReply.failed("file not found");
        }
        try {
            return client.push(isInput ? input.readNBytes(MAX_BYTES + 1) : DigestFileArguments.read(file, MAX_BYTES));
        } catch (IOException e) {
            return PushReply.failed("cannot be read: " + e.getMessage());
        }
    }

    private void print(Path file, PushReply reply) {
        switch (reply) {
            case PushReply.Accepted(String digest, String result, List<Diagnostic> warnings) -> {
                println("%s: %s: %s".formatted(file, digest, result));
                warnings.forEach(warning -> println(DigestFileArguments.line(file, "warning", warning)));
            }
            case PushReply.Refused(List<Diagnostic> problems) ->
                problems.forEach(problem -> println(DigestFileArguments.line(file, "error", problem)));
            case PushReply.WrongRequest(String sentence) -> println("%s: error: %s".formatted(file, sentence));
        }
    }

    static final class PushClient implements AutoCloseable {

        private static final int ATTEMPTS = 6;
        private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
        private static final Duration TIMEOUT = Duration.ofMinutes(2);
        private static final int MAX_ANSWER_BYTES = 8 << 20;

        private static final int UNPROCESSABLE = 422;

        /// The bot limits requests, or its proxy cannot reach it.
        private static final List<Integer> LATER = List.of(429, 502, 503, 504);

        private final HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER) // the token is for this address alone
                .connectTimeout(CONNECT_TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        private final URI endpoint;
        private final PushSecret token;
        private final Pause pause;

        interface Pause {

            void of(Duration time) throws InterruptedException;
        }

        sealed interface PushReply {

            /// The digest is its topic, day and language; the result is `new`, `corrected`, or
            /// `same` with the state.
            record Accepted(String digest, String result, List<Diagnostic> warnings) implements PushReply {}

            record Refused(List<Diagnostic> problems) implements PushReply {}

            /// The address or the token is wrong, so no file would be taken.
            record WrongRequest(String sentence) implements PushReply {}

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

        /// The bot asks for a number of seconds, never for a date.
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
                case HttpURLConnection.HTTP_OK, HttpURLConnection.HTTP_CREATED ->
                    new PushReply.Accepted(
                            "%s, %s, %s".formatted(text(body, "topic"), text(body, "day"), text(body, "language")),
                            answer.status() == HttpURLConnection.HTTP_OK
                                    ? "same, " + text(body, "state")
                                    : text(body, "result"),
                            diagnostics(body, "warnings"));
                case UNPROCESSABLE -> {
                    List<Diagnostic> errors = diagnostics(body, "errors");
                    yield errors.isEmpty() ? PushReply.failed(error(answer)) : new PushReply.Refused(errors);
                }
                case HttpURLConnection.HTTP_UNAUTHORIZED ->
                    new PushReply.WrongRequest(
                            "The token was rejected by %s. Compare it with “sources.push” in the configuration of the bot, and restart the bot after a change."
                                    .formatted(endpoint));
                case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_BAD_METHOD -> notABot(answer);
                default ->
                    answer.status() >= HttpURLConnection.HTTP_MULT_CHOICE
                                    && answer.status() < HttpURLConnection.HTTP_BAD_REQUEST
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

        /// Removes characters that could control a terminal.
        private static String clean(String text) {
            return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+", " ")
                    .strip();
        }

        @Override
        public void close() {
            client.close();
        }
    }

    /// Nothing is stored.
    @Command(
            name = "token",
            description = "Print a new token for a pipeline that pushes digests, and its hash for sources.push.",
            mixinStandardHelpOptions = true)
    public static final class TokenCommand extends CliCommand {

        @Override
        public Integer call() {
            PushSecret secret = PushSecret.random();
            println("token: " + secret.reveal());
            println("hash: " + secret.hash());
            return 0;
        }
    }
}
