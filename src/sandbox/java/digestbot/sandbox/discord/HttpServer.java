package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.ImageSize;
import digestbot.sandbox.RequestJournal;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SentFiles;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/// Serves the REST API and the gateway over HTTP on loopback.
final class HttpServer implements AutoCloseable {

    static final String GATEWAY_PATH = "/gateway";
    static final String API_PATH = "/api/v10/";

    /// The files that people attach, by their numbers.
    static final String FILES = "/attachments/";

    private static final long LARGEST_REQUEST = 25L << 20;

    /// Discord keeps connections for minutes, too.
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);

    private final String authorization;
    private final World world;
    private final List<Route> routes;
    private final RateLimits limits;
    private final RequestJournal journal;
    private final SentFiles sentFiles;
    private final Javalin javalin;

    HttpServer(
            int port,
            String token,
            World world,
            Gateway gateway,
            List<Route> routes,
            RateLimits limits,
            RequestJournal journal,
            SentFiles sentFiles) {
        this.authorization = "Bot " + token;
        this.world = world;
        this.routes = routes;
        this.limits = limits;
        this.journal = journal;
        this.sentFiles = sentFiles;
        this.javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = true;
            config.http.maxRequestSize = LARGEST_REQUEST;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.jetty.modifyWebSocketServletFactory(factory -> factory.setIdleTimeout(Duration.ZERO));
            config.jetty.addConnector((server, http) -> {
                var connector = new ServerConnector(server, new HttpConnectionFactory(http));
                connector.setHost("127.0.0.1");
                connector.setPort(port);
                connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
                return connector;
            });
            config.routes.ws(GATEWAY_PATH, gateway::configure);
            for (HandlerType method : List.of(
                    HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE)) {
                config.routes.addHttpHandler(method, "/<path>", this::serve);
            }
        });
        javalin.start();
    }

    int port() {
        return javalin.port();
    }

    private void serve(Context context) {
        if (context.path().startsWith(FILES)) {
            sentFiles
                    .get(Long.parseLong(context.path().substring(FILES.length())))
                    .ifPresent(context::result);
            return;
        }
        RestAnswer answer = answer(context);
        if (answer.cut()) {
            cutConnection(context);
            return;
        }
        context.status(answer.status());
        answer.headers().forEach(context::header);
        answer.body()
                .ifPresent(body -> context.contentType(answer.contentType()).result(body));
    }

    private RestAnswer answer(Context context) {
        try {
            if (!context.path().startsWith(API_PATH)) {
                throw ApiError.notFound();
            }
            RestCall call = call(context);
            RestAnswer answer = answer(call);
            journal.add(new RecordedRequest(
                    world.clock.instant(), call.method(), call.publicPath(), call.body(), answer.status()));
            return answer.with(Map.of("Via", "1.1 google"));
        } catch (ApiError refused) {
            return refused.answer;
        }
    }

    private RestAnswer answer(RestCall call) {
        try {
            Route route = routes.stream()
                    .filter(each -> each.matches(call))
                    .findFirst()
                    .orElseThrow(() -> ApiError.notFound());
            if (route.forBot()) {
                if (!call.authorization().equals(authorization)) {
                    throw ApiError.of(401, 0, "401: Unauthorized");
                }
                limits.takeGlobal();
            }
            return route.bucket().isEmpty() ? route.endpoint().answer(call) : limited(route, call);
        } catch (ApiError refused) {
            return refused.answer;
        }
    }

    private RestAnswer limited(Route route, RestCall call) throws ApiError {
        Map<String, String> headers = limits.take(route.bucket(), call.path().get(1));
        try {
            return route.endpoint().answer(call).with(headers);
        } catch (ApiError refused) {
            throw refused.with(headers);
        }
    }

    private RestCall call(Context context) throws ApiError {
        List<String> path = Stream.of(
                        context.path().substring(API_PATH.length()).split("/", -1))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        boolean form = context.isMultipartFormData();
        String text = Optional.ofNullable(form ? context.formParam("payload_json") : context.body())
                .orElse("");
        JsonNode body = SandboxJson.read(text.isBlank() ? "{}" : text)
                .orElseThrow(() -> ApiError.of(400, 50109, "The request body contains invalid JSON."));
        List<RestCall.Upload> files =
                form ? context.uploadedFiles().stream().map(this::store).toList() : List.of();
        return new RestCall(
                context.method().name(),
                path,
                "true".equals(context.queryParam("with_response")),
                Optional.ofNullable(context.header("Authorization")).orElse(""),
                body,
                files);
    }

    private RestCall.Upload store(UploadedFile file) {
        try (InputStream in = file.content()) {
            byte[] content = in.readAllBytes();
            long id = world.snowflakes.next();
            sentFiles.put(id, content);
            return new RestCall.Upload(id, file.filename(), content.length, ImageSize.of(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cutConnection(Context context) {
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
