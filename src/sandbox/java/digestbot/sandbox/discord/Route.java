package digestbot.sandbox.discord;

import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.RestAnswer;
import java.util.List;

/// One route of the REST API.
///
/// @param pattern the path's segments; `{…}` matches any segment
/// @param access the callers that may use it
/// @param bucket the rate limit that it counts towards, per first id in the path; empty if it has
///     none of its own
record Route(String method, List<String> pattern, Access access, String bucket, Endpoint endpoint) {

    /// The handler of a route.
    interface Endpoint {
        RestAnswer answer(RestCall call) throws ApiError;
    }

    /// The callers that may use a route.
    enum Access {
        /// Needs the bot's token and counts towards its global limit.
        BOT,
        /// The path carries a token of its own.
        TOKEN_IN_PATH
    }

    static Route bot(String method, String path, Endpoint endpoint) {
        return new Route(method, segments(path), Access.BOT, "", endpoint);
    }

    static Route limited(String method, String path, String bucket, Endpoint endpoint) {
        return new Route(method, segments(path), Access.BOT, bucket, endpoint);
    }

    static Route open(String method, String path, Endpoint endpoint) {
        return new Route(method, segments(path), Access.TOKEN_IN_PATH, "", endpoint);
    }

    boolean matches(RestCall call) {
        if (!method.equals(call.method()) || pattern.size() != call.path().size()) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            if (!pattern.get(i).startsWith("{")
                    && !pattern.get(i).equals(call.path().get(i))) {
                return false;
            }
        }
        return true;
    }

    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }
}
