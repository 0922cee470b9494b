package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.audit.AuditAction;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditStore.AuditSubject;
import digestbot.console.page.Forms;
import digestbot.console.page.PageLayout;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.Passwords;
import digestbot.console.signin.Passwords.Verdict;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.signin.SignInLimiter;
import digestbot.console.signin.SignInLimiter.Attempt;
import digestbot.console.signin.SignInLimiter.BrowserTokens;
import digestbot.database.Database;
import digestbot.web.TrustedProxies;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import j2html.tags.specialized.InputTag;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class SignInRoutes implements Routes {

    /// The form field with the requested page.
    static final String TO = "to";

    private static final Logger LOG = LoggerFactory.getLogger(SignInRoutes.class);
    private static final String PASSWORD = "password";

    private static final String RETRY_SECONDS = "2";

    private final Database database;
    private final AccessControl access;
    private final AuditStore auditLog;

    SignInRoutes(Database database, AccessControl access, InstantSource clock) {
        this.database = database;
        this.access = access;
        auditLog = new AuditStore(clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.SIGN_IN, this::show);
        routes.post(Paths.SIGN_IN, this::signIn);
        routes.post(Paths.SIGN_OUT, this::signOut);
    }

    private void show(Context context) {
        if (access.passwordSignIn().isEmpty()) {
            context.redirect(Paths.OVERVIEW);
            return;
        }
        show(context, HttpStatus.OK, context.queryParam(TO), Optional.empty());
    }

    private static void show(Context context, HttpStatus status, @Nullable String to, Optional<String> reason) {
        context.status(status).html(page(Paths.SIGN_IN, PASSWORD, wanted(to), reason));
    }

    private void signIn(Context context) {
        Optional<PasswordSignIn> asked = access.passwordSignIn();
        if (asked.isEmpty()) {
            context.redirect(Paths.OVERVIEW, HttpStatus.SEE_OTHER);
            return;
        }
        PasswordSignIn signIn = asked.get();
        String password = Forms.text(context, PASSWORD);
        String to = context.formParam(TO);
        Optional<Attempt> attempt = signIn.attempt(context);
        if (attempt.isEmpty()) {
            context.header(Header.RETRY_AFTER, PasswordSignIn.RETRY_AFTER_SECONDS);
            show(context, HttpStatus.TOO_MANY_REQUESTS, to, Optional.of(PasswordSignIn.TOO_MANY));
            return;
        }
        switch (signIn.verify(attempt.get(), password)) {
            case CORRECT -> {
                note(access.startSession(context));
                signIn.remember(context);
                context.redirect(wanted(to), HttpStatus.SEE_OTHER);
            }
            case WRONG -> show(context, HttpStatus.UNAUTHORIZED, to, Optional.of("Wrong password."));
            case BUSY -> {
                context.header(Header.RETRY_AFTER, RETRY_SECONDS);
                show(
                        context,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        to,
                        Optional.of("Too many people are signing in. Try again in a moment."));
            }
        }
    }

    /// The requested path; only local paths are accepted (no open redirect).
    private static String wanted(@Nullable String to) {
        return to != null && to.matches("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*") ? to : Paths.OVERVIEW;
    }

    /// A failed write must not prevent the sign-in: the console shows that the disk is full.
    private void note(Session session) {
        try {
            database.writeWithoutResult(transaction ->
                    auditLog.record(transaction, session.actor(), AuditAction.SIGNED_IN, new AuditSubject.NoSubject()));
        } catch (RuntimeException e) {
            LOG.warn("recording a console sign-in failed", e);
        }
    }

    private void signOut(Context context) {
        access.end(context);
        context.redirect(access.passwordSignIn().isPresent() ? Paths.SIGN_IN : Paths.OVERVIEW, HttpStatus.SEE_OTHER);
    }

    static String page(String action, String field, String to, Optional<String> error) {
        InputTag password = input().withId(field)
                .withName(field)
                .withType("password")
                .attr("autocomplete", "current-password")
                .attr("required");
        return PageLayout.withoutNavigation(
                "Sign in",
                main(
                                h1("digestbot"),
                                form(
                                                iff(error, Forms::error),
                                                Forms.hidden(TO, to),
                                                label("Password").withFor(field),
                                                error.isPresent()
                                                        ? Forms.invalid(password, Forms.ALERT)
                                                        : password.attr("autofocus"),
                                                Forms.primary("Sign in"))
                                        .withMethod("post")
                                        .withAction(action))
                        .withClass("sign-in"));
    }

    /// An attempt is counted once its form has arrived and before the password is verified.
    static final class PasswordSignIn {

        static final String RETRY_AFTER_SECONDS = "60";

        static final String TOO_MANY = "Too many attempts. Try again in a minute.";

        private static final String COOKIE = "digestbot-device";

        private final Passwords passwords;
        private final SignInLimiter limiter;
        private final BrowserTokens browserTokens;
        private final TrustedProxies proxies;

        private PasswordSignIn(String hash, TrustedProxies proxies, InstantSource clock, LongSupplier nanoTime) {
            passwords = new Passwords(hash);
            limiter = new SignInLimiter(nanoTime);
            browserTokens = new BrowserTokens(hash, clock);
            this.proxies = proxies;
        }

        /// Empty if there is no password.
        static Optional<PasswordSignIn> of(ConsoleSettings settings, InstantSource clock, LongSupplier nanoTime) {
            return settings.passwordHash()
                    .map(hash -> new PasswordSignIn(hash, new TrustedProxies(settings.proxies()), clock, nanoTime));
        }

        /// Counts an attempt; empty if the limit is exceeded.
        Optional<Attempt> attempt(Context context) {
            return limiter.attempt(proxies.client(context), device(context));
        }

        private Optional<String> device(Context context) {
            return Optional.ofNullable(context.cookie(COOKIE)).flatMap(browserTokens::find);
        }

        Verdict verify(Attempt attempt, String password) {
            Verdict verdict = passwords.check(password);
            switch (verdict) {
                case CORRECT -> limiter.succeeded(attempt);
                case BUSY -> limiter.refund(attempt);
                case WRONG -> {}
            }
            return verdict;
        }

        /// Sets a cookie that marks this browser as known. The browser sends it only to the sign-in
        /// page.
        void remember(Context context) {
            context.cookie(new Cookie(
                    COOKIE,
                    browserTokens.issue(device(context)),
                    Paths.SIGN_IN,
                    (int) BrowserTokens.LIFE.toSeconds(),
                    TrustedProxies.isEncrypted(context),
                    true,
                    null,
                    SameSite.STRICT));
        }
    }
}
