package digestbot.site.server;

import digestbot.database.RepeatedFailureLog;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteSettings;
import digestbot.web.WebServerSettings;
import digestbot.web.WebServerSettings.ErrorBody;
import digestbot.web.WebServerSettings.ErrorRenderer;
import digestbot.web.WebServerSetup;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public final class SiteServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SiteServer.class);

    /// Pages load nothing but styles, pictures and fonts of the site.
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

    private static final int MAX_CONCURRENT_BODIES = 16;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
    private static final String RETRY_SECONDS = "5";

    private final Javalin javalin;

    private SiteServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /// Empty if the server cannot bind; the bot then runs without it and logs the reason.
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
        ErrorRenderer errors = (_, path, sentence) -> error(withoutPrefix(path, prefix), routes, sentence);
        WebServerSetup.configure(config, settings.host(), settings.port(), limits(prefix, routes, errors));
        config.http.strictContentTypes = true;
        config.http.compressionStrategy = CompressionStrategy.NONE; // resources are kept compressed
        if (!prefix.isEmpty()) {
            config.router.contextPath = prefix;
        }
        config.routes.exception(HttpResponseException.class, (failure, context) -> {
            int status = failure.getStatus();
            String sentence = status == HttpStatus.NOT_FOUND.getCode() ? "Not found." : failure.getMessage();
            if (status == HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
                context.header(Header.RETRY_AFTER, RETRY_SECONDS);
            }
            answer(context, status, errors.render(Optional.empty(), context.path(), String.valueOf(sentence)));
        });
        var failureLog = new RepeatedFailureLog(LOG, "site page failed", "site pages work again");
        config.routes.exception(Exception.class, (failure, context) -> {
            failureLog.failed(new IllegalStateException("on " + context.path(), failure));
            answer(
                    context,
                    HttpStatus.INTERNAL_SERVER_ERROR.getCode(),
                    errors.render(Optional.empty(), context.path(), "Internal error."));
        });
        routes.forEach(each -> each.add(config.routes));
    }

    private static WebServerSettings limits(String prefix, List<SiteRoutes> routes, ErrorRenderer errors) {
        return new WebServerSettings(
                HEADERS,
                path -> routes.stream()
                        .mapToLong(each -> each.maxBodyBytes(withoutPrefix(path, prefix)))
                        .max()
                        .orElse(0),
                MAX_CONCURRENT_BODIES,
                READ_TIMEOUT,
                errors);
    }

    private static String withoutPrefix(String path, String prefix) {
        return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
    }

    private static ErrorBody error(String path, List<SiteRoutes> routes, String sentence) {
        return routes.stream()
                .flatMap(each -> each.error(path, sentence).stream())
                .findFirst()
                .orElseGet(() -> new ErrorBody("text/plain; charset=utf-8", sentence + "\n"));
    }

    private static void answer(Context context, int status, ErrorBody body) {
        // Bytes: for types without a charset, such as that of problems, the server would not write UTF-8.
        context.status(status)
                .contentType(body.contentType())
                .result(body.content().getBytes(StandardCharsets.UTF_8));
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
