package digestbot.console;

import digestbot.console.page.ErrorPage;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.ConsoleSettings;
import digestbot.database.RepeatedFailureLog;
import digestbot.web.WebRules;
import digestbot.web.WebServerSetup;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.InternalServerErrorResponse;
import io.javalin.router.EndpointNotFound;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The web server of the console.
public final class Console implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    /// A sign-in form has a password and a path; unauthenticated clients may send no more than
    /// this.
    private static final long LARGEST_SIGN_IN = 8L << 10;

    private static final long LARGEST_FORM = 64L << 10;
    private static final int FORMS_AT_ONCE = 64;
    private static final Duration SLOWEST_FORM = Duration.ofSeconds(10);

    private final Javalin javalin;

    private Console(Javalin javalin) {
        this.javalin = javalin;
    }

    /// Starts the server. Empty if it cannot bind; the bot then runs without the console and logs
    /// the reason.
    static Optional<Console> start(ConsoleSettings settings, List<Routes> routes) {
        var javalin = Javalin.create(config -> configure(config, settings, routes));
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            LOG.warn(
                    "console not started: cannot listen on {} ({}). Set another console.port, or 0 for no console",
                    settings,
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            javalin.stop();
            return Optional.empty();
        }
        return Optional.of(new Console(javalin));
    }

    private static void configure(JavalinConfig config, ConsoleSettings settings, List<Routes> routes) {
        WebServerSetup.configure(config, settings.host(), settings.port(), rules());
        config.http.strictContentTypes = true;
        config.routes.before(new SameOriginGuard(settings)::check);
        config.routes.exception(HttpResponseException.class, Console::refuse);
        RepeatedFailureLog outage = new RepeatedFailureLog(LOG, "console page failed", "console pages work again");
        var broken = new AtomicReference<>("");
        config.routes.exception(Exception.class, (why, context) -> {
            broken.set(context.path());
            fail(why, context, outage);
        });
        config.routes.after(context -> {
            boolean works = context.statusCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode();
            if (works && broken.compareAndSet(context.path(), "")) {
                outage.worked();
            }
        });
        routes.forEach(each -> each.add(config.routes));
        new PageLimit().add(config.routes);
    }

    private static WebRules rules() {
        return new WebRules(
                SameOriginGuard.HEADERS,
                path -> path.equals(Paths.SIGN_IN) ? LARGEST_SIGN_IN : LARGEST_FORM,
                FORMS_AT_ONCE,
                SLOWEST_FORM,
                (accept, path, sentence) -> ErrorPage.of(accept, path, Optional.empty(), sentence));
    }

    private static void refuse(HttpResponseException why, Context context) {
        String sentence = why instanceof EndpointNotFound ? "Page not found." : String.valueOf(why.getMessage());
        Optional<String> accept = Optional.ofNullable(context.header(Header.ACCEPT));
        WebRules.Said said = ErrorPage.of(accept, context.path(), AccessControl.sessionIfAny(context), sentence);
        context.status(why.getStatus()).contentType(said.type()).result(said.content());
    }

    /// The page shows only a generic error; the details go to the log.
    private static void fail(Exception why, Context context, RepeatedFailureLog outage) {
        outage.failed(new IllegalStateException("on " + context.path(), why));
        refuse(new InternalServerErrorResponse("Internal error. See the bot's log."), context);
    }

    /// The port that it listens on.
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
