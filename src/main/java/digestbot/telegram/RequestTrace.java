package digestbot.telegram;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/// Tells requests that never left from those that may have arrived, which decides whether a repeat can double a
/// message.
///
/// OkHttp runs network interceptors once a connection stands, just before the first byte of the request is written.
final class RequestTrace {

    private RequestTrace() {}

    /// The request did not reach the server: no address, no connection, no handshake.
    static final class NotSentException extends IOException {

        private static final long serialVersionUID = 1;

        NotSentException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private record Begun(AtomicBoolean value) {}

    static OkHttpClient.Builder in(OkHttpClient.Builder builder) {
        return builder.addInterceptor(RequestTrace::watch).addNetworkInterceptor(RequestTrace::begin);
    }

    private static Response watch(Interceptor.Chain chain) throws IOException {
        var begun = new Begun(new AtomicBoolean());
        try {
            return chain.proceed(
                    chain.request().newBuilder().tag(Begun.class, begun).build());
        } catch (IOException e) {
            throw begun.value().get() ? e : new NotSentException(e);
        }
    }

    private static Response begin(Interceptor.Chain chain) throws IOException {
        Begun begun = chain.request().tag(Begun.class);
        if (begun != null) {
            begun.value().set(true);
        }
        return chain.proceed(chain.request());
    }
}
