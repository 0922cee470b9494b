package digestbot.webhook;

import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.RequestCounters;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Sends events over HTTP. It follows no redirect, because what is signed and configured for one
/// address is for no other one, and reads only the beginning of an answer.
///
/// Addresses come from the configuration alone, so that no reader chooses where the bot connects to;
/// receivers on the same machine or network are permitted.
public final class WebhookClient implements AutoCloseable {

    /// The limits of time for a request.
    ///
    /// @param connect for the connection
    /// @param whole for the request with its answer; shorter than [Messenger#LONGEST_REQUEST]
    record Timeouts(Duration connect, Duration whole) {
        private static final Timeouts USUAL = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20));

        Timeouts {
            if (whole.compareTo(Messenger.LONGEST_REQUEST) >= 0) {
                throw new IllegalArgumentException("longer than a request may take");
            }
        }
    }

    private static final String METHOD = "event";

    private final Timeouts timeouts;
    private final RequestCounters counters;
    private final InstantSource clock;

    /// Without a version, the client asks a server without TLS to upgrade to HTTP/2, which some
    /// proxies answer with 400.
    private final HttpClient http;

    /// @param counters counts the answers
    public WebhookClient(RequestCounters counters, InstantSource clock) {
        this(Timeouts.USUAL, counters, clock);
    }

    WebhookClient(Timeouts timeouts, RequestCounters counters, InstantSource clock) {
        this.timeouts = timeouts;
        this.counters = counters;
        this.clock = clock;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeouts.connect())
                .build();
    }

    /// Sends the event and waits for the answer.
    public WebhookAnswer post(WebhookSettings webhook, WebhookEvent event) {
        long startNanos = System.nanoTime();
        CompletableFuture<HttpResponse<String>> response =
                http.sendAsync(request(webhook, event), _ -> new BoundedBody());
        try {
            HttpResponse<String> answer = response.get(timeouts.whole().toNanos(), TimeUnit.NANOSECONDS);
            counters.answered(METHOD, Duration.ofNanos(System.nanoTime() - startNanos), answer.statusCode());
            Optional<Duration> retryAfter = answer.headers()
                    .firstValue("Retry-After")
                    .flatMap(header -> RetryAfter.of(header, clock.instant()));
            return new WebhookAnswer.Answered(answer.statusCode(), retryAfter, answer.body());
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

    private HttpRequest request(WebhookSettings webhook, WebhookEvent event) {
        WebhookFormat.Body body = webhook.format().body(webhook.url(), event);
        byte[] content = body.text().getBytes(StandardCharsets.UTF_8);
        Instant now = clock.instant();
        HttpRequest.Builder request = HttpRequest.newBuilder(body.to())
                .timeout(timeouts.whole())
                .header("Content-Type", "application/json")
                .header("User-Agent", "digestbot")
                .header("webhook-id", event.id())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()));
        webhook.secret()
                .ifPresent(secret -> request.header("webhook-signature", secret.sign(event.id(), now, content)));
        return request.POST(BodyPublishers.ofByteArray(content)).build();
    }

    /// The messages of exceptions may contain the address, so they are not used.
    private static WebhookAnswer failed(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _ ->
                new WebhookAnswer.Unanswered(Outcome.NOT_WRITTEN, false, "time-out while connecting");
            case ConnectException _ -> new WebhookAnswer.Unanswered(Outcome.SERVER_DOWN, false, "no connection");
            case SSLException _ -> new WebhookAnswer.Unanswered(Outcome.SERVER_DOWN, false, "no handshake");
            case IOException _ -> unanswered("the connection broke");
            default -> unanswered("ended with " + cause.getClass().getSimpleName());
        };
    }

    private static WebhookAnswer unanswered(String why) {
        return new WebhookAnswer.Unanswered(Outcome.UNANSWERED, true, why);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
