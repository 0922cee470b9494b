package digestbot.web;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Rejects requests by pages of other sites.
///
/// On loopback, any local program may connect, including a browser. The `Host` check prevents DNS
/// rebinding: a foreign page can resolve its own name to this machine, but cannot choose the `Host`
/// header. Without the check, it could forge the user header behind a proxy.
///
/// @param publicNames the host names that are accepted besides this machine's own
/// @param anyName the paths that are served under any host name
/// @param advice what to do about an unknown host name
public record HostAndOriginCheck(List<String> publicNames, Predicate<String> anyName, String advice) {

    /// The security headers of every response.
    public static final Map<String, String> HEADERS = Map.of(
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

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /// Rejects a request by throwing a [ForbiddenResponse].
    public void check(Context context) {
        String host = Optional.ofNullable(context.header(Header.HOST)).orElse("");
        if (!anyName.test(context.path()) && !isLocal(host) && !isPublic(host)) {
            throw new ForbiddenResponse("Unknown host name. " + advice);
        }
        if (!READING.contains(context.method().name()) && !isOwn(context, host)) {
            throw new ForbiddenResponse("Blocked: this form was sent by a page of another site.");
        }
    }

    private boolean isPublic(String host) {
        return publicNames.stream().anyMatch(host::equalsIgnoreCase);
    }

    private static boolean isLocal(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        return name.equals("localhost") || name.matches("127(\\.\\d{1,3}){3}") || name.equals("[::1]");
    }

    /// Whether the request comes from a page of this server. Browsers send the origin of a form;
    /// other clients send none and have no cookies to abuse.
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
