package digestbot.webhook;

import java.time.Duration;

/// What the answer of a receiver means for the event.
sealed interface WebhookVerdict {

    /// The receiver took the event.
    record Taken() implements WebhookVerdict {}

    /// The receiver takes no more events.
    record Gone(String why) implements WebhookVerdict {}

    /// The receiver wants to be asked again later. This is no attempt.
    record Paused(Duration pause) implements WebhookVerdict {}

    /// The event is sent again. The receiver may have it already.
    record Again(String why) implements WebhookVerdict {}

    /// The receiver refuses this event.
    record Refused(String why) implements WebhookVerdict {}

    int REQUEST_TIMEOUT = 408;
    int GONE = 410;
    int TOO_EARLY = 425;
    int TOO_MANY_REQUESTS = 429;
    int UNAVAILABLE = 503;
    Duration USUAL_PAUSE = Duration.ofSeconds(30);

    static WebhookVerdict of(WebhookAnswer answer) {
        return switch (answer) {
            case WebhookAnswer.Answered answered -> of(answered);
            case WebhookAnswer.Unanswered(String why) -> new Again(why);
        };
    }

    private static WebhookVerdict of(WebhookAnswer.Answered answered) {
        if (answered.isSuccess()) {
            return new Taken();
        }
        String why = "status " + answered.status();
        return switch (answered.status()) {
            case GONE -> new Gone(why + " (gone)");
            case TOO_MANY_REQUESTS -> new Paused(answered.retryAfter().orElse(USUAL_PAUSE));
            case REQUEST_TIMEOUT, TOO_EARLY -> new Again(why);
            case UNAVAILABLE ->
                answered.retryAfter().<WebhookVerdict>map(Paused::new).orElseGet(() -> new Again(why));
            default ->
                switch (answered.status() / 100) {
                    case 5 -> new Again(why);
                    case 3 -> new Refused(why + ", a redirect, which is not followed");
                    default -> new Refused(why);
                };
        };
    }
}
