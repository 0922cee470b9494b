package digestbot.console;

import digestbot.console.page.ErrorPage;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.ConsoleSettings;
import digestbot.database.RepeatedFailureLog;
import digestbot.web.WebServerSettings;
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

    /// The maximum size of a request by an unauthenticated client: a sign-in form has a password
    /// and a path.
    private static final long MAX_SIGN_IN_BYTES = 8L << 10;

    private static final long MAX_FORM_BYTES = 64L << 10;
    private static final int MAX_CONCURRENT_FORMS = 64;
    private static final Duration FORM_READ_TIMEOUT = Duration.ofSeconds(10);

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
        config.routes.before(new HostAndOriginCheck(settings)::check);
        config.routes.exception(HttpResponseException.class, Console::refuse);
        RepeatedFailureLog failureLog = new RepeatedFailureLog(LOG, "console page failed", "console pages work again");
        var failedPath = new AtomicReference<>("");
        config.routes.exception(Exception.class, (failure, context) -> {
            failedPath.set(context.path());
            fail(failure, context, failureLog);
        });
        config.routes.after(context -> {
            boolean works = context.statusCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode();
            if (works && failedPath.compareAndSet(context.path(), "")) {
                failureLog.recovered();
            }
        });
        routes.forEach(each -> each.add(config.routes));
        new ConcurrentPageLimit().add(config.routes);
    }

    private static WebServerSettings rules() {
        return new WebServerSettings(
                HostAndOriginCheck.HEADERS,
                path -> path.equals(Paths.SIGN_IN) ? MAX_SIGN_IN_BYTES : MAX_FORM_BYTES,
                MAX_CONCURRENT_FORMS,
                FORM_READ_TIMEOUT,
                (accept, path, sentence) -> ErrorPage.of(accept, path, Optional.empty(), sentence));
    }

    private static void refuse(HttpResponseException failure, Context context) {
        String sentence =
                failure instanceof EndpointNotFound ? "Page not found." : String.valueOf(failure.getMessage());
        Optional<String> accept = Optional.ofNullable(context.header(Header.ACCEPT));
        WebServerSettings.ErrorBody errorBody =
                ErrorPage.of(accept, context.path(), AccessControl.frameIfAny(context), sentence);
        context.status(failure.getStatus()).contentType(errorBody.contentType()).result(errorBody.content());
    }

    /// The page shows only a generic error; the details go to the log.
    private static void fail(Exception failure, Context context, RepeatedFailureLog failureLog) {
        failureLog.failed(new IllegalStateException("on " + context.path(), failure));
        refuse(new InternalServerErrorResponse("Internal error. See the bot's log."), context);
    }

    /// The port on which it listens.
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
