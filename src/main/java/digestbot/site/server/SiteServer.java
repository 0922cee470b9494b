package digestbot.site.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import digestbot.database.RepeatedFailureLog;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteSettings;
import digestbot.web.WebServerSettings;
import digestbot.web.WebServerSetup;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The web server of the public site.
public final class SiteServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SiteServer.class);

    /// The headers of every response. Pages load nothing but styles, pictures and fonts of the site.
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            Header.CACHE_CONTROL,
            "no-store");

    /// The beginning of the paths that programs use.
    private static final String API = "/api/";

    private static final int MAX_CONCURRENT_BODIES = 16;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private final Javalin javalin;

    private SiteServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /// Starts the server. Empty if it cannot bind; the bot then runs without it and logs the reason.
    ///
    /// @param routes what it serves; the first one that has a path answers
    public static Optional<SiteServer> start(SiteSettings settings, List<SiteRoutes> routes) {
        var javalin = Javalin.create(config -> configure(config, settings, routes));
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            LOG.warn(
                    "site not started: cannot listen on {} ({}). Set another site.port, or 0 for no server",
                    settings,
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            javalin.stop();
            return Optional.empty();
        }
        return Optional.of(new SiteServer(javalin));
    }

    private static void configure(JavalinConfig config, SiteSettings settings, List<SiteRoutes> routes) {
        String prefix = settings.addresses().map(SiteAddresses::prefix).orElse("");
        WebServerSetup.configure(config, settings.host(), settings.port(), limits(prefix, routes));
        config.http.strictContentTypes = true;
        config.http.compressionStrategy = CompressionStrategy.NONE; // resources are kept compressed
        if (!prefix.isEmpty()) {
            config.router.contextPath = prefix;
        }
        config.routes.exception(HttpResponseException.class, (failure, context) -> {
            int status = failure.getStatus();
            answer(
                    context,
                    prefix,
                    status,
                    status == HttpStatus.NOT_FOUND.getCode() ? "Not found." : String.valueOf(failure.getMessage()));
        });
        var failureLog = new RepeatedFailureLog(LOG, "site page failed", "site pages work again");
        config.routes.exception(Exception.class, (failure, context) -> {
            failureLog.failed(new IllegalStateException("on " + context.path(), failure));
            answer(context, prefix, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "Internal error.");
        });
        routes.forEach(each -> each.add(config.routes));
    }

    private static WebServerSettings limits(String prefix, List<SiteRoutes> routes) {
        return new WebServerSettings(
                HEADERS,
                path -> routes.stream()
                        .mapToLong(each ->
                                each.maxBodyBytes(path.startsWith(prefix) ? path.substring(prefix.length()) : path))
                        .max()
                        .orElse(0),
                MAX_CONCURRENT_BODIES,
                READ_TIMEOUT,
                (_, path, sentence) -> error(prefix, path, sentence));
    }

    private static void answer(Context context, String prefix, int status, @Nullable String sentence) {
        WebServerSettings.ErrorBody body = error(prefix, context.path(), String.valueOf(sentence));
        context.status(status).contentType(body.contentType()).result(body.content());
    }

    /// The body of an error: JSON for programs, text for people.
    private static WebServerSettings.ErrorBody error(String prefix, String path, String sentence) {
        return path.startsWith(prefix + API)
                ? new WebServerSettings.ErrorBody(
                        "application/json; charset=utf-8",
                        JsonNodeFactory.instance.objectNode().put("error", sentence) + "\n")
                : new WebServerSettings.ErrorBody("text/plain; charset=utf-8", sentence + "\n");
    }

    /// The port on which it listens.
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
