package digestbot.web;

import digestbot.web.HttpAnswer.Answered;
import digestbot.web.HttpAnswer.Failure;
import digestbot.web.HttpAnswer.Unanswered;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Sends requests to servers that the configuration names. It follows no redirect, because what is
/// configured for one address is for no other one, reads only the beginning of an answer, and waits
/// for none longer than it is told to.
///
/// No reader chooses where the bot connects to, so servers on the same machine or network are
/// permitted.
public final class OutgoingHttp implements AutoCloseable {

    private static final String USER_AGENT = "digestbot";

    private final Duration timeout;

    /// Without a version, the client asks a server without TLS to upgrade to HTTP/2, which some
    /// proxies answer with 400.
    private final HttpClient http;

    /// @param connect the limit for the connection
    /// @param timeout the limit for a request with its answer
    public OutgoingHttp(Duration connect, Duration timeout) {
        this.timeout = timeout;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .build();
    }

    /// Begins a request.
    public HttpRequest.Builder request(URI to) {
        return HttpRequest.newBuilder(to).timeout(timeout).header("User-Agent", USER_AGENT);
    }

    /// Sends the request and waits for the answer.
    public HttpAnswer send(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> response = http.sendAsync(request, _ -> new BoundedBody());
        try {
            HttpResponse<String> answer = response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Answered(answer.statusCode(), answer.headers(), answer.body());
        } catch (ExecutionException e) {
            return failed(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException _) {
            response.cancel(true);
            return unanswered("no answer in time");
        } catch (InterruptedException _) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            return unanswered("interrupted");
        }
    }

    /// The messages of exceptions may contain the address, so they are not used.
    private static HttpAnswer failed(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _ -> new Unanswered(Failure.CONNECT_TIMEOUT, "time-out while connecting");
            case ConnectException _ -> new Unanswered(Failure.NO_CONNECTION, "no connection");
            case SSLException _ -> new Unanswered(Failure.NO_CONNECTION, "no handshake");
            case IOException _ -> unanswered("the connection broke");
            default -> unanswered("ended with " + cause.getClass().getSimpleName());
        };
    }

    private static HttpAnswer unanswered(String why) {
        return new Unanswered(Failure.NO_ANSWER, why);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
