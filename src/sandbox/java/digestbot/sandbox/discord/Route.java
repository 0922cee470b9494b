package digestbot.sandbox.discord;

import java.util.List;
import java.util.stream.IntStream;

/// A path with the segment `{}` matches any segment there. A route for the bot needs its token and
/// counts towards the global limit; other paths carry a token of their own. The bucket is a rate
/// limit per first id in the path; empty for none.
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
