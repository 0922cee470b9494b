package digestbot.telegram;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/// Distinguishes requests that were never sent from those that may have arrived, because only the
/// latter can cause duplicates when repeated.
///
/// OkHttp runs network interceptors after connecting, just before the request is written.
final class RequestTrace {

    private RequestTrace() {}

    /// The request was not sent: DNS lookup, connection or TLS handshake failed.
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
