package digestbot.api.http;

import digestbot.api.ApiParameters;
import digestbot.api.ApiProblem;
import digestbot.api.DigestJson;
import digestbot.api.PublicDigest;
import digestbot.api.PublicDigestFinder;
import digestbot.concurrent.FewThreads;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.search.SearchQuery;
import digestbot.site.SiteAddressFormat;
import digestbot.site.server.SiteRoutes;
import digestbot.web.ClientLimits;
import digestbot.web.TrustedProxies;
import digestbot.web.WebResource;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The routes of the read API. They answer everybody alike and use no cookies.
public record ApiRoutes(
        Database database,
        PublicDigestFinder digests,
        SiteAddressFormat site,
        ClientLimits limits,
        TrustedProxies proxies,
        FewThreads makers)
        implements SiteRoutes {

    static final String JSON = "application/json";

    /// Short, so that a withdrawn digest soon disappears.
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private static final String RESOURCE = "/api/openapi.json";

    /// The address of the site in the description.
    private static final String EXAMPLE = "https://news.example.org";

    private static final String ROOT = "/api/";

    static final int REQUESTS = 120;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    static final int SEARCH_COST = 5;

    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    public static ApiRoutes of(
            Database database,
            PublicDigestFinder digests,
            SiteAddressFormat site,
            LongSupplier nanoTime,
            TrustedProxies proxies) {
        var limits = new ClientLimits(nanoTime, REQUESTS, WINDOW);
        return new ApiRoutes(database, digests, site, limits, proxies, new FewThreads("api-answer", 2));
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.before(ROOT + "*", ApiRoutes::allowAllSites);
        routes.options(ROOT + "*", ApiRoutes::preflight);
        SiteRoutes.get(routes, ROOT + "openapi.json", context -> pass(context, 1, this::description));
        answer(routes, "topics", 1, (tx, _) -> Map.of("topics", digests.topics(tx, PublicDigestFinder.MAX_TOPICS)));
        answer(routes, "digests", 1, this::list);
        answer(routes, "digests/{topic}/{day}", 1, (tx, context) -> DigestJson.of(found(tx, context)));
        answer(routes, "digests/{topic}/{day}/{perspective}", 1, (tx, context) -> {
            PublicDigest digest = found(tx, context);
            return DigestJson.perspective(digest, digest.ordinalOf(context.pathParam("perspective")));
        });
        answer(routes, "search", SEARCH_COST, this::search);
        SiteRoutes.get(routes, ROOT + "*", _ -> {
            throw ApiProblem.notFound("Not found. %sopenapi.json describes the addresses.".formatted(ROOT));
        });
        routes.exception(ApiProblem.class, ApiProblem::send);
    }

    /// Problems of other paths, and of requests that no route receives.
    @Override
    public Optional<ErrorBody> error(String path, String sentence) {
        return path.startsWith(ROOT) ? Optional.of(ApiProblem.body(sentence)) : Optional.empty();
    }

    /// Adds a route. Its answer fails with an [ApiProblem] if there is none.
    private void answer(RoutesConfig routes, String path, int cost, BiFunction<Transaction, Context, Object> answer) {
        SiteRoutes.get(
                routes,
                ROOT + path,
                context -> pass(context, cost, () -> DigestJson.write(database.read(tx -> answer.apply(tx, context)))));
    }

    private static ApiParameters parameters(Context context) {
        return new ApiParameters(context::queryParams);
    }

    private Object list(Transaction transaction, Context context) {
        DigestListQuery query = parameters(context).list();
        int limit = parameters(context).limit(ApiParameters.LIST_LIMIT);
        requireTopic(transaction, query.topic());
        return digests.list(transaction, query, limit);
    }

    private Object search(Transaction transaction, Context context) {
        SearchQuery query = parameters(context).search("q");
        int limit = parameters(context).limit(ApiParameters.SEARCH_LIMIT);
        requireTopic(transaction, query.topic());
        return digests.search(transaction, query, limit);
    }

    private void requireTopic(Transaction transaction, Optional<String> topic) {
        topic.ifPresent(id -> digests.requireTopic(transaction, id, ROOT + "topics lists the topics."));
    }

    private PublicDigest found(Transaction transaction, Context context) {
        var address = parameters(context).address(context.pathParam("topic"), Optional.of(context.pathParam("day")));
        return digests.find(transaction, address, () -> " " + ROOT + "digests lists the digests.");
    }

    private String description() {
        try (InputStream in = Objects.requireNonNull(ApiRoutes.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(EXAMPLE, site.base().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lets scripts of all sites read the response, because everybody gets the same one.
    private static void allowAllSites(Context context) {
        context.header(Header.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .header(Header.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Retry-After")
                .header("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /// Answers the preflight request, which a browser sends before a request from another site.
    private static void preflight(Context context) {
        context.header(Header.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD")
                .header(Header.ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match")
                .header(Header.ACCESS_CONTROL_MAX_AGE, "86400")
                .status(HttpStatus.NO_CONTENT);
    }

    /// Sends the answer. The request counts as `cost` requests.
    private void pass(Context context, int cost, Supplier<String> answer) throws InterruptedException {
        count(context, cost);
        inTurn(() -> WebResource.ofText(JSON, answer.get().getBytes(StandardCharsets.UTF_8), MAX_AGE))
                .accept(context);
    }

    /// Counts a request as `cost` requests, or fails with an [ApiProblem] if the client has made
    /// too many.
    void count(Context context, int cost) {
        limits.refuse(proxies.client(context), cost).ifPresent(wait -> {
            throw new ApiProblem(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "More than %d requests in a minute. Try again in %d seconds."
                            .formatted(REQUESTS, ApiProblem.seconds(wait)),
                    wait);
        });
    }

    /// Creates an answer in its turn, or fails with an [ApiProblem] if the wait would be too long.
    <T> T inTurn(Supplier<T> answer) throws InterruptedException {
        return makers.call(MAX_WAIT, answer)
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Too many requests at once. Try again in a moment.",
                        Duration.ofSeconds(1)));
    }
}
