package digestbot.webhook;

import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.RequestCounters;
import digestbot.web.HttpAnswer;
import digestbot.web.OutgoingHttp;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Sends events over HTTP, signed at the time of sending.
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

    private final RequestCounters counters;
    private final InstantSource clock;
    private final OutgoingHttp http;

    /// @param counters counts the answers
    public WebhookClient(RequestCounters counters, InstantSource clock) {
        this(Timeouts.USUAL, counters, clock);
    }

    WebhookClient(Timeouts timeouts, RequestCounters counters, InstantSource clock) {
        this.counters = counters;
        this.clock = clock;
        http = new OutgoingHttp(timeouts.connect(), timeouts.whole());
    }

    /// Sends the event and waits for the answer.
    public WebhookAnswer post(WebhookSettings webhook, WebhookEvent event) {
        long startNanos = System.nanoTime();
        return switch (http.send(request(webhook, event))) {
            case HttpAnswer.Answered answer -> {
                counters.answered(METHOD, Duration.ofNanos(System.nanoTime() - startNanos), answer.status());
                yield new WebhookAnswer.Answered(
                        answer.status(),
                        answer.headers()
                                .firstValue("Retry-After")
                                .flatMap(header -> RetryAfter.of(header, clock.instant())),
                        answer.excerpt());
            }
            case HttpAnswer.Unanswered(HttpAnswer.Failure failure, String why) -> unanswered(failure, why);
        };
    }

    private static WebhookAnswer unanswered(HttpAnswer.Failure failure, String why) {
        return switch (failure) {
            case CONNECT_TIMEOUT -> new WebhookAnswer.Unanswered(Outcome.NOT_WRITTEN, false, why);
            case NO_CONNECTION -> new WebhookAnswer.Unanswered(Outcome.SERVER_DOWN, false, why);
            case NO_ANSWER -> new WebhookAnswer.Unanswered(Outcome.UNANSWERED, true, why);
        };
    }

    private HttpRequest request(WebhookSettings webhook, WebhookEvent event) {
        WebhookFormat.Body body = webhook.format().body(webhook.url(), event);
        byte[] content = body.text().getBytes(StandardCharsets.UTF_8);
        Instant now = clock.instant();
        HttpRequest.Builder request = http.request(body.to())
                .header("Content-Type", "application/json")
                .header("webhook-id", event.id())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()));
        webhook.secret()
                .ifPresent(secret -> request.header("webhook-signature", secret.sign(event.id(), now, content)));
        return request.POST(BodyPublishers.ofByteArray(content)).build();
    }

    @Override
    public void close() {
        http.close();
    }
}
