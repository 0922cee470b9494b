package digestbot.site.server;

import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.StyleRegistry;
import digestbot.content.views.StyleRegistry.PerspectiveStyleConfig;
import digestbot.content.views.StyleRegistry.TopicStyle;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.archive.Withdrawals;
import digestbot.library.intake.ImportedFolder;
import digestbot.site.SiteSettings;
import digestbot.site.SubscribeLinks;
import digestbot.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// A folder of digests and the site that publishes them, on loopback, with a clock that is set by
/// hand. Pages are never older than the library.
public final class SiteFixture implements AutoCloseable {

    private static final Duration A_MOMENT = Duration.ofMillis(300);

    /// The base address of the site; nothing listens there.
    public static final String BASE = "https://news.example.org";

    public final Database database;
    public final Library library = new Library(this::parse);
    private final DigestParser parser = new DigestParser();

    /// Is run whenever a digest is read.
    volatile Runnable reading = () -> {};

    /// Is told of each digest that was read.
    volatile Consumer<ParseResult> read = _ -> {};

    /// Where readers get the digests in chats.
    volatile SubscribeLinks subscribe = SubscribeLinks.NONE;

    private final ImportedFolder digests;
    private final DigestContentBuilder views = new DigestContentBuilder(styles());
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Instant now = Instant.parse("2026-02-12T12:00:00Z");

    public SiteFixture(Path folder) {
        this(folder, BASE);
    }

    SiteFixture(Path folder, String base) {
        Path digestFolder = ImportedFolder.create(folder.resolve("digests"));
        database = TestDatabase.open(folder.resolve("bot.sqlite"));
        digests = new ImportedFolder(digestFolder, database, library, () -> now);
        var settings = new SiteSettings(
                Optional.of(URI.create(base)),
                "127.0.0.1",
                0,
                "Example Digests",
                "We read **both** sides.",
                List.of(),
                SiteSettings.LinkPolicy.SERVED,
                Optional.empty());
        server = SiteServer.start(
                        settings,
                        SitePageRoutes.all(
                                settings,
                                styles().colours(),
                                (_, topic, after, texts) -> topic.equals("ships")
                                        ? List.of("%s since %s".formatted(texts.language(), after))
                                        : List.of(),
                                database,
                                library,
                                views,
                                () -> subscribe,
                                Duration.ZERO,
                                new Clocks(() -> now, System::nanoTime)))
                .orElseThrow();
    }

    /// Emoji and colours of the topic `us-china`.
    public static StyleRegistry styles() {
        return new StyleRegistry(Map.of(
                "us-china",
                new TopicStyle(
                        "",
                        false,
                        Map.of("us", style("🇺🇸", 0x3b6fb6, "US"), "china", style("🇨🇳", 0xb8443a, "China")))));
    }

    private ParseResult parse(byte[] content) {
        reading.run();
        ParseResult result = parser.parse(content);
        read.accept(result);
        return result;
    }

    private static PerspectiveStyleConfig style(String emoji, int colour, String label) {
        return new PerspectiveStyleConfig(Optional.of(emoji), OptionalInt.of(colour), Optional.of(label));
    }

    /// From now on digests are held for review.
    public void hold() {
        digests.hold(true);
    }

    /// Writes files into the folder and has them imported, a moment after what came before.
    ///
    /// @param files names and texts in turn
    public void write(String... files) {
        pass(A_MOMENT);
        digests.write(files);
    }

    public void copy(Path folder) throws IOException {
        digests.copy(folder);
    }

    public InstantSource clock() {
        return () -> now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public void withdraw(String topic, String day) {
        withdraw(topic, day, "");
    }

    public void withdraw(String topic, String day, String edition) {
        pass(Duration.ofMinutes(1));
        var withdrawals = new Withdrawals(library, SilentPublications.NOTHING, () -> now);
        database.writeWithoutResult(tx -> withdrawals.on(tx, topic, LocalDate.parse(day)).stream()
                .filter(digest -> digest.digest().key().edition().equals(edition))
                .forEach(digest -> withdrawals.withdraw(tx, digest.number())));
    }

    public int port() {
        return server.port();
    }

    /// The address of a path on loopback.
    public String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /// Asks for a path without following redirects.
    ///
    /// @param headers names and values in turn
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return get(path, BodyHandlers.ofString(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<byte[]> bytes(String path, String... headers) throws IOException, InterruptedException {
        return get(path, BodyHandlers.ofByteArray(), headers);
    }

    private <T> HttpResponse<T> get(String path, BodyHandler<T> body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), body);
    }

    @Override
    public void close() {
        client.close();
        server.close();
        database.close();
    }
}
