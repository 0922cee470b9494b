package digestbot.discord;

import digestbot.delivery.api.RequestCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/// Times the requests to Discord's REST API.
final class RestRequestTimer implements Interceptor {

    /// The longest word of a route. Tokens of interactions are longer.
    private static final int MAX_WORD = 24;

    private final RequestCounters counters;

    RestRequestTimer(RequestCounters counters) {
        this.counters = counters;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        long start = System.nanoTime();
        Response response = chain.proceed(chain.request());
        counters.answered(route(chain.request()), Duration.ofNanos(System.nanoTime() - start), response.code());
        return response;
    }

    /// The method and the path, in which `#` stands for each id and token, such as
    /// `POST /channels/#/messages`.
    static String route(Request request) {
        return request.method()
                + request.url().pathSegments().stream()
                        .dropWhile(part -> part.equals("api") || part.matches("v\\d+"))
                        .map(part -> part.matches("\\d+") || part.length() > MAX_WORD ? "#" : part)
                        .collect(Collectors.joining("/", " /", ""));
    }
}
