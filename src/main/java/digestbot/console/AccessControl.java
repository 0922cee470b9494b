package digestbot.console;

import static digestbot.console.Forms.*;
import static j2html.TagCreator.*;

import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.console.PageLayout.PageFrame;
import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.PasswordSignIn;
import digestbot.console.signin.Passwords.Verdict;
import digestbot.console.signin.SessionRegistry;
import digestbot.console.signin.SessionRegistry.Flash;
import digestbot.console.signin.SessionRegistry.Session;
import digestbot.web.TrustedProxies;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.http.TooManyRequestsResponse;
import io.javalin.http.UnauthorizedResponse;
import j2html.tags.specialized.InputTag;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Authenticates requests: by password, by the user that a proxy names, or not at all if only this
/// machine can reach the console. Provides the sign-in page.
final class AccessControl {

    private static final String COOKIE = "digestbot-session";
    private static final String FRAME = "frame";
    private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);

    /// The form field with the requested page.
    private static final String TO = "to";

    private static final String PASSWORD = "password";
    private static final String TOO_MANY = "Too many attempts. Try again in a minute.";
    private static final String RETRY_AFTER_SECONDS = "60";
    private static final String RETRY_IF_BUSY = "2";

    /// The header of automatic refreshes, which must not keep a session alive.
    private static final String REFRESH_HEADER = "X-Refresh";

    private final SessionRegistry sessions;
    private final Optional<PasswordSignIn> passwordSignIn;
    private final Optional<String> proxyHeader;
    private final TrustedProxies proxies;
    private final ConsoleServices services;
    private final InstantSource clock;

    AccessControl(ConsoleSettings settings, ConsoleServices services, InstantSource clock, LongSupplier nanoTime) {
        this.services = services;
        sessions = new SessionRegistry(nanoTime);
        this.clock = clock;
        passwordSignIn = PasswordSignIn.of(settings, clock, nanoTime);
        proxyHeader = settings.proxyHeader();
        proxies = new TrustedProxies(settings.proxies());
    }

    void add(RoutesConfig routes) {
        routes.before(this::check);
        routes.get(Paths.SIGN_IN, context -> {
            if (passwordSignIn.isPresent()) {
                show(context, HttpStatus.OK, context.queryParam(TO), Optional.empty());
            } else {
                context.redirect(Paths.OVERVIEW);
            }
        });
        routes.post(
                Paths.SIGN_IN,
                context -> passwordSignIn.ifPresentOrElse(
                        known -> signIn(context, known), () -> context.redirect(Paths.OVERVIEW, HttpStatus.SEE_OTHER)));
        routes.post(Paths.SIGN_OUT, context -> {
            sessions.end(session(context).id());
            context.removeCookie(COOKIE);
            context.redirect(passwordSignIn.isPresent() ? Paths.SIGN_IN : Paths.OVERVIEW, HttpStatus.SEE_OTHER);
        });
    }

    /// The request's session; it has one after [#check].
    static Session session(Context context) {
        return frame(context).session();
    }

    static PageFrame frame(Context context) {
        return frameIfAny(context).orElseThrow(() -> new IllegalStateException("nobody is signed in"));
    }

    /// Redirects to a page that shows the message.
    static void redirect(Context context, String path, Flash flash) {
        session(context).flash().set(Optional.of(flash));
        context.redirect(path, HttpStatus.SEE_OTHER);
    }

    /// The frame; empty if the request was rejected early.
    static Optional<PageFrame> frameIfAny(Context context) {
        return Optional.ofNullable(context.attribute(FRAME));
    }

    /// Throws a [ForbiddenResponse] if access is denied or the CSRF token is missing.
    private void check(Context context) {
        if (isPublicPath(context.path())) {
            return;
        }
        checkProxy(context);
        Optional<Session> session =
                cookieSession(context).filter(known -> known.proxyUser().equals(proxyName(context)));
        if (session.isEmpty() && passwordSignIn.isPresent()) {
            challenge(context, passwordSignIn.get());
            return;
        }
        // Scrapers keep no cookies, and a session per scrape would evict people's sessions.
        if (context.path().equals(Paths.METRICS)) {
            return;
        }
        Session known = session.orElseGet(() -> startSession(context));
        context.attribute(
                FRAME,
                new PageFrame(known, () -> services.attention().count(services.database()), isByAPerson(context)));
        if (context.method().name().equals("POST") && !Forms.hasCsrf(context, known)) {
            throw new ForbiddenResponse("This form has expired. Go back, reload the page, then submit it again.");
        }
        if (isByAPerson(context)) {
            sessions.touch(known);
        }
    }

    /// Refuses clients that are not trusted proxies, because they could forge the user header.
    private void checkProxy(Context context) {
        if (proxyHeader.isEmpty()) {
            return;
        }
        if (!proxies.isFromTrustedProxy(context)) {
            throw new ForbiddenResponse("Requests must come through the proxy. This one came from " + context.ip()
                    + "; if that is the proxy, add it to console.proxy-address.");
        }
        if (proxyName(context).isEmpty()) {
            throw new ForbiddenResponse("The proxy did not name the user in the header " + proxyHeader.get()
                    + ". Check console.proxy-header.");
        }
    }

    private static boolean isPublicPath(String path) {
        return Paths.isProbe(path) || path.equals(Paths.SIGN_IN) || ConsoleAssets.isPublic(path);
    }

    /// Whether a person made the request, instead of an open page that refreshes itself.
    private static boolean isByAPerson(Context context) {
        return context.header(REFRESH_HEADER) == null;
    }

    private Optional<String> proxyName(Context context) {
        return proxyHeader.map(context::header).filter(name -> !name.isBlank());
    }

    private Optional<Session> cookieSession(Context context) {
        return Optional.ofNullable(context.cookie(COOKIE)).flatMap(sessions::find);
    }

    /// Redirects browsers to the sign-in form; scrapers may use basic authentication.
    private static void challenge(Context context, PasswordSignIn signIn) {
        if (context.path().equals(Paths.METRICS)) {
            checkBasic(context, signIn);
        } else if (context.method().name().equals("GET")) {
            String requested =
                    context.queryString() == null ? context.path() : context.path() + "?" + context.queryString();
            context.redirect(Paths.SIGN_IN + "?" + TO + "=" + URLEncoder.encode(requested, StandardCharsets.UTF_8));
            context.skipRemainingHandlers();
        } else {
            throw new UnauthorizedResponse("Sign in first.");
        }
    }

    private static void checkBasic(Context context, PasswordSignIn signIn) {
        var credentials = context.basicAuthCredentials();
        String shown = credentials == null ? "" : credentials.getPassword();
        Verdict verdict = shown.isEmpty() ? Verdict.WRONG : signIn.attempt(context, shown);
        if (verdict == Verdict.TOO_MANY) {
            context.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
            throw new TooManyRequestsResponse(TOO_MANY);
        }
        if (verdict != Verdict.CORRECT) {
            context.header(Header.WWW_AUTHENTICATE, "Basic realm=\"digestbot\"");
            throw new UnauthorizedResponse("Password required.");
        }
    }

    /// Invalidates the previous session, against session fixation.
    private Session startSession(Context context) {
        Optional.ofNullable(context.cookie(COOKIE)).ifPresent(sessions::end);
        Session session = sessions.begin(proxyName(context), passwordSignIn.isPresent());
        context.cookie(new Cookie(
                COOKIE, session.id(), "/", -1, TrustedProxies.isEncrypted(context), true, null, SameSite.STRICT));
        return session;
    }

    private void signIn(Context context, PasswordSignIn signIn) {
        String to = context.formParam(TO);
        switch (signIn.attempt(context, text(context, PASSWORD))) {
            case CORRECT -> {
                note(startSession(context));
                signIn.remember(context, Paths.SIGN_IN);
                context.redirect(wanted(to), HttpStatus.SEE_OTHER);
            }
            case WRONG -> show(context, HttpStatus.UNAUTHORIZED, to, Optional.of("Wrong password."));
            case BUSY -> {
                context.header(Header.RETRY_AFTER, RETRY_IF_BUSY);
                String busy = "Too many people are signing in. Try again in a moment.";
                show(context, HttpStatus.SERVICE_UNAVAILABLE, to, Optional.of(busy));
            }
            case TOO_MANY -> {
                context.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
                show(context, HttpStatus.TOO_MANY_REQUESTS, to, Optional.of(TOO_MANY));
            }
        }
    }

    /// The requested path; only local paths are accepted (no open redirect).
    private static String wanted(@Nullable String to) {
        return to != null && to.matches("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*") ? to : Paths.OVERVIEW;
    }

    /// Records the sign-in. A failed write must not prevent it, because the console shows that the
    /// disk is full.
    private void note(Session session) {
        try {
            services.database()
                    .writeWithoutResult(tx -> new AuditStore(clock)
                            .record(tx, session.actor(), AuditAction.SIGNED_IN, new AuditSubject.NoSubject()));
        } catch (RuntimeException e) {
            LOG.warn("recording a console sign-in failed", e);
        }
    }

    private static void show(Context context, HttpStatus status, @Nullable String to, Optional<String> reason) {
        InputTag password = input().withId(PASSWORD)
                .withName(PASSWORD)
                .withType("password")
                .attr("autocomplete", "current-password")
                .attr("required");
        context.status(status)
                .html(PageLayout.withoutNavigation(
                        "Sign in",
                        main(
                                        h1("digestbot"),
                                        form(
                                                        iff(reason, Forms::error),
                                                        hidden(TO, wanted(to)),
                                                        label("Password").withFor(PASSWORD),
                                                        reason.isPresent()
                                                                ? invalid(password, ALERT)
                                                                : password.attr("autofocus"),
                                                        primary("Sign in"))
                                                .withMethod("post")
                                                .withAction(Paths.SIGN_IN))
                                .withClass("sign-in")));
    }
}
