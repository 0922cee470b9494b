package digestbot.site.server;

import digestbot.site.SiteAddresses;
import io.javalin.http.Context;

/// The paths of requests.
final class SitePaths {

    private static final String INDEX = "index.html";

    private SitePaths() {}

    /// The path that a request asks for, relative to the base address, as addresses are written:
    /// some clients encode `~`, and `index.html` is the page of its folder, as on servers of files.
    static String of(Context context, SiteAddresses addresses) {
        String path = context.path();
        String prefix = addresses.prefix() + "/";
        String relative = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
        String plain = relative.replace("%7E", "~").replace("%7e", "~");
        return plain.equals(INDEX) || plain.endsWith("/" + INDEX)
                ? plain.substring(0, plain.length() - INDEX.length())
                : plain;
    }
}
