package digestbot.console;

import digestbot.console.page.Paths;
import digestbot.console.signin.ConsoleSettings;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Refuses requests that pages of other sites make.
///
/// On loopback any program of this machine may ask, a browser among them; a page from elsewhere that had its name
/// resolved to this machine would be one of them, but for the `Host` that it cannot choose. Behind a proxy it could
/// name anybody in the proxy's header, too.
final class SameOriginGuard {

    /// The headers of every answer, which make browsers strict.
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            Header.CACHE_CONTROL,
            "no-store");

    private final ConsoleSettings settings;

    SameOriginGuard(ConsoleSettings settings) {
        this.settings = settings;
    }

    /// @throws ForbiddenResponse if nothing is answered
    void check(Context context) {
        String host = Optional.ofNullable(context.header(Header.HOST)).orElse("");
        boolean anyName = (!settings.isLoopback() && settings.proxyHeader().isEmpty()) || Paths.isProbe(context.path());
        if (!anyName && !isLocal(host) && !isPublic(host)) {
            throw new ForbiddenResponse("Unknown host name. If it is correct, add it to console.public-name.");
        }
        if (isWrite(context) && !isOwn(context, host)) {
            throw new ForbiddenResponse("Blocked: this form was sent by a page of another site.");
        }
    }

    private boolean isPublic(String host) {
        return settings.publicNames().stream().anyMatch(host::equalsIgnoreCase);
    }

    private static boolean isLocal(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        return name.equals("localhost") || name.matches("127(\\.\\d{1,3}){3}") || name.equals("[::1]");
    }

    private static boolean isWrite(Context context) {
        return switch (context.method().name()) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    /// Browsers say where a form comes from; other programs say nothing, and have no one's cookies.
    private boolean isOwn(Context context, String host) {
        String site = context.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = context.header(Header.ORIGIN);
        return origin == null
                || host(origin)
                        .filter(from -> from.equalsIgnoreCase(host) || isPublic(from))
                        .isPresent();
    }

    private static Optional<String> host(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
