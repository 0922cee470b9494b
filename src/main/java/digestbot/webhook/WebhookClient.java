package digestbot.webhook;

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
    /// @param whole for the request with its answer
    record Timeouts(Duration connect, Duration whole) {
        private static final Timeouts USUAL = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    private final InstantSource clock;
    private final OutgoingHttp http;

    public WebhookClient(InstantSource clock) {
        this(Timeouts.USUAL, clock);
    }

    WebhookClient(Timeouts timeouts, InstantSource clock) {
        this.clock = clock;
        http = new OutgoingHttp(timeouts.connect(), timeouts.whole());
    }

    /// Sends the event and waits for the answer.
    public WebhookAnswer post(WebhookSettings webhook, WebhookEvent event) {
        return switch (http.send(request(webhook, event))) {
            case HttpAnswer.Answered answer ->
                new WebhookAnswer.Answered(
                        answer.status(),
                        answer.headers()
                                .firstValue("Retry-After")
                                .flatMap(header -> RetryAfter.of(header, clock.instant())),
                        answer.excerpt());
            case HttpAnswer.Unanswered(HttpAnswer.Failure _, String why) -> new WebhookAnswer.Unanswered(why);
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
