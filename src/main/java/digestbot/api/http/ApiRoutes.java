package digestbot.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.api.ApiParameters;
import digestbot.api.ApiProblem;
import digestbot.api.DigestJson;
import digestbot.api.Found;
import digestbot.api.ListJson;
import digestbot.api.PageAddresses;
import digestbot.api.PublicDigest;
import digestbot.api.PublicDigests;
import digestbot.api.PublicSearch;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.search.SearchQuery;
import digestbot.site.SiteAddresses;
import digestbot.site.server.SiteRoutes;
import digestbot.web.TrustedProxies;
import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/// The routes of the read API. They answer everybody alike and know no cookies.
public final class ApiRoutes implements SiteRoutes {

    private static final String ROOT = "/api/";

    private static final int SEARCH_COST = 5;

    private final Database database;
    private final PublicDigests digests;
    private final PublicSearch search;
    private final PageAddresses pages;
    private final RequestGate gate;
    private final ObjectNode description;

    /// @param site the addresses of the site, without which there is no API
    public ApiRoutes(
            Database database,
            PublicDigests digests,
            PublicSearch search,
            SiteAddresses site,
            ClientLimits limits,
            TrustedProxies proxies) {
        this.database = database;
        this.digests = digests;
        this.search = search;
        pages = new PageAddresses(Optional.of(site));
        gate = new RequestGate(limits, proxies);
        description = OpenApi.of(site);
    }

    /// What answers a request.
    private interface Answer {

        /// The answer.
        ///
        /// @throws ApiProblem if there is none
        ObjectNode of(Transaction transaction, Context context);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.before(ROOT + "*", ApiResponses::allowAllSites);
        routes.options(ROOT + "*", ApiResponses::preflight);
        SiteRoutes.get(routes, ROOT + "openapi.json", context -> gate.pass(context, 1, () -> description));
        answer(routes, "topics", 1, (tx, _) -> ListJson.topics(digests.topics(tx), pages));
        answer(routes, "digests", 1, this::list);
        answer(routes, "digests/{topic}/{day}", 1, (tx, context) -> DigestJson.of(found(tx, context), pages));
        answer(routes, "digests/{topic}/{day}/{perspective}", 1, this::perspective);
        answer(routes, "search", SEARCH_COST, this::search);
        SiteRoutes.get(routes, ROOT + "*", _ -> {
            throw ApiProblem.notFound("There is nothing here. %sopenapi.json describes what is there.".formatted(ROOT));
        });
        routes.exception(ApiProblem.class, (problem, context) -> ApiResponses.send(context, problem));
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
                routes,
                ROOT + path,
                context -> gate.pass(context, cost, () -> database.read(tx -> answer.of(tx, context))));
    }

    private static ApiParameters parameters(Context context) {
        return new ApiParameters(context::queryParams);
    }

    private ObjectNode list(Transaction transaction, Context context) {
        DigestListQuery query = parameters(context).list();
        int limit = parameters(context).limit(ApiParameters.LIST_LIMIT);
        requireTopic(transaction, query.topic());
        return ListJson.digests(digests.list(transaction, query, limit), pages);
    }

    private ObjectNode search(Transaction transaction, Context context) {
        SearchQuery query = parameters(context).search("q");
        int limit = parameters(context).limit(ApiParameters.SEARCH_LIMIT);
        requireTopic(transaction, query.topic());
        return ListJson.hits(search.search(transaction, query, limit), pages);
    }

    private void requireTopic(Transaction transaction, Optional<String> topic) {
        topic.filter(id -> !digests.hasTopic(transaction, id)).ifPresent(id -> {
            throw ApiProblem.notFound("There is no topic “%s”. %stopics lists them.".formatted(id, ROOT));
        });
    }

    private PublicDigest found(Transaction transaction, Context context) {
        var address = parameters(context).address(context.pathParam("topic"), Optional.of(context.pathParam("day")));
        return switch (digests.find(transaction, address)) {
            case Found.Shown(PublicDigest digest) -> digest;
            case Found.Gone() -> throw ApiProblem.gone("This digest was withdrawn.");
            case Found.Nothing() ->
                throw ApiProblem.notFound("There is no such digest. %sdigests lists them.".formatted(ROOT));
        };
    }

    private ObjectNode perspective(Transaction transaction, Context context) {
        PublicDigest digest = found(transaction, context);
        int ordinal = digest.perspective(context.pathParam("perspective"))
                .orElseThrow(() -> ApiProblem.notFound(
                        "The digest does not have this perspective. It has: %s.".formatted(digest.perspectiveIds())));
        return DigestJson.perspective(digest, ordinal, pages);
    }
}
