package digestbot.web;

import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.web.WebServerSettings.ErrorBody;
import digestbot.web.WebServerSettings.ErrorRenderer;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.EndpointNotFound;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final String RETRY_SECONDS = "5";

    private final Javalin javalin;

    private WebServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /// Starts the server. Returns empty and logs the reason if it cannot listen; the bot then runs
    /// without it.
    ///
    /// @param name the section of the configuration
    /// @param port any free port if it is not positive
    /// @param configure adds the routes
    public static Optional<WebServer> start(
            String name, String host, int port, WebServerSettings settings, Consumer<JavalinConfig> configure) {
        var javalin = Javalin.create(config -> {
            WebServerSetup.configure(config, host, Math.max(port, 0), settings);
            config.http.strictContentTypes = true;
            new Failures(name, settings.errorRenderer()).handle(config.routes);
            configure.accept(config);
        });
        try {
            javalin.start();
        } catch (UncheckedIOException e) {
            String reason = Database.root(e).getMessage();
            String advice = "Set another %1$s.port, or 0 for no %1$s".formatted(name);
            LOG.warn("{} not started: cannot listen on {}:{} ({}). {}", name, host, port, reason, advice);
            javalin.stop();
            return Optional.empty();
        }
        LOG.info("{} listens on {}:{}", name, host, javalin.port());
        return Optional.of(new WebServer(javalin));
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    /// Answers requests that failed. The answer to an unexpected failure reveals nothing about it;
    /// the details go to the log.
    private static final class Failures {

        private static final int MAX_PATHS = 100;

        private final ErrorRenderer errors;
        private final RepeatedFailureLog log;

        private final SequencedSet<String> failing = new LinkedHashSet<>();

        private Failures(String name, ErrorRenderer errors) {
            this.errors = errors;
            log = new RepeatedFailureLog(LOG, name + " page failed", name + " pages work again");
        }

        private void handle(RoutesConfig routes) {
            routes.exception(HttpResponseException.class, (failure, context) -> {
                if (failure.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
                    context.header(Header.RETRY_AFTER, RETRY_SECONDS);
                }
                answer(context, failure.getStatus(), sentence(failure));
            });
            routes.exception(Exception.class, (failure, context) -> {
                if (Database.root(failure) instanceof EOFException) {
                    answer(context, HttpStatus.BAD_REQUEST.getCode(), "The request ended early.");
                    return;
                }
                failed(context.path(), failure);
                answer(context, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "Internal error. See the bot's log.");
            });
            routes.after(context -> {
                if (context.statusCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
                    worked(context.path());
                }
            });
        }

        private static String sentence(HttpResponseException failure) {
            String message = String.valueOf(failure.getMessage());
            boolean isPlain = failure instanceof EndpointNotFound || message.equals(HttpStatus.NOT_FOUND.getMessage());
            return isPlain ? "Page not found." : message;
        }

        private synchronized void failed(String path, Exception failure) {
            log.failed(new IllegalStateException("on " + path, failure));
            failing.addLast(path);
            if (failing.size() > MAX_PATHS) {
                failing.removeFirst();
            }
        }

        private synchronized void worked(String path) {
            if (failing.remove(path) && failing.isEmpty()) {
                log.recovered();
            }
        }

        private void answer(Context context, int status, String sentence) {
            ErrorBody body = errors.render(
                    Optional.of(context), Optional.ofNullable(context.header(Header.ACCEPT)), context.path(), sentence);
            // Sends bytes, because for types without a charset, such as problem+json, the server
            // would not write UTF-8.
            context.status(status)
                    .contentType(body.contentType())
                    .result(body.content().getBytes(StandardCharsets.UTF_8));
        }
    }
}
