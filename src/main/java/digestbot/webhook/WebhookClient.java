package digestbot.webhook;

import digestbot.web.HttpAnswer;
import digestbot.web.OutgoingHttp;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Sends events over HTTP, signed at the time of sending.
public final class WebhookClient implements AutoCloseable {

    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);

    /// The limits of time for a request.
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

    public WebhookAnswer post(WebhookSettings webhook, WebhookEvent event) {
        return switch (http.send(request(webhook, event))) {
            case HttpAnswer.Answered answer ->
                new WebhookAnswer.Answered(
                        answer.status(),
                        answer.headers()
                                .firstValue("Retry-After")
                                .flatMap(header -> retryAfter(header, clock.instant())),
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

    /// What came of a request to a receiver.
    public sealed interface WebhookAnswer {

        /// The receiver answered.
        ///
        /// @param retryAfter when it wants to be asked again
        /// @param excerpt the beginning of the answer; for a person who asks, not for logs, because it
        ///     may repeat the address
        record Answered(int status, Optional<Duration> retryAfter, String excerpt) implements WebhookAnswer {

            public boolean isSuccess() {
                return status / 100 == 2;
            }
        }

        /// There is no answer. The receiver may have the event nevertheless.
        record Unanswered(String why) implements WebhookAnswer {}
    }

    /// The header `Retry-After`: seconds or a time. A receiver may delay its events by an hour at most,
    /// so that a mistake of its own does not stop them for days.
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
