package digestbot.site.server;

import digestbot.site.SiteAddresses;
import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;

/// A part of the site's server with routes of its own: pages, feeds, or an API.
public interface SiteRoutes {

    /// Adds its routes. Paths are relative to the base address of the site. Of several routes with
    /// the same path, the first one answers.
    void add(RoutesConfig routes);

    /// Adds a route that answers `GET`, and `HEAD` with the same status and headers. Without the
    /// latter, Javalin would answer `HEAD` with 200 for each path that a route matches, whether
    /// there is anything.
    static void get(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }

    /// The maximum size of the body of a request, in bytes; 0 if the path is none of its own.
    default long maxBodyBytes(String path) {
        return 0;
    }

    /// The body of an error response; empty if the path is none of its own.
    ///
    /// @param sentence what went wrong, in plain text
    default Optional<ErrorBody> error(String path, String sentence) {
        return Optional.empty();
    }

    /// The path that a request asks for, relative to the base address, as addresses are written:
    /// some clients encode `~`, and `index.html` is the page of its folder, as on servers of files.
    static String path(Context context, SiteAddresses addresses) {
        String path = context.path();
        String prefix = addresses.prefix() + "/";
        String relative = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
        String plain = relative.replace("%7E", "~").replace("%7e", "~");
        return plain.equals("index.html") || plain.endsWith("/index.html")
                ? plain.substring(0, plain.length() - "index.html".length())
                : plain;
    }
}
