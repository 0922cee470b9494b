package digestbot.webhook;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import java.time.Duration;
import java.util.List;

/// What the answers of a webhook's receiver mean. It is the table of outcomes of webhooks; other
/// outcomes do not occur there.
public final class WebhookOutcomes {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int GONE = 410;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(30);

    private WebhookOutcomes() {}

    static SendResult of(WebhookAnswer answer, WebhookEvent event) {
        return switch (answer) {
            case WebhookAnswer.Answered answered -> of(answered, event);
            case WebhookAnswer.Unanswered(Outcome outcome, boolean mayHaveArrived, String why) ->
                mayHaveArrived ? new SendResult.Unconfirmed(outcome, why) : new SendResult.NotSent(outcome, why);
        };
    }

    private static SendResult of(WebhookAnswer.Answered answered, WebhookEvent event) {
        String why = "status " + answered.status();
        if (answered.isSuccess()) {
            return new SendResult.Sent(event.id());
        }
        return switch (answered.status()) {
            case GONE -> new SendResult.Unreachable(Outcome.GONE, why + " (gone)");
            case TOO_MANY_REQUESTS ->
                new SendResult.RateLimited(answered.retryAfter().orElse(USUAL_PAUSE), false);
            case REQUEST_TIMEOUT, TOO_EARLY -> new SendResult.Unconfirmed(Outcome.UNANSWERED, why);
            case UNAVAILABLE ->
                answered.retryAfter()
                        .<SendResult>map(pause -> new SendResult.RateLimited(pause, false))
                        .orElseGet(() -> new SendResult.NotSent(Outcome.SERVER_ERROR, why));
            default -> other(answered.status(), why);
        };
    }

    private static SendResult other(int status, String why) {
        return switch (status / 100) {
            case 5 -> new SendResult.Unconfirmed(Outcome.SERVER_ERROR, why);
            case 3 -> new SendResult.Rejected(why + ", a redirect, which is not followed");
            default -> new SendResult.Rejected(why);
        };
    }

    /// How a receiver causes the outcome; empty if a webhook has no such outcome.
    public static List<String> describe(Outcome outcome) {
        return switch (outcome) {
            case GONE -> List.of("410");
            case CHAT_NOT_FOUND -> List.of("it is no longer configured");
            case CHAT_LIMIT -> List.of("429", "503 with Retry-After");
            case SERVER_ERROR -> List.of("every other 5xx");
            case SERVER_DOWN -> List.of("no address", "no connection", "no handshake");
            case NOT_WRITTEN -> List.of("time-out while connecting");
            case UNANSWERED -> List.of("408", "425", "time-out or broken connection");
            case REFUSED -> List.of("every other 4xx", "3xx");
            case BLOCKED,
                    KICKED,
                    DEACTIVATED,
                    UNKNOWN_CHANNEL,
                    CANNOT_DM,
                    NO_RIGHTS,
                    MIGRATED,
                    TOPIC_CLOSED,
                    THREAD_ARCHIVED,
                    TOPIC_DELETED,
                    THREAD_DELETED,
                    MESSAGE_GONE,
                    UNDELETABLE,
                    MARKUP_REFUSED,
                    UNRENDERABLE,
                    POISON,
                    EXPIRED,
                    EDIT_LIMIT,
                    OVERALL_LIMIT,
                    MALFORMED_RESPONSE,
                    BLOCKED_BY_PROXY,
                    TOKEN_REFUSED -> List.of();
        };
    }
}
