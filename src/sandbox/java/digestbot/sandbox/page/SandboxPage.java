package digestbot.sandbox.page;

import digestbot.sandbox.SandboxJson;
import digestbot.web.HostAndOriginCheck;
import digestbot.web.WebServerSettings;
import digestbot.web.WebServerSettings.ErrorBody;
import digestbot.web.WebServerSetup;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server of the page, under names of this machine only. It shows all events on the platforms since its start.
public final class SandboxPage implements AutoCloseable {

    /// The beginning of the path of a link that starts a bot, as `https://t.me/` on the real platform.
    public static final String TELEGRAM_APPS = "/t.me/";

    /// The beginning of the paths of two feeds, `north` and `south`.
    public static final String FEEDS = "/feeds/";

    private static final Logger LOG = LoggerFactory.getLogger(SandboxPage.class);

    private static final Pattern ASSET = Pattern.compile("[\\w-]+\\.(js|css|ttf|md)");

    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "css", "text/css", "ttf", "font/ttf", "md", "text/markdown");

    /// A dropped digest is one file, and everything else is a line or a press.
    private static final long LARGEST_FILE = 1L << 20;

    private static final long LARGEST_BODY = 64L << 10;

    /// A browser sends at most six bodies at a time.
    private static final int BODIES_AT_ONCE = 16;

    private final Javalin javalin;

    private SandboxPage(Javalin javalin) {
        this.javalin = javalin;
    }

    /// Fails with an `UncheckedIOException` if the port is taken.
    public static SandboxPage start(String host, int port, List<PlatformPane> panes, TrialControls controls) {
        PageState pageState = new PageState(panes, controls);
        Javalin javalin = Javalin.create(config -> {
            WebServerSetup.configure(config, host, port, rules());
            configure(config, panes, controls, pageState);
        });
        javalin.start();
        return new SandboxPage(javalin);
    }

    private static void configure(
            JavalinConfig config, List<PlatformPane> panes, TrialControls controls, PageState pageState) {
        config.routes.before(new HostAndOriginCheck(List.of(), _ -> false, "Use localhost.")::check);
        config.routes.exception(IllegalArgumentException.class, (why, context) -> refuse(400, why, context));
        config.routes.exception(HttpResponseException.class, (why, context) -> refuse(why.getStatus(), why, context));
        config.routes.exception(Exception.class, SandboxPage::fail);
        config.routes.get("/", SandboxPage::page);
        config.routes.get(TELEGRAM_APPS + "{bot}", SandboxPage::page);
        config.routes.get("/assets/{name}", SandboxPage::asset);
        config.routes.get("/files/{platform}/{number}", context -> file(context, panes));
        config.routes.get(FEEDS + "{name}", context -> feed(context, controls));
        config.routes.get("/live", pageState::stream);
        new PageActions(panes, controls, pageState).add(config.routes);
    }

    private static void page(Context context) {
        context.contentType("text/html; charset=utf-8")
                .result(Objects.requireNonNull(SandboxPage.class.getResourceAsStream("/sandbox/page.html")));
    }

    /// From the class path, as the server's own way needs a file system of the archive, which the image lacks.
    private static void asset(Context context) {
        String name = context.pathParam("name");
        Matcher asset = ASSET.matcher(name);
        InputStream content = Stream.of("/sandbox/", "/fonts/")
                .filter(_ -> asset.matches())
                .map(folder -> SandboxPage.class.getResourceAsStream(folder + name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(NotFoundResponse::new);
        context.contentType(Objects.requireNonNull(TYPES.get(asset.group(1)))).result(content);
    }

    /// Browsers show pictures, and can only download all other files.
    private static void file(Context context, List<PlatformPane> panes) {
        byte[] content = panes.stream()
                .filter(pane -> pane.id.equals(context.pathParam("platform")))
                .findFirst()
                .flatMap(pane -> pane.platform.file(
                        context.pathParamAsClass("number", Long.class).get()))
                .orElseThrow(() -> new NotFoundResponse("File not found, or no longer kept."));
        if (context.queryParam("picture") != null) {
            context.contentType("image/png");
        } else {
            context.contentType("application/octet-stream").header("Content-Disposition", "attachment");
        }
        context.result(content);
    }

    private static void feed(Context context, TrialControls controls) {
        context.contentType("application/rss+xml; charset=utf-8")
                .result(SampleFeeds.find(context.pathParam("name"), controls.now())
                        .orElseThrow(NotFoundResponse::new));
    }

    private static WebServerSettings rules() {
        return new WebServerSettings(
                HostAndOriginCheck.HEADERS,
                path -> path.equals("/digest") ? LARGEST_FILE : LARGEST_BODY,
                BODIES_AT_ONCE,
                (_, _, _, sentence) -> problem(sentence));
    }

    private static ErrorBody problem(String sentence) {
        return new ErrorBody(
                "application/json; charset=utf-8",
                SandboxJson.object().put("problem", sentence).toString());
    }

    private static void refuse(int status, Exception why, Context context) {
        ErrorBody said = problem(String.valueOf(why.getMessage()));
        context.status(status).contentType(said.contentType()).result(said.content());
    }

    private static void fail(Exception why, Context context) {
        LOG.error("request to the page failed: {}", context.path(), why);
        refuse(500, new IllegalStateException("Internal error. See the log."), context);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + javalin.port() + "/");
    }

    @Override
    public void close() {
        javalin.stop();
    }

    public interface TrialControls {

        Instant now();

        ZoneId zone();

        /// Also wakes everything that waits for a time.
        void forward(Duration by);

        /// The next planned delivery after now.
        Optional<Instant> nextDue();

        /// Puts a file into the folder that the bot watches, and replaces one of the same name, which
        /// ends in `.md`. Returns a sentence about the file.
        String addFile(String name, byte[] content);

        /// Writes a digest from the feeds into that folder. Returns a sentence about it.
        String writeDigest();

        Optional<URI> console();

        Optional<URI> site();
    }
}
