package digestbot.writing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// HTTP requests bounded in time and size. Redirects are not followed.
final class HttpReader implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /// @throws ConnectException if the request did not arrive
    /// @throws IOException if the answer is incomplete or missing; the message has no part of the address
    HttpResponse<byte[]> send(HttpRequest.Builder request, int maxBytes, Duration timeout) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(
                request.header("User-Agent", "digestbot").build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
        try {
            return sent.get(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNullElse(e.getCause(), e), maxBytes);
        } catch (TimeoutException _) {
            sent.cancel(true);
            throw new IOException("did not answer in time");
        } catch (InterruptedException _) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("was interrupted");
        }
    }

    private static IOException failure(Throwable cause, int maxBytes) {
        return switch (cause) {
            case HttpTimeoutException _, ConnectException _ -> new ConnectException("cannot be reached");
            case SSLException _ -> new IOException("has no valid certificate");
            case IOException e
            when String.valueOf(e.getMessage()).contains("capacity") ->
                new IOException("sends more than %,d bytes".formatted(maxBytes));
            default -> new IOException("broke the connection");
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
