package digestbot.site.server;

import digestbot.cluster.SeatTerm;
import digestbot.content.views.StyledDigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.content.views.TopicStyles.PerspectiveStyleConfig;
import digestbot.content.views.TopicStyles.TopicStyle;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.archive.Withdrawals;
import digestbot.library.intake.FirstStartPolicies;
import digestbot.library.intake.FolderImport;
import digestbot.library.intake.HoldPolicy;
import digestbot.site.EditionCards;
import digestbot.site.SearchPages;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteAsset;
import digestbot.site.SiteLayout;
import digestbot.site.SiteLibrary;
import digestbot.site.SitePages;
import digestbot.site.SiteSearch;
import digestbot.site.SiteSettings;
import digestbot.site.build.SiteMap;
import digestbot.site.build.StaticSite;
import digestbot.site.build.StaticSite.SitePictures;
import digestbot.site.feed.FeedLinks;
import digestbot.site.feed.SiteFeeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A folder of digests and the site that publishes them, on loopback, with a clock that is set by
/// hand. Pages are never older than the library.
public final class SiteFixture implements AutoCloseable {

    private static final Duration STABLE = Duration.ofMillis(300);
    private static final int MAX_BYTES = 4 << 20;

    /// The base address of the site; nothing listens there.
    static final String BASE = "https://news.example.org";

    public final Database database;
    final Library library = new Library(new DigestParser(MAX_BYTES)::parse);
    private final Path digests;
    private final SiteServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private HoldPolicy holdPolicy = HoldPolicy.NOTHING;
    private volatile Instant now = Instant.parse("2026-02-12T12:00:00Z");

    public SiteFixture(Path folder) throws IOException {
        this(folder, BASE);
    }

    SiteFixture(Path folder, String base) throws IOException {
        digests = Files.createDirectories(folder.resolve("digests"));
        database = TestDatabase.open(folder.resolve("bot.sqlite"));
        scan();
        var settings = new SiteSettings(Optional.of(URI.create(base)), "127.0.0.1", 0, "Example Digests");
        var views = new StyledDigestViews(styles());
        SiteAsset css = SiteAsset.styles(styles().colours());
        var layout = new SiteLayout(
                settings.addresses().orElseThrow(), settings.name(), css, SiteAsset.icon(), FeedLinks::of);
        var published = new SiteLibrary(library);
        var pages = new SitePages(published, views, layout);
        var clocks = new Clocks(() -> now, System::nanoTime);
        var addresses = settings.addresses().orElseThrow();
        var cache = new PageCache(database, library, Duration.ZERO, clocks);
        server = SiteServer.start(
                        settings,
                        List.of(
                                new AssetRoutes(List.of(css, SiteAsset.icon())),
                                new FeedRoutes(
                                        addresses,
                                        new SiteFeeds(addresses, settings.name(), Optional.empty(), published, views),
                                        cache),
                                new SiteMapRoutes(new SiteMap(addresses, published), cache),
                                new CardRoutes(database, pages, views),
                                new SearchRoutes(
                                        database, new SiteSearch(published), new SearchPages(layout), addresses),
                                new SitePageRoutes(pages, new PageCache(database, library, Duration.ZERO, clocks))))
                .orElseThrow();
    }

    /// Emoji and colours of the topic `us-china`.
    static TopicStyles styles() {
        return new TopicStyles(Map.of(
                "us-china",
                new TopicStyle(
                        "",
                        Map.of(
                                "us",
                                new PerspectiveStyleConfig(
                                        Optional.of("🇺🇸"), OptionalInt.of(0x3b6fb6), Optional.of("US")),
                                "china",
                                new PerspectiveStyleConfig(
                                        Optional.of("🇨🇳"), OptionalInt.of(0xb8443a), Optional.of("China"))))));
    }

    /// From now on digests are held for review.
    void hold() {
        holdPolicy = new HoldPolicy(HoldPolicy.HoldMode.ALWAYS, Duration.ofHours(4));
    }

    /// Writes files into the folder and has them imported.
    ///
    /// @param files names and texts in turn
    public void write(String... files) {
        try {
            for (int i = 0; i < files.length; i += 2) {
                Files.writeString(digests.resolve(files[i]), files[i + 1]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        scan();
    }

    /// Imports the digests of a folder.
    public void copy(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".md")).toList()) {
                Files.copy(file, digests.resolve(file.getFileName()));
            }
        }
        scan();
    }

    private void scan() {
        var settings = new FolderImport.ImportSettings(
                digests,
                MAX_BYTES,
                STABLE,
                FirstStartPolicies.everything(),
                holdPolicy,
                new LatePolicy(ZoneOffset.UTC, Duration.ZERO));
        try (var intake = new FolderImport(
                database,
                library,
                settings,
                SilentPublications.NOTHING,
                (_, path, problems) -> {
                    throw new AssertionError(path + ": " + problems);
                },
                SeatTerm.PERMANENT,
                () -> now)) {
            intake.scan();
            pass(STABLE);
            intake.scan();
        }
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /// Withdraws all digests of the topic and day.
    void withdraw(String topic, String day) {
        pass(Duration.ofMinutes(1));
        var withdrawals = new Withdrawals(library, SilentPublications.NOTHING, () -> now);
        database.writeWithoutResult(tx -> withdrawals
                .on(tx, topic, LocalDate.parse(day))
                .forEach(digest -> withdrawals.withdraw(tx, digest.number())));
    }

    public int port() {
        return server.port();
    }

    /// The address of a path on loopback.
    public String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /// Writes the site as files, with pictures of the newest day.
    StaticSite.BuildResult build(Path out) {
        return build(out, 1);
    }

    /// @param pictureDays the number of days with pictures
    StaticSite.BuildResult build(Path out, int pictureDays) {
        var published = new SiteLibrary(library);
        var views = new StyledDigestViews(styles());
        var addresses = new SiteAddresses(URI.create(BASE));
        SiteAsset css = SiteAsset.styles(styles().colours());
        var layout = new SiteLayout(addresses, "Example Digests", css, SiteAsset.icon(), FeedLinks::of);
        var built = new StaticSite(
                published,
                new SitePages(published, views, layout),
                new SiteFeeds(addresses, "Example Digests", Optional.empty(), published, views),
                new SiteMap(addresses, published),
                new SitePictures(new EditionCards(views), pictureDays),
                List.of(css, SiteAsset.icon()),
                "");
        return database.read(tx -> {
            try {
                return built.build(tx, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// Asks for a path without following redirects.
    ///
    /// @param headers names and values in turn
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> bytes(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        client.close();
        server.close();
        database.close();
    }
}
