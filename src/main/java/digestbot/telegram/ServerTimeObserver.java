package digestbot.telegram;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;

/// Sees what time it is for the server, by the `Date` of its answers.
final class ServerTimeObserver implements Interceptor {

    private volatile Optional<Instant> last = Optional.empty();

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        last = Optional.ofNullable(response.headers().getDate("Date")).map(Date::toInstant);
        return response;
    }

    /// Of the last answer, to the second; empty if it said none.
    Optional<Instant> last() {
        return last;
    }
}
