package digestbot.console;

import static digestbot.console.Forms.*;
import static j2html.TagCreator.*;

import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.console.signin.PasswordSignIn;
import digestbot.console.signin.Sessions.Session;
import digestbot.database.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import j2html.tags.specialized.InputTag;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

record SignInRoutes(Database database, AccessControl access, InstantSource clock) {

    /// The form field with the requested page.
    static final String TO = "to";

    static final String RETRY_AFTER_SECONDS = "60";
    static final String TOO_MANY = "Too many attempts. Try again in a minute.";
    private static final Logger LOG = LoggerFactory.getLogger(SignInRoutes.class);
    private static final String PASSWORD = "password";
    private static final String RETRY_SECONDS = "2";

    void add(RoutesConfig routes) {
        Optional<PasswordSignIn> password = access.passwordSignIn();
        routes.get(Paths.SIGN_IN, context -> {
            if (password.isPresent()) {
                show(context, HttpStatus.OK, context.queryParam(TO), Optional.empty());
            } else {
                context.redirect(Paths.OVERVIEW);
            }
        });
        routes.post(Paths.SIGN_IN, context -> {
            if (password.isPresent()) {
                signIn(context, password.get());
            } else {
                context.redirect(Paths.OVERVIEW, HttpStatus.SEE_OTHER);
            }
        });
        routes.post(Paths.SIGN_OUT, context -> {
            access.end(context);
            context.redirect(password.isPresent() ? Paths.SIGN_IN : Paths.OVERVIEW, HttpStatus.SEE_OTHER);
        });
    }

    private void signIn(Context context, PasswordSignIn signIn) {
        String to = context.formParam(TO);
        switch (signIn.attempt(context, text(context, PASSWORD))) {
            case CORRECT -> {
                note(access.startSession(context));
                signIn.remember(context, Paths.SIGN_IN);
                context.redirect(wanted(to), HttpStatus.SEE_OTHER);
            }
            case WRONG -> show(context, HttpStatus.UNAUTHORIZED, to, Optional.of("Wrong password."));
            case BUSY -> {
                context.header(Header.RETRY_AFTER, RETRY_SECONDS);
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

    /// A failed write must not prevent the sign-in: the console shows that the disk is full.
    private void note(Session session) {
        try {
            database.writeWithoutResult(tx -> new AuditStore(clock)
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
