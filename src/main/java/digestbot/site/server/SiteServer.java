package digestbot.site.server;

import digestbot.site.SiteAddressFormat;
import digestbot.site.SiteSettings;
import digestbot.web.WebServer;
import digestbot.web.WebServerSettings;
import digestbot.web.WebServerSettings.ErrorBody;
import digestbot.web.WebServerSettings.ErrorRenderer;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Header;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The server of the public site, its API and its pushes.
public final class SiteServer {

    /// Allows pages to load only the site's own styles, pictures and fonts.
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

    private SiteServer() {}

    /// Starts the server; empty if it cannot listen.
    public static Optional<WebServer> start(SiteSettings settings, List<SiteRoutes> routes) {
        String prefix = settings.addresses().map(SiteAddressFormat::prefix).orElse("");
        ErrorRenderer errors = (_, _, path, sentence) -> routes.stream()
                .flatMap(each -> each.error(withoutPrefix(path, prefix), sentence).stream())
                .findFirst()
                .orElseGet(() -> new ErrorBody("text/plain; charset=utf-8", sentence + "\n"));
        var limits = new WebServerSettings(
                HEADERS,
                path -> routes.stream()
                        .mapToLong(each -> each.maxBodyBytes(withoutPrefix(path, prefix)))
                        .max()
                        .orElse(0),
                MAX_CONCURRENT_BODIES,
                errors);
        return WebServer.start("site", settings.host(), settings.port(), limits, config -> {
            config.http.compressionStrategy = CompressionStrategy.NONE; // resources are kept compressed
            if (!prefix.isEmpty()) {
                config.router.contextPath = prefix;
            }
            routes.forEach(each -> each.add(config.routes));
        });
    }

    private static String withoutPrefix(String path, String prefix) {
        return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }
}
