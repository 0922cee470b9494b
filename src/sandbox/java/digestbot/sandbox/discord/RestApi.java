package digestbot.sandbox.discord;

import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.RateLimits;
import digestbot.sandbox.discord.rules.RestAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The REST API: finds the route, checks the token and the rate limits, and records the requests.
final class RestApi {

    private static final Map<String, String> ALWAYS = Map.of("Via", "1.1 google");

    private final String authorization;
    private final List<Route> routes;
    private final RateLimits limits;
    private final RequestLog log;

    RestApi(String token, List<Route> routes, RateLimits limits, RequestLog log) {
        this.authorization = "Bot " + token;
        this.routes = routes;
        this.limits = limits;
        this.log = log;
    }

    RestAnswer answer(RestCall call) {
        RestAnswer answer;
        try {
            answer = checked(call);
        } catch (ApiError refused) {
            answer = refused.answer();
        }
        log.record(call, answer.status());
        return answer.with(ALWAYS);
    }

    private RestAnswer checked(RestCall call) throws ApiError {
        Optional<Route> found =
                routes.stream().filter(route -> route.matches(call)).findFirst();
        if (found.isEmpty()) {
            throw ApiError.notFound();
        }
        Route route = found.get();
        if (route.access() == Route.Access.BOT) {
            if (!call.authorization().equals(authorization)) {
                throw ApiError.unauthorized();
            }
            limits.takeGlobal();
        }
        if (route.bucket().isEmpty()) {
            return route.endpoint().answer(call);
        }
        Map<String, String> headers = limits.take(route.bucket(), call.path().get(1));
        try {
            return route.endpoint().answer(call).with(headers);
        } catch (ApiError refused) {
            throw refused.with(headers);
        }
    }
}
