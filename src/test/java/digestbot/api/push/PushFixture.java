package digestbot.api.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.GivenTime;
import digestbot.api.push.PushToken.PushSecret;
import digestbot.cluster.LeaderTerm;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.intake.FirstStartPolicies;
import digestbot.library.intake.FolderImport;
import digestbot.site.SiteSettings;
import digestbot.site.server.SiteRoutes;
import digestbot.site.server.SiteServer;
import digestbot.web.IpNetwork;
import digestbot.web.TrustedProxies;
import digestbot.web.WebServer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The site's server with its route for digests, a digest folder and its import, and a token.
public final class PushFixture implements AutoCloseable {

    static final int MAX_BYTES = 20_000;

    /// It reads what anybody sends.
    static final String OPEN_PATH = "/open";

    final Path folder;
    final Database database;
    volatile Runnable beforeParsing = () -> {};
    final Library library = new Library(bytes -> {
        beforeParsing.run();
        return new DigestParser().parse(bytes);
    });
    final List<PushToken> tokens = new ArrayList<>();
    final DigestInbox inbox;
    final AtomicLong nanos = new AtomicLong();
    final List<String> problems = new ArrayList<>();
    final List<String> published = new ArrayList<>();
    public final String token;
    final String tradeToken;
    public final PushRoutes routes;
    private final FolderImport intake;
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public JsonNode body() {
            try {
                return new ObjectMapper().readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String text(String key) {
            return body().path(key).asText();
        }
    }

    public PushFixture(Path base) throws IOException {
        this(base, List.of());
    }

    PushFixture(Path base, List<IpNetwork> proxies) throws IOException {
        folder = Files.createDirectories(base.resolve("digests"));
        database = TestDatabase.open(base.resolve("d.sqlite"));
        inbox = new DigestInbox(folder, Optional.of("git"), MAX_BYTES, database, library);
        token = add("pipeline", Set.of());
        tradeToken = add("trade-only", Set.of("trade"));
        routes = new PushRoutes(tokens, inbox, library, MAX_BYTES, new TrustedProxies(proxies), nanos::get);
        server = SiteServer.start(
                        new SiteSettings(Optional.empty(), "127.0.0.1", 0, "Digests"), List.of(routes, open()))
                .orElseThrow();
        intake = new FolderImport(
                database,
                library,
                FirstStartPolicies.settings(folder, MAX_BYTES, Duration.ZERO),
                new SilentPublications((_, number) -> published.add("published " + number)),
                (_, path, found) -> found.forEach(problem -> problems.add(path + ": " + problem.message())),
                LeaderTerm.PERMANENT,
                GivenTime.CLOCK);
        importFolder();
    }

    private static SiteRoutes open() {
        return new SiteRoutes() {
            @Override
            public void add(RoutesConfig config) {
                config.post(OPEN_PATH, Context::body);
            }

            @Override
            public long maxBodyBytes(String path) {
                return path.equals(OPEN_PATH) ? MAX_BYTES : 0;
            }
        };
    }

    private String add(String name, Set<String> topics) {
        PushSecret secret = PushSecret.random();
        tokens.add(new PushToken(name, secret.hash(), topics));
        return secret.reveal();
    }

    /// Imports the folder.
    void importFolder() {
        intake.step(() -> {});
    }

    int port() {
        return server.port();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public Answer push(String text) {
        return push(text, token);
    }

    public Answer push(String text, String by) {
        return send(request(text.getBytes(StandardCharsets.UTF_8)).header("Authorization", "Bearer " + by));
    }

    HttpRequest.Builder request(byte[] body) {
        return HttpRequest.newBuilder(address().resolve("/api/digests"))
                .header("Content-Type", "text/markdown; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /// The files in the folder, also those that the intake ignores.
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !Files.isDirectory(file))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    String content(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    /// The digests with the number of their revisions and their files.
    List<String> digests() {
        return database.read(tx -> tx.select("""
                        SELECT topic || ' ' || day || ' r' || (SELECT count(*) FROM revision
                        WHERE revision.digest = digest.number) || ' ' || state || ' ' || path FROM digest ORDER BY number""").mapTo(String.class).list());
    }

    @Override
    public void close() {
        server.close();
        inbox.close();
        intake.close();
        database.close();
    }
}
