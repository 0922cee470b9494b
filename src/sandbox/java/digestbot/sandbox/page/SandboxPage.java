package digestbot.sandbox.page;

import digestbot.sandbox.SandboxJson;
import digestbot.web.WebServerSettings;
import digestbot.web.WebServerSettings.ErrorBody;
import digestbot.web.WebServerSetup;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server of the page, on loopback only. It shows all events on the platforms since its start.
public final class SandboxPage implements AutoCloseable {

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    /// The Chinese font, which browsers fetch when Chinese text is shown.
    private static final String FONT = "NotoSansSC-Regular.ttf";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("page.html", "text/html; charset=utf-8"),
            Map.entry("page.css", STYLE),
            Map.entry("telegram.css", STYLE),
            Map.entry("discord.css", STYLE),
            Map.entry("page.js", SCRIPT),
            Map.entry("panel.js", SCRIPT),
            Map.entry("unread.js", SCRIPT),
            Map.entry("message.js", SCRIPT),
            Map.entry("composer.js", SCRIPT),
            Map.entry("example.md", "text/markdown; charset=utf-8"),
            Map.entry(FONT, "font/ttf"));
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            Header.CACHE_CONTROL,
            "no-store");
    private static final Logger LOG = LoggerFactory.getLogger(SandboxPage.class);

    /// The largest request body: a dropped digest is one file, and everything else is a line or a
    /// press.
    private static final long LARGEST_FILE = 1L << 20;

    private static final long LARGEST_BODY = 64L << 10;

    /// The number of concurrent request bodies; a browser sends at most six at a time.
    private static final int BODIES_AT_ONCE = 16;

    private static final Duration SLOWEST_BODY = Duration.ofSeconds(10);

    private final Javalin javalin;

    private SandboxPage(Javalin javalin) {
        this.javalin = javalin;
    }

    /// Starts the server; fails with a `JavalinBindException` if the port is taken.
    public static SandboxPage start(int port, List<PlatformPane> panes, TrialControls controls) {
        PageState pageState = new PageState(panes, controls);
        Javalin javalin = Javalin.create(config -> {
            WebServerSetup.configure(config, "127.0.0.1", port, rules());
            configure(config, panes, controls, pageState);
        });
        javalin.start();
        return new SandboxPage(javalin);
    }

    private static void configure(
            JavalinConfig config, List<PlatformPane> panes, TrialControls controls, PageState pageState) {
        config.routes.before(SandboxPage::check);
        config.routes.exception(IllegalArgumentException.class, (why, context) -> refuse(400, why, context));
        config.routes.exception(HttpResponseException.class, (why, context) -> refuse(why.getStatus(), why, context));
        config.routes.exception(Exception.class, SandboxPage::fail);
        config.routes.get("/", context -> send(context, "page.html"));
        config.routes.get("/assets/{name}", context -> send(context, context.pathParam("name")));
        config.routes.get("/files/{platform}/{number}", context -> file(context, panes));
        config.routes.get("/live", pageState::stream);
        new PageActions(panes, controls, pageState).add(config.routes);
    }

    /// Serves a file. Pictures are shown; browsers can only download all other files.
    private static void file(Context context, List<PlatformPane> panes) {
        byte[] content = panes.stream()
                .filter(pane -> pane.id.equals(context.pathParam("platform")))
                .findFirst()
                .flatMap(pane -> content(pane, context.pathParam("number")))
                .orElseThrow(() -> new NotFoundResponse("File not found, or no longer kept."));
        if (context.queryParam("picture") != null) {
            context.contentType("image/png");
        } else {
            context.contentType("application/octet-stream").header("Content-Disposition", "attachment");
        }
        context.result(content);
    }

    private static Optional<byte[]> content(PlatformPane pane, String number) {
        return number.matches("\\d{1,18}|\\d{19}")
                ? pane.platform.file(Long.parseUnsignedLong(number))
                : Optional.empty();
    }

    private static WebServerSettings rules() {
        return new WebServerSettings(
                HEADERS,
                path -> path.equals("/digest") ? LARGEST_FILE : LARGEST_BODY,
                BODIES_AT_ONCE,
                SLOWEST_BODY,
                (_, _, sentence) -> problem(sentence));
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

    /// Accepts only requests of the page itself. Other pages are rejected, even if their host name
    /// resolves to this machine.
    private static void check(Context context) {
        String host =
                Optional.ofNullable(context.header(Header.HOST)).orElse("").toLowerCase(Locale.ROOT);
        String name = host.replaceFirst(":\\d*$", "");
        if (!name.equals("localhost") && !name.equals("127.0.0.1")) {
            throw new ForbiddenResponse("Unknown host name. Use localhost.");
        }
        boolean reads =
                context.method().name().equals("GET") || context.method().name().equals("HEAD");
        if (!reads && !isOwn(context, host)) {
            throw new ForbiddenResponse("Request from another page refused.");
        }
    }

    private static boolean isOwn(Context context, String host) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header(Header.ORIGIN);
        return (site == null || site.equals("same-origin"))
                && (origin == null || origin.equalsIgnoreCase("http://" + host));
    }

    private static void send(Context context, String name) {
        String type = TYPES.get(name);
        if (type == null) {
            throw new NotFoundResponse("There is no such file.");
        }
        context.contentType(type).result(read(name));
    }

    private static byte[] read(String name) {
        String path = (name.equals(FONT) ? "/fonts/" : "/sandbox/") + name;
        try (InputStream in = SandboxPage.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
