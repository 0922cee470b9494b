package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.DiscordJson;
import digestbot.sandbox.discord.rules.RestAnswer;
import digestbot.sandbox.discord.rules.Upload;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/// Serves the REST API and the gateway over HTTP on loopback.
final class HttpServer implements AutoCloseable {

    static final String GATEWAY_PATH = "/gateway";
    static final String API_PATH = "/api/v10/";
    private static final long LARGEST_REQUEST = 25L << 20;

    private final Javalin javalin;
    private final Uploads uploads;

    /// @param port the port; 0 for any free port
    HttpServer(int port, RestApi api, Gateway gateway, Uploads uploads) {
        this.uploads = uploads;
        this.javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = true;
            config.http.maxRequestSize = LARGEST_REQUEST;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.jetty.modifyWebSocketServletFactory(factory -> factory.setIdleTimeout(Duration.ZERO));
            config.routes.ws(GATEWAY_PATH, gateway::configure);
            for (HandlerType method : List.of(
                    HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE)) {
                config.routes.addHttpHandler(method, "/<path>", context -> serve(context, api));
            }
        });
        javalin.start("127.0.0.1", port);
    }

    int port() {
        return javalin.port();
    }

    private void serve(Context context, RestApi api) {
        RestAnswer answer = answer(context, api);
        if (answer.cut()) {
            cutConnection(context);
            return;
        }
        context.status(answer.status());
        answer.headers().forEach(context::header);
        answer.body()
                .ifPresent(body -> context.contentType(answer.contentType()).result(body));
    }

    private RestAnswer answer(Context context, RestApi api) {
        try {
            if (!context.path().startsWith(API_PATH)) {
                throw ApiError.notFound();
            }
            return api.answer(call(context));
        } catch (ApiError refused) {
            return refused.answer();
        }
    }

    private RestCall call(Context context) throws ApiError {
        List<String> path = Stream.of(
                        context.path().substring(API_PATH.length()).split("/", -1))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        Map<String, String> query = new HashMap<>();
        context.queryParamMap().forEach((name, values) -> query.put(name, values.getFirst()));
        boolean form = context.isMultipartFormData();
        Optional<String> text = Optional.ofNullable(form ? context.formParam("payload_json") : context.body());
        JsonNode body =
                text.filter(json -> !json.isBlank()).isPresent() ? DiscordJson.parse(text.get()) : DiscordJson.object();
        List<Upload> files =
                form ? context.uploadedFiles().stream().map(uploads::take).toList() : List.of();
        String authorization =
                Optional.ofNullable(context.header("Authorization")).orElse("");
        return new RestCall(context.method().name(), path, query, authorization, body, files);
    }

    /// Closes the connection as if the network broke, without a single byte of a response.
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
