package digestbot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import digestbot.api.push.PushRoutes;
import digestbot.api.push.PushToken.PushSecret;
import digestbot.digest.Diagnostic;
import digestbot.digest.parser.DigestParser;
import digestbot.web.IpNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
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

    private static final int ATTEMPTS = 6;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int MAX_ANSWER_BYTES = 8 << 20;
    private static final int UNPROCESSABLE = 422;

    /// The statuses for trying again later: the bot limits requests, or its proxy cannot reach it.
    private static final List<Integer> LATER = List.of(429, 502, 503, 504);

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
    private final Pause pause;

    private record Site(HttpClient client, URI endpoint, PushSecret token) {}

    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    PutCommand() {
        this(System.getenv(), System.in, Thread::sleep);
    }

    PutCommand(Map<String, String> environment, InputStream input, Pause pause) {
        this.environment = Map.copyOf(environment);
        this.input = input;
        this.pause = pause;
    }

    @Override
    public Integer call() throws InterruptedException {
        URI endpoint = endpoint();
        PushSecret token = token();
        var connecting = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER) // the token is only for this address
                .connectTimeout(CONNECT_TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1);
        var named = new DigestFileArguments(files);
        List<String> errors = named.errors();
        errors.forEach(error -> fail(error));
        boolean failed = !errors.isEmpty();
        try (HttpClient client = connecting.build()) {
            var site = new Site(client, endpoint, token);
            for (Path file : named.files()) {
                failed |= !push(file, site);
            }
            named.skipped().ifPresent(this::println);
        }
        return failed ? 1 : 0;
    }

    private URI endpoint() {
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
        if ("http".equals(uri.getScheme()) && !IpNetwork.isLoopback(uri.getHost())) {
            command().getErr().println("warning: without https, others in the network can read the token");
            command().getErr().flush();
        }
        return URI.create(uri.toString().replaceFirst(PushRoutes.PATH + "$", "") + PushRoutes.PATH);
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

    /// Returns true if the bot accepted the file or already has it.
    private boolean push(Path file, Site site) throws InterruptedException {
        boolean isInput = file.equals(STANDARD_INPUT);
        Path shown = isInput ? Path.of("stdin") : file;
        if (!isInput && !Files.isRegularFile(file)) {
            return refused(shown, "file not found");
        }
        byte[] content;
        try {
            content = isInput ? input.readNBytes(DigestParser.MAX_BYTES + 1) : DigestFileArguments.read(file);
        } catch (IOException e) {
            return refused(shown, "cannot be read: " + e.getMessage());
        }
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Duration wait = Duration.ofSeconds(1L << attempt);
            try {
                PushResponse answer = send(content, site);
                if (!LATER.contains(answer.status())) {
                    return report(shown, site.endpoint(), answer);
                }
                reason = answer.error();
                wait = answer.retryAfter().orElse(wait);
            } catch (IOException e) {
                String message = e.getMessage();
                reason = "%s cannot be reached: %s"
                        .formatted(
                                site.endpoint(), message == null ? e.getClass().getSimpleName() : clean(message));
            }
            if (attempt + 1 < ATTEMPTS) {
                pause.of(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
            }
        }
        return refused(shown, "not pushed after %d attempts: %s".formatted(ATTEMPTS, reason));
    }

    private PushResponse send(byte[] content, Site site) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(site.endpoint())
                .header("Authorization", "Bearer " + site.token().reveal())
                .header("Content-Type", "text/markdown; charset=utf-8")
                .header("Accept", "application/json")
                .expectContinue(true) // a refusal arrives before the content is sent
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        HttpResponse<InputStream> response = site.client().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            String text = new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
            // The bot always gives a number of seconds, never a date.
            Optional<Duration> retryAfter = response.headers()
                    .firstValue("Retry-After")
                    .filter(seconds -> seconds.matches("\\d{1,9}"))
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
            return new PushResponse(response.statusCode(), retryAfter, json(text));
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance(); // a proxy answered
        }
    }

    private record PushResponse(int status, Optional<Duration> retryAfter, JsonNode body) {

        String text(String key) {
            return clean(body.path(key).asText());
        }

        String error() {
            String said = text("detail");
            return said.isEmpty() ? "HTTP " + status : said + " (HTTP " + status + ")";
        }

        List<Diagnostic> diagnostics(String key) {
            return StreamSupport.stream(body.path(key).spliterator(), false)
                    .map(each -> new Diagnostic(
                            each.path("line").asInt(),
                            clean(each.path("message").asText())))
                    .toList();
        }
    }

    /// Reports the answer. Fails if the address or the token is wrong, because then no file would
    /// be accepted.
    private boolean report(Path file, URI endpoint, PushResponse answer) {
        int status = answer.status();
        if (status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_CREATED) {
            println("%s: %s, %s, %s: %s"
                    .formatted(
                            file,
                            answer.text("topic"),
                            answer.text("day"),
                            answer.text("language"),
                            status == HttpURLConnection.HTTP_OK
                                    ? "same, " + answer.text("state")
                                    : answer.text("result")));
            print(file, "warning", answer.diagnostics("warnings"));
            return true;
        }
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
            throw wrong(
                    "The token was rejected by %s. Compare it with “sources.push” in the configuration of the bot, and restart the bot after a change."
                            .formatted(endpoint));
        }
        if (status == HttpURLConnection.HTTP_NOT_FOUND
                || status == HttpURLConnection.HTTP_BAD_METHOD
                || status / 100 == 3) {
            throw wrong(
                    "%s takes no digests (HTTP %d). Check --to, and site.port of the bot.".formatted(endpoint, status));
        }
        List<Diagnostic> errors = status == UNPROCESSABLE ? answer.diagnostics("errors") : List.of();
        if (errors.isEmpty()) {
            return refused(file, answer.error());
        }
        print(file, "error", errors);
        return false;
    }

    private boolean refused(Path file, String reason) {
        print(file, "error", List.of(new Diagnostic(Diagnostic.WHOLE_FILE, reason)));
        return false;
    }

    private void print(Path file, String kind, List<Diagnostic> diagnostics) {
        diagnostics.forEach(each -> println(DigestFileArguments.line(file, kind, each)));
    }

    /// Removes characters that could control a terminal.
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+", " ").strip();
    }

    /// Checks the files without storing anything.
    @Command(
            name = "token",
            description = "Print a new token for a pipeline that pushes digests, and its hash for sources.push.")
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
