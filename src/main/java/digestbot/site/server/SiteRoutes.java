package digestbot.site.server;

import digestbot.site.SiteAddressFormat;
import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;

/// A part of the site's server with its routes, such as pages, feeds, or an API.
public interface SiteRoutes {

    /// Adds its routes. Paths are relative to the base address of the site. If several routes have
    /// the same path, the first one answers.
    void add(RoutesConfig routes);

    /// Adds a route that answers `GET`, and `HEAD` with the same status and headers. Otherwise
    /// Javalin would answer `HEAD` with 200 for every path that matches the route, even if it does
    /// not exist.
    static void get(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }

    /// The maximum size in bytes of a request's body; 0 for other parts' paths.
    default long maxBodyBytes(String path) {
        return 0;
    }

    /// The body of an error response; empty for other parts' paths.
    ///
    /// @param sentence the failure in plain text
    default Optional<ErrorBody> error(String path, String sentence) {
        return Optional.empty();
    }

    /// The requested path relative to the base address, in the form of addresses. Some clients
    /// encode `~`, and `index.html` stands for its folder.
    static String path(Context context, SiteAddressFormat addresses) {
        String path = context.path();
        String prefix = addresses.prefix() + "/";
        String relative = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
        String plain = relative.replace("%7E", "~").replace("%7e", "~");
        return plain.equals("index.html") || plain.endsWith("/index.html")
                ? plain.substring(0, plain.length() - "index.html".length())
                : plain;
    }
}
