package digestbot.console;

import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.Passwords.Verdict;
import digestbot.console.signin.Sessions;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.signin.SignInLimiter.Attempt;
import digestbot.console.signin.TrustedProxies;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.SameSite;
import io.javalin.http.TooManyRequestsResponse;
import io.javalin.http.UnauthorizedResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// Who is let in: whoever knows the password, whomever a proxy vouches for, or else every program of this machine.
final class AccessControl implements Console.Routes {

    /// The name of a form's field that shows that the form is ours.
    static final String CSRF = "csrf";

    private static final String COOKIE = "digestbot-session";
    private static final String SESSION = "session";

    /// Pages that look at themselves again send it, as nobody need be there who looks at them.
    private static final String AUTOMATIC = "X-Refresh";

    private final Sessions sessions;
    private final Optional<PasswordSignIn> passwordSignIn;
    private final Optional<String> proxyHeader;
    private final TrustedProxies proxies;

    /// @param passwordSignIn empty if there is no password
    AccessControl(ConsoleSettings settings, Sessions sessions, Optional<PasswordSignIn> passwordSignIn) {
        this.sessions = sessions;
        this.passwordSignIn = passwordSignIn;
        proxyHeader = settings.proxyHeader();
        proxies = new TrustedProxies(settings.proxies());
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.before(this::check);
    }

    /// How people sign in; empty if they need not.
    Optional<PasswordSignIn> passwordSignIn() {
        return passwordSignIn;
    }

    /// The session of whoever asks; there is one behind [#check].
    static Session session(Context context) {
        Session session = context.attribute(SESSION);
        if (session == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return session;
    }

    /// @throws ForbiddenResponse if nobody is let in so, or the form is not ours
    private void check(Context context) {
        if (isOpen(context.path())) {
            return;
        }
        checkProxy(context);
        Optional<Session> session =
                shown(context).filter(known -> known.vouchedFor().equals(proxyName(context)));
        if (session.isEmpty() && passwordSignIn.isPresent()) {
            turnAway(context, passwordSignIn.get());
            return;
        }
        if (isForPrograms(context.path())) {
            return;
        }
        Session known = session.orElseGet(() -> begin(context));
        context.attribute(SESSION, known);
        if (context.method().name().equals("POST") && !isOurs(context, known)) {
            throw new ForbiddenResponse("This form is not from here, or from before a restart. Go back, load the page"
                    + " anew, and send it again.");
        }
        if (isByAPerson(context)) {
            sessions.use(known);
        }
    }

    /// Whoever comes past the proxy could name anybody in its header.
    private void checkProxy(Context context) {
        if (proxyHeader.isEmpty()) {
            return;
        }
        if (!proxies.isBehindOne(context)) {
            throw new ForbiddenResponse("Come through the proxy, which says who you are. This request came from "
                    + context.ip() + "; if that is the proxy, it belongs into console.proxy-address.");
        }
        if (proxyName(context).isEmpty()) {
            throw new ForbiddenResponse(
                    "Come through the proxy, which says who you are: it did not say so in " + proxyHeader.get() + ".");
        }
    }

    private static boolean isOpen(String path) {
        return tellsNothing(path) || path.equals(SignInRoutes.PATH) || path.startsWith("/assets/");
    }

    /// What says nothing to anybody, and is asked for by programs under any name.
    static boolean tellsNothing(String path) {
        return path.equals("/healthz") || path.equals("/readyz");
    }

    /// Programs keep no cookie: a session for each of their requests would push out those of people.
    private static boolean isForPrograms(String path) {
        return path.equals("/metrics");
    }

    /// A page that is left open asks for its events and for itself, again and again.
    private static boolean isByAPerson(Context context) {
        return !context.path().equals(LiveUpdates.PATH) && context.header(AUTOMATIC) == null;
    }

    private Optional<String> proxyName(Context context) {
        return proxyHeader.map(context::header).filter(name -> !name.isBlank());
    }

    private Optional<Session> shown(Context context) {
        return Optional.ofNullable(context.cookie(COOKIE)).flatMap(sessions::find);
    }

    /// A browser is led to the form; a program that asks for figures may show the password itself.
    private static void turnAway(Context context, PasswordSignIn signIn) {
        if (isForPrograms(context.path())) {
            checkBasic(context, signIn);
        } else if (context.method().name().equals("GET")) {
            context.redirect(SignInRoutes.PATH + "?" + SignInPage.TO + "="
                    + URLEncoder.encode(asked(context), StandardCharsets.UTF_8));
            context.skipRemainingHandlers();
        } else {
            throw new UnauthorizedResponse("Sign in first.");
        }
    }

    private static String asked(Context context) {
        return context.queryString() == null ? context.path() : context.path() + "?" + context.queryString();
    }

    private static void checkBasic(Context context, PasswordSignIn signIn) {
        var credentials = context.basicAuthCredentials();
        String shown = credentials == null ? "" : credentials.getPassword();
        if (shown.isEmpty()) {
            throw askForPassword(context);
        }
        Attempt attempt = signIn.attempt(context).orElseThrow(() -> {
            context.header(Header.RETRY_AFTER, SignInRoutes.MINUTE);
            return new TooManyRequestsResponse("Too many attempts. Wait a minute.");
        });
        if (signIn.verify(attempt, shown) != Verdict.RIGHT) {
            throw askForPassword(context);
        }
    }

    private static UnauthorizedResponse askForPassword(Context context) {
        context.header(Header.WWW_AUTHENTICATE, "Basic realm=\"digestbot\"");
        return new UnauthorizedResponse("Show the console's password.");
    }

    private static boolean isOurs(Context context, Session session) {
        String shown = Optional.ofNullable(context.formParam(CSRF)).orElse("");
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }

    /// A new session, whatever the browser showed before: that is worth nothing from now on.
    Session begin(Context context) {
        Optional.ofNullable(context.cookie(COOKIE)).ifPresent(sessions::end);
        Session session = sessions.begin(proxyName(context), passwordSignIn.isPresent());
        context.cookie(new Cookie(COOKIE, session.id(), "/", -1, isSecure(context), true, null, SameSite.STRICT));
        return session;
    }

    /// Ends the session of whoever asks.
    void end(Context context) {
        sessions.end(session(context).id());
        context.removeCookie(COOKIE);
    }

    /// Whether the browser came by an encrypted connection. Whoever says so without cause gets cookies that their
    /// browser does not send back, so it need not be a proxy that is known.
    static boolean isSecure(Context context) {
        return context.scheme().equals("https") || "https".equals(context.header("X-Forwarded-Proto"));
    }
}
