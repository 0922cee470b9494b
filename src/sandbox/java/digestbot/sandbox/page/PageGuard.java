package digestbot.sandbox.page;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Accepts only requests of the page itself. Other pages are rejected, even if their host name
/// resolves to this machine.
final class PageGuard {

    /// The security headers of every response.
    static final Map<String, String> HEADERS = Map.of(
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

    private PageGuard() {}

    /// @throws ForbiddenResponse if the request is rejected
    static void check(Context context) {
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

    /// Tells whether the request comes from the page itself, according to the headers that browsers
    /// send.
    private static boolean isOwn(Context context, String host) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header(Header.ORIGIN);
        return (site == null || site.equals("same-origin"))
                && (origin == null || origin.equalsIgnoreCase("http://" + host));
    }
}
