package digestbot.telegram.transport;

import digestbot.delivery.api.RequestCounters;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/// Times the requests to the Bot API, except those that wait for updates.
public final class BotApiTimer implements Interceptor {

    private static final String POLL = "getupdates";

    private final RequestCounters counters;

    public BotApiTimer(RequestCounters counters) {
        this.counters = counters;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        long start = System.nanoTime();
        Response response = chain.proceed(chain.request());
        String method = method(chain.request());
        if (!method.equalsIgnoreCase(POLL)) {
            counters.answered(method, Duration.ofNanos(System.nanoTime() - start), response.code());
        }
        return response;
    }

    /// The last part of the path; the one before it contains the token.
    private static String method(Request request) {
        return request.url().pathSegments().getLast();
    }
}
