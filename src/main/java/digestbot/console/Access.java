package digestbot.console;

import digestbot.audit.Audit;
import digestbot.audit.Deed;
import digestbot.audit.Subject;
import digestbot.console.Passwords.Verdict;
import digestbot.console.Sessions.Session;
import digestbot.database.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is let in: whoever knows the password, whomever a proxy vouches for, or else every program of this machine.
final class Access implements Console.Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);

    /// The name of a form's field that shows that the form is ours.
    static final String CSRF = "csrf";

    private static final String COOKIE = "digestbot-session";
    private static final String SIGN_IN = "/sign-in";
    private static final String SESSION = "session";

    private static final String PASSWORD = "password";

    private final Database database;
    private final Audit audit;
    private final Sessions sessions;
    private final Optional<Passwords> passwords;
    private final Optional<String> proxyHeader;

    Access(ConsoleSettings settings, Database database, InstantSource clock) {
        this.database = database;
        audit = new Audit(clock);
        sessions = new Sessions(clock);
        passwords = settings.passwordHash().map(Passwords::new);
        proxyHeader = settings.proxyHeader();
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.before(this::check);
        routes.get(SIGN_IN, context -> show(context, HttpStatus.OK, Optional.empty()));
        routes.post(SIGN_IN, this::signIn);
        routes.post("/sign-out", this::signOut);
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
        if (proxyHeader.isPresent() && proxyName(context).isEmpty()) {
            throw new ForbiddenResponse("Come through the proxy, which says who you are.");
        }
        Optional<Session> session = sessions.find(
                        Optional.ofNullable(context.cookie(COOKIE)).orElse(""))
                .filter(known -> known.vouchedFor().equals(proxyName(context)));
        if (session.isEmpty() && mustSignIn()) {
            turnAway(context);
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
    }

    private static boolean isOpen(String path) {
        return tellsNothing(path) || path.equals(SIGN_IN) || path.startsWith("/assets/");
    }

    /// What says nothing to anybody, and is asked for by programs under any name.
    static boolean tellsNothing(String path) {
        return path.equals("/healthz") || path.equals("/readyz");
    }

    /// Programs keep no cookie: a session for each of their requests would push out those of people.
    private static boolean isForPrograms(String path) {
        return path.equals("/metrics");
    }

    private boolean mustSignIn() {
        return proxyHeader.isEmpty() && passwords.isPresent();
    }

    private Optional<String> proxyName(Context context) {
        return proxyHeader.map(context::header).filter(name -> !name.isBlank());
    }

    /// A browser is led to the form; a program that asks for figures may show the password itself.
    private void turnAway(Context context) {
        if (isForPrograms(context.path())) {
            checkBasic(context);
        } else if (context.method().name().equals("GET")) {
            context.redirect(
                    SIGN_IN + "?" + SignInPage.TO + "=" + URLEncoder.encode(asked(context), StandardCharsets.UTF_8));
            context.skipRemainingHandlers();
        } else {
            throw new UnauthorizedResponse("Sign in first.");
        }
    }

    private static String asked(Context context) {
        return context.queryString() == null ? context.path() : context.path() + "?" + context.queryString();
    }

    /// The page of this console that was asked for; no address leads anywhere else.
    private static String wanted(@Nullable String to) {
        return to != null && to.matches("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*") ? to : "/";
    }

    private void checkBasic(Context context) {
        var credentials = context.basicAuthCredentials();
        String shown = credentials == null ? "" : credentials.getPassword();
        if (shown.isEmpty() || check(context, shown) != Verdict.RIGHT) {
            context.header(Header.WWW_AUTHENTICATE, "Basic realm=\"digestbot\"");
            throw new UnauthorizedResponse("Show the console's password.");
        }
    }

    private Verdict check(Context context, String password) {
        return passwords.map(known -> known.check(context.ip(), password)).orElse(Verdict.WRONG);
    }

    private static boolean isOurs(Context context, Session session) {
        String shown = Optional.ofNullable(context.formParam(CSRF)).orElse("");
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }

    private void signIn(Context context) {
        if (!mustSignIn()) {
            context.redirect("/", HttpStatus.SEE_OTHER);
            return;
        }
        String shown = Optional.ofNullable(context.formParam(PASSWORD)).orElse("");
        switch (check(context, shown)) {
            case RIGHT -> {
                // Whatever the browser showed before is worth nothing: nobody can have given it to somebody else.
                Optional.ofNullable(context.cookie(COOKIE)).ifPresent(sessions::end);
                note(begin(context));
                context.redirect(wanted(context.formParam(SignInPage.TO)), HttpStatus.SEE_OTHER);
            }
            case WRONG -> show(context, HttpStatus.UNAUTHORIZED, Optional.of("That is not the password."));
            case TOO_OFTEN -> {
                context.header(Header.RETRY_AFTER, "60");
                show(context, HttpStatus.TOO_MANY_REQUESTS, Optional.of("Too many tries. Wait a minute."));
            }
        }
    }

    /// A disk that is full shall not keep anybody from seeing that it is.
    private void note(Session session) {
        try {
            database.run(
                    transaction -> audit.note(transaction, session.actor(), Deed.SIGNED_IN, new Subject.Nothing()));
        } catch (RuntimeException e) {
            LOG.warn("a sign-in to the console could not be noted", e);
        }
    }

    private void signOut(Context context) {
        sessions.end(session(context).id());
        context.removeCookie(COOKIE);
        context.redirect(mustSignIn() ? SIGN_IN : "/", HttpStatus.SEE_OTHER);
    }

    private Session begin(Context context) {
        Session session = sessions.begin(proxyName(context), mustSignIn());
        context.cookie(new Cookie(COOKIE, session.id(), "/", -1, isSecure(context), true, null, SameSite.STRICT));
        return session;
    }

    private static boolean isSecure(Context context) {
        return context.scheme().equals("https") || "https".equals(context.header("X-Forwarded-Proto"));
    }

    private void show(Context context, HttpStatus status, Optional<String> why) {
        if (!mustSignIn()) {
            context.redirect("/");
            return;
        }
        String to = Optional.ofNullable(context.queryParam(SignInPage.TO))
                .or(() -> Optional.ofNullable(context.formParam(SignInPage.TO)))
                .orElse("/");
        context.status(status).html(SignInPage.of(SIGN_IN, PASSWORD, wanted(to), why));
    }
}
