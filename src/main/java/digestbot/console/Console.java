package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.console.PageLayout.PageFrame;
import digestbot.console.signin.ConsoleSettings;
import digestbot.database.RepeatedFailureLog;
import digestbot.web.HostAndOriginCheck;
import digestbot.web.WebServerSettings;
import digestbot.web.WebServerSettings.ErrorBody;
import digestbot.web.WebServerSetup;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.InternalServerErrorResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.router.EndpointNotFound;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The web server of the console.
public final class Console implements AutoCloseable {

    private static final String TITLE = "Something went wrong";

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

    /// Empty if the server cannot bind; the bot then runs without the console and logs the reason.
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
        config.routes.before(hostAndOriginCheck(settings)::check);
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

    private static HostAndOriginCheck hostAndOriginCheck(ConsoleSettings settings) {
        boolean anyName = !settings.isLoopback() && settings.proxyHeader().isEmpty();
        return new HostAndOriginCheck(
                settings.publicNames(),
                path -> anyName || Paths.isProbe(path),
                "If it is correct, add it to console.public-name.");
    }

    private static WebServerSettings rules() {
        return new WebServerSettings(
                HostAndOriginCheck.HEADERS,
                path -> path.equals(Paths.SIGN_IN) ? MAX_SIGN_IN_BYTES : MAX_FORM_BYTES,
                MAX_CONCURRENT_FORMS,
                FORM_READ_TIMEOUT,
                (accept, path, sentence) -> error(accept, path, Optional.empty(), sentence));
    }

    private static void refuse(HttpResponseException failure, Context context) {
        String sentence =
                failure instanceof EndpointNotFound ? "Page not found." : String.valueOf(failure.getMessage());
        Optional<String> accept = Optional.ofNullable(context.header(Header.ACCEPT));
        WebServerSettings.ErrorBody errorBody =
                error(accept, context.path(), AccessControl.frameIfAny(context), sentence);
        context.status(failure.getStatus()).contentType(errorBody.contentType()).result(errorBody.content());
    }

    /// The page shows only a generic error; the details go to the log.
    private static void fail(Exception failure, Context context, RepeatedFailureLog failureLog) {
        failureLog.failed(new IllegalStateException("on " + context.path(), failure));
        refuse(new InternalServerErrorResponse("Internal error. See the bot's log."), context);
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    /// Limits the number of pages that are rendered concurrently. Rendering is CPU-bound and
    /// virtual threads share the processors, so a burst of requests would delay deliveries and
    /// replies. Reading a form and writing a response do not count, because a slow client can
    /// prolong both, and neither does the sign-in page, because strangers must not keep people
    /// waiting.
    static final class ConcurrentPageLimit implements Routes {

        private static final String PERMIT = "page-limit";

        private final Semaphore free;
        private final Duration maxWait;

        ConcurrentPageLimit() {
            this(Math.max(2, Runtime.getRuntime().availableProcessors() / 2), Duration.ofSeconds(10));
        }

        ConcurrentPageLimit(int atOnce, Duration maxWait) {
            free = new Semaphore(atOnce, true);
            this.maxWait = maxWait;
        }

        @Override
        public void add(RoutesConfig routes) {
            routes.before(this::enter);
            routes.after(this::leave);
        }

        private void enter(Context context) throws InterruptedException {
            if (isLimited(context)) {
                if (!free.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new ServiceUnavailableResponse("Too many requests at once. Try again in a moment.");
                }
                context.attribute(PERMIT, true);
            }
        }

        /// Event streams stay open. Assets are not rendered, and a client that reads one slowly
        /// must not block a page.
        private static boolean isLimited(Context context) {
            boolean rendered = context.method().equals(HandlerType.GET) || BroadcastPage.isPreview(context.path());
            return rendered
                    && AccessControl.frameIfAny(context).isPresent()
                    && !context.path().startsWith(ConsoleAssets.ROOT)
                    && !context.path().equals(Paths.LIVE);
        }

        private void leave(Context context) {
            if (Boolean.TRUE.equals(context.attribute(PERMIT))) {
                context.attribute(PERMIT, null);
                free.release();
            }
        }
    }

    private static ErrorBody error(Optional<String> accept, String path, Optional<PageFrame> frame, String sentence) {
        boolean forPeople = !path.equals(Paths.METRICS)
                && accept.filter(types -> types.contains("text/html")).isPresent();
        return forPeople
                ? new ErrorBody("text/html; charset=utf-8", errorPage(frame, sentence))
                : new ErrorBody("text/plain; charset=utf-8", sentence + "\n");
    }

    private static String errorPage(Optional<PageFrame> frame, String sentence) {
        return frame.map(known -> PageLayout.of("", TITLE, known.withAttention(() -> 0), List.of(p(sentence))))
                .orElseGet(() -> PageLayout.withoutNavigation(
                        TITLE, main(h1(TITLE), p(sentence), p(a("Overview").withHref(Paths.OVERVIEW)))));
    }
}
