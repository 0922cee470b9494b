package digestbot.console;

import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.signin.SignInLimiter.Attempt;
import digestbot.database.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signing in and out.
final class SignInRoutes implements Routes {

    private static final Logger LOG = LoggerFactory.getLogger(SignInRoutes.class);
    private static final String PASSWORD = "password";

    private static final String RETRY_SECONDS = "2";

    private final Database database;
    private final AccessControl access;
    private final AuditLog auditLog;

    SignInRoutes(Database database, AccessControl access, InstantSource clock) {
        this.database = database;
        this.access = access;
        auditLog = new AuditLog(clock);
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
        show(context, HttpStatus.OK, context.queryParam(SignInPage.TO), Optional.empty());
    }

    private static void show(Context context, HttpStatus status, @Nullable String to, Optional<String> reason) {
        context.status(status).html(SignInPage.of(Paths.SIGN_IN, PASSWORD, wanted(to), reason));
    }

    private void signIn(Context context) {
        Optional<PasswordSignIn> asked = access.passwordSignIn();
        if (asked.isEmpty()) {
            context.redirect(Paths.OVERVIEW, HttpStatus.SEE_OTHER);
            return;
        }
        PasswordSignIn signIn = asked.get();
        Optional<Attempt> attempt = signIn.attempt(context);
        if (attempt.isPresent()) {
            signIn(context, signIn, attempt.get());
        } else {
            // The body is not read, so a refused attempt is cheap.
            context.header(Header.RETRY_AFTER, PasswordSignIn.RETRY_AFTER_SECONDS);
            show(
                    context,
                    HttpStatus.TOO_MANY_REQUESTS,
                    context.queryParam(SignInPage.TO),
                    Optional.of(PasswordSignIn.TOO_MANY));
        }
    }

    private void signIn(Context context, PasswordSignIn signIn, Attempt attempt) {
        String to = context.formParam(SignInPage.TO);
        String shown = Optional.ofNullable(context.formParam(PASSWORD)).orElse("");
        switch (signIn.verify(attempt, shown)) {
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

    /// Records the sign-in. A failed write must not prevent it: the console shows that the disk is
    /// full.
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
}
