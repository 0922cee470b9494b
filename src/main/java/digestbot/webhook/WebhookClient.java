package digestbot.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;

/// Sends events over HTTP, signed at the time of sending. It follows no redirect, because an event
/// is meant only for the configured address, and reads only the beginning of an answer.
///
/// Only the owner chooses the addresses, so servers on the same machine or network are permitted.
public final class WebhookClient implements AutoCloseable {

    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final InstantSource clock;
    private final Duration timeout;

    /// Without a version, the client asks a server without TLS to upgrade to HTTP/2, which some
    /// proxies answer with 400.
    private final HttpClient http;

    public WebhookClient(InstantSource clock) {
        this(CONNECT_TIMEOUT, TIMEOUT, clock);
    }

    WebhookClient(Duration connectTimeout, Duration timeout, InstantSource clock) {
        this.clock = clock;
        this.timeout = timeout;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    public WebhookAnswer post(WebhookSettings webhook, WebhookEvent event) {
        return send(request(webhook, event));
    }

    /// Requests a page only to see whether it exists.
    public WebhookAnswer get(URI page) {
        return send(HttpRequest.newBuilder(page));
    }

    private WebhookAnswer send(HttpRequest.Builder request) {
        CompletableFuture<HttpResponse<String>> response = http.sendAsync(
                request.timeout(timeout).header("User-Agent", "digestbot").build(), _ -> new BoundedBody());
        try {
            HttpResponse<String> answer = response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new WebhookAnswer.Answered(
                    answer.statusCode(),
                    answer.headers().firstValue("Retry-After").flatMap(header -> retryAfter(header, clock.instant())),
                    answer.body());
        } catch (ExecutionException e) {
            return new WebhookAnswer.Unanswered(reason(Objects.requireNonNullElse(e.getCause(), e)));
        } catch (TimeoutException _) {
            response.cancel(true);
            return new WebhookAnswer.Unanswered("no answer in time");
        } catch (InterruptedException _) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            return new WebhookAnswer.Unanswered("interrupted");
        }
    }

    private HttpRequest.Builder request(WebhookSettings webhook, WebhookEvent event) {
        byte[] content = webhook.format().body(event).getBytes(StandardCharsets.UTF_8);
        Instant now = clock.instant();
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook.url())
                .header("Content-Type", "application/json")
                .header("webhook-id", event.id())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()));
        webhook.secret()
                .ifPresent(secret -> request.header("webhook-signature", secret.sign(event.id(), now, content)));
        return request.POST(BodyPublishers.ofByteArray(content));
    }

    /// The messages of exceptions may contain the address, so they are not used.
    private static String reason(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _ -> "time-out while connecting";
            case ConnectException _ -> "no connection";
            case SSLException _ -> "no handshake";
            case IOException _ -> "the connection broke";
            default -> "ended with " + cause.getClass().getSimpleName();
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// Reads the beginning of an answer and closes the connection if there is more.
    static final class BoundedBody implements BodySubscriber<String> {

        static final int MAX_BYTES = 4 * 1024;

        private final CompletableFuture<String> body = new CompletableFuture<>();
        private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();

        @Override
        public CompletionStage<String> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription started) {
            subscription.set(started);
            started.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                byte[] bytes = new byte[Math.min(part.remaining(), MAX_BYTES - beginning.size())];
                part.get(bytes);
                beginning.writeBytes(bytes);
            }
            if (beginning.size() >= MAX_BYTES) {
                subscription.get().cancel();
                onComplete();
            } else {
                subscription.get().request(1);
            }
        }

        @Override
        public void onError(Throwable broken) {
            body.completeExceptionally(broken);
        }

        @Override
        public void onComplete() {
            body.complete(beginning.toString(StandardCharsets.UTF_8));
        }
    }

    public sealed interface WebhookAnswer {

        /// An answer. `retryAfter` is the receiver's own wish. `excerpt` is the beginning of the
        /// answer; it is for a person, not for logs, because it may repeat the address.
        record Answered(int status, Optional<Duration> retryAfter, String excerpt) implements WebhookAnswer {

            public boolean isSuccess() {
                return status / 100 == 2;
            }
        }

        /// No answer came. The receiver may still have the event.
        record Unanswered(String why) implements WebhookAnswer {}
    }

    /// Parses seconds or a time. The result is at most an hour, so that a receiver's mistake does
    /// not stop its events for days.
    static Optional<Duration> retryAfter(String header, Instant now) {
        String text = header.strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(bounded(Duration.between(now, until)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration pause) {
        Duration atLeast = pause.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : pause;
        return atLeast.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : atLeast;
    }
}
