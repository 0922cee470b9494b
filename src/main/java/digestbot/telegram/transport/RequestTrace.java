package digestbot.telegram.transport;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/// Distinguishes requests that were never sent from those that may have arrived, because only the
/// latter can cause duplicates when repeated.
///
/// OkHttp runs network interceptors after connecting, just before the request is written.
public final class RequestTrace {

    private RequestTrace() {}

    private record RequestStart(AtomicBoolean value) {}

    public static OkHttpClient.Builder install(OkHttpClient.Builder builder) {
        return builder.addInterceptor(RequestTrace::trackFailure).addNetworkInterceptor(RequestTrace::markStarted);
    }

    private static Response trackFailure(Interceptor.Chain chain) throws IOException {
        var begun = new RequestStart(new AtomicBoolean());
        try {
            return chain.proceed(
                    chain.request().newBuilder().tag(RequestStart.class, begun).build());
        } catch (IOException e) {
            throw begun.value().get() ? e : new NotSentException(e);
        }
    }

    private static Response markStarted(Interceptor.Chain chain) throws IOException {
        RequestStart begun = chain.request().tag(RequestStart.class);
        if (begun != null) {
            begun.value().set(true);
        }
        return chain.proceed(chain.request());
    }
}
