package digestbot.sandbox.discord;

import java.util.List;
import java.util.stream.IntStream;

/// @param pattern the path's segments; `{}` matches any segment
/// @param forBot true if it needs the bot's token and counts towards its global limit; otherwise
///     the path carries a token of its own
/// @param bucket the rate limit that it counts towards, per first id in the path; empty if it has
///     none of its own
record Route(String method, List<String> pattern, boolean forBot, String bucket, Endpoint endpoint) {

    interface Endpoint {
        RestAnswer answer(RestCall call) throws ApiError;
    }

    static Route bot(String method, String path, Endpoint endpoint) {
        return limited(method, path, "", endpoint);
    }

    static Route limited(String method, String path, String bucket, Endpoint endpoint) {
        return new Route(method, segments(path), true, bucket, endpoint);
    }

    static Route open(String method, String path, Endpoint endpoint) {
        return new Route(method, segments(path), false, "", endpoint);
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    boolean matches(RestCall call) {
        return method.equals(call.method())
                && pattern.size() == call.path().size()
                && IntStream.range(0, pattern.size())
                        .allMatch(i -> pattern.get(i).equals("{}")
                                || pattern.get(i).equals(call.path().get(i)));
    }
}
