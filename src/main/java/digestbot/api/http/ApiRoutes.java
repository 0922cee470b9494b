package digestbot.api.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.api.ApiParameters;
import digestbot.api.ApiProblem;
import digestbot.api.DigestJson;
import digestbot.api.PageAddresses;
import digestbot.api.PublicDigest;
import digestbot.api.PublicDigests;
import digestbot.api.PublicDigests.Found;
import digestbot.concurrent.FewThreads;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.search.SearchQuery;
import digestbot.site.SiteAddresses;
import digestbot.site.server.SiteResource;
import digestbot.site.server.SiteRoutes;
import digestbot.web.ClientLimits;
import digestbot.web.TrustedProxies;
import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The routes of the read API. They answer everybody alike and know no cookies.
public final class ApiRoutes implements SiteRoutes {

    private static final String JSON = "application/json";

    /// Short, so that a withdrawn digest is not shown for long.
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private static final String RESOURCE = "/api/openapi.json";

    private static final String ROOT = "/api/";

    static final int REQUESTS = 120;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int SEARCH_COST = 5;

    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final Database database;
    private final PublicDigests digests;
    private final PageAddresses pages;
    private final ClientLimits limits;
    private final TrustedProxies proxies;

    private final FewThreads makers = new FewThreads("api-answer", 2);

    private final ObjectNode description;

    public ApiRoutes(
            Database database,
            PublicDigests digests,
            SiteAddresses site,
            LongSupplier nanoTime,
            TrustedProxies proxies) {
        this.database = database;
        this.digests = digests;
        pages = new PageAddresses(Optional.of(site));
        limits = new ClientLimits(nanoTime, REQUESTS, WINDOW);
        this.proxies = proxies;
        description = describe(site);
    }

    private interface Answer {

        /// Fails with an [ApiProblem] if there is no answer.
        ObjectNode of(Transaction transaction, Context context);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.before(ROOT + "*", ApiRoutes::allowAllSites);
        routes.options(ROOT + "*", ApiRoutes::preflight);
        SiteRoutes.get(routes, ROOT + "openapi.json", context -> pass(context, 1, () -> description));
        answer(routes, "topics", 1, (tx, _) -> DigestJson.topics(digests.topics(tx), pages));
        answer(routes, "digests", 1, this::list);
        answer(routes, "digests/{topic}/{day}", 1, (tx, context) -> DigestJson.of(found(tx, context), pages));
        answer(routes, "digests/{topic}/{day}/{perspective}", 1, this::perspective);
        answer(routes, "search", SEARCH_COST, this::search);
        SiteRoutes.get(routes, ROOT + "*", _ -> {
            throw ApiProblem.notFound("Not found. %sopenapi.json describes the addresses.".formatted(ROOT));
        });
        routes.exception(ApiProblem.class, (problem, context) -> send(context, problem));
    }

    /// Problems of paths that are not its own, and of requests that no route sees.
    @Override
    public Optional<ErrorBody> error(String path, String sentence) {
        return path.startsWith(ROOT)
                ? Optional.of(new ErrorBody(
                        ApiProblem.CONTENT_TYPE,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("detail", sentence)
                                .toString()))
                : Optional.empty();
    }

    private void answer(RoutesConfig routes, String path, int cost, Answer answer) {
        SiteRoutes.get(
                routes, ROOT + path, context -> pass(context, cost, () -> database.read(tx -> answer.of(tx, context))));
    }

    private static ApiParameters parameters(Context context) {
        return new ApiParameters(context::queryParams);
    }

    private ObjectNode list(Transaction transaction, Context context) {
        DigestListQuery query = parameters(context).list();
        int limit = parameters(context).limit(ApiParameters.LIST_LIMIT);
        requireTopic(transaction, query.topic());
        return DigestJson.digests(digests.list(transaction, query, limit), pages);
    }

    private ObjectNode search(Transaction transaction, Context context) {
        SearchQuery query = parameters(context).search("q");
        int limit = parameters(context).limit(ApiParameters.SEARCH_LIMIT);
        requireTopic(transaction, query.topic());
        return DigestJson.hits(digests.search(transaction, query, limit), pages);
    }

    private void requireTopic(Transaction transaction, Optional<String> topic) {
        topic.filter(id -> !digests.hasTopic(transaction, id)).ifPresent(id -> {
            throw ApiProblem.notFound("Topic “%s” not found. %stopics lists the topics.".formatted(id, ROOT));
        });
    }

    private PublicDigest found(Transaction transaction, Context context) {
        var address = parameters(context).address(context.pathParam("topic"), Optional.of(context.pathParam("day")));
        return switch (digests.find(transaction, address)) {
            case Found.Shown(PublicDigest digest) -> digest;
            case Found.Gone() -> throw ApiProblem.gone("This digest was withdrawn.");
            case Found.Nothing() ->
                throw ApiProblem.notFound("Digest not found. %sdigests lists the digests.".formatted(ROOT));
        };
    }

    private ObjectNode perspective(Transaction transaction, Context context) {
        PublicDigest digest = found(transaction, context);
        int ordinal = digest.perspective(context.pathParam("perspective"))
                .orElseThrow(() -> ApiProblem.notFound(
                        "The digest does not have this perspective. It has: %s.".formatted(digest.perspectiveIds())));
        return DigestJson.perspective(digest, ordinal, pages);
    }

    static ObjectNode describe(SiteAddresses site) {
        try (InputStream in = Objects.requireNonNull(ApiRoutes.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(in);
            json.putArray("servers").addObject().put("url", site.base().toString());
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Scripts of all sites may read the response: it is the same for everybody.
    private static void allowAllSites(Context context) {
        context.header(Header.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .header(Header.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Retry-After")
                .header("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /// Answers the request that a browser sends before a request from another site.
    private static void preflight(Context context) {
        context.header(Header.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD")
                .header(Header.ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match")
                .header(Header.ACCESS_CONTROL_MAX_AGE, "86400")
                .status(HttpStatus.NO_CONTENT);
    }

    private static SiteResource resource(ObjectNode json) {
        return SiteResource.ofText(JSON, bytes(json), MAX_AGE);
    }

    private static void send(Context context, ApiProblem problem) {
        problem.retryAfter().ifPresent(seconds -> context.header(Header.RETRY_AFTER, Long.toString(seconds)));
        context.status(problem.status()).contentType(ApiProblem.CONTENT_TYPE).result(bytes(problem.json()));
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Sends the answer, or fails with an [ApiProblem] if the client has made too many requests.
    /// The request counts as `cost` of them.
    private void pass(Context context, int cost, Supplier<ObjectNode> answer) throws InterruptedException {
        limits.refuse(proxies.client(context), cost).ifPresent(wait -> {
            long seconds = 1 + wait.toSeconds();
            throw ApiProblem.tooMany(
                    "More than %d requests in a minute. Try again in %d seconds.".formatted(REQUESTS, seconds),
                    seconds);
        });
        makers.call(MAX_WAIT, () -> resource(answer.get()))
                .orElseThrow(() -> ApiProblem.busy("Too many requests at once. Try again in a moment.", 1))
                .send(context);
    }
}
