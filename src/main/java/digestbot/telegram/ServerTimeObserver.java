package digestbot.telegram;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;

/// Records the server's time from the `Date` header of its responses.
final class ServerTimeObserver implements Interceptor {

    private volatile Optional<Instant> lastServerTime = Optional.empty();

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        lastServerTime = Optional.ofNullable(response.headers().getDate("Date")).map(Date::toInstant);
        return response;
    }

    /// The `Date` of the last response; empty if it had none.
    Optional<Instant> lastServerTime() {
        return lastServerTime;
    }
}
