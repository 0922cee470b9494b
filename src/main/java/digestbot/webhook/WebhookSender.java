package digestbot.webhook;

import digestbot.cluster.SeatTerm;
import digestbot.concurrent.ThreadTermination;
import digestbot.concurrent.WakeUp;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.webhook.WebhookClient.WebhookAnswer;
import digestbot.webhook.WebhookStore.QueuedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the queued events, with a thread for each webhook, so that a receiver that hangs delays no
/// other. One node at a time does so.
public final class WebhookSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AFTER_ERROR = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(4);
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

    /// At most five requests in a second to one receiver.
    public static final Duration USUAL_SPACING = Duration.ofMillis(200);

    /// The number of attempts in about three days, with pauses of 1, 2, 4 … 256 seconds and then
    /// five minutes each: a receiver may be repaired only after a weekend.
    static final int LAST_ATTEMPT = 872;

    private final WebhookStore queue = new WebhookStore();
    private final Database database;
    private final WebhookClient client;
    private final SeatTerm term;
    private final InstantSource clock;
    private final Duration spacing;
    private final List<Worker> workers;
    private volatile boolean stopped;

    private record Worker(Thread thread, WakeUp wakeUp) {}

    public WebhookSender(
            List<WebhookSettings> webhooks,
            Database database,
            WebhookClient client,
            SeatTerm term,
            InstantSource clock,
            Duration spacing) {
        this.database = database;
        this.client = client;
        this.term = term;
        this.clock = clock;
        this.spacing = spacing;
        workers = webhooks.stream().map(this::worker).toList();
    }

    private Worker worker(WebhookSettings webhook) {
        var wakeUp = new WakeUp();
        Thread thread =
                Thread.ofPlatform().daemon().name("webhook-" + webhook.key()).unstarted(() -> run(webhook, wakeUp));
        return new Worker(thread, wakeUp);
    }

    public void start() {
        workers.forEach(worker -> worker.thread().start());
    }

    public void wake() {
        workers.forEach(worker -> worker.wakeUp().raise());
    }

    private void run(WebhookSettings webhook, WakeUp wakeUp) {
        try {
            while (!stopped) {
                wakeUp.await(pauseAfterStep(webhook));
            }
        } catch (InterruptedException _) {
            // The sender is closed.
        }
    }

    private Duration pauseAfterStep(WebhookSettings webhook) throws InterruptedException {
        try {
            boolean sent = term.isCurrent() && sendNext(webhook);
            if (sent) {
                Thread.sleep(spacing);
            }
            return sent ? Duration.ZERO : POLL;
        } catch (SeatTerm.TermEndedException _) {
            return POLL;
        } catch (RuntimeException e) {
            if (!stopped) {
                LOG.warn("{}: events are not sent: {}", webhook, e.toString());
            }
            return AFTER_ERROR;
        }
    }

    /// True if a request was made.
    private boolean sendNext(WebhookSettings webhook) {
        Optional<QueuedEvent> due = database.read(transaction -> queue.next(transaction, webhook))
                .filter(event -> !event.nextAt().isAfter(clock.instant()));
        if (due.isEmpty()) {
            return false;
        }
        WebhookVerdict verdict =
                WebhookVerdict.of(client.post(webhook, due.get().event()));
        // A request that ends because of the shutdown says nothing of the receiver.
        if (!stopped) {
            database.writeWithoutResult(transaction -> {
                term.verify(transaction);
                settle(transaction, webhook, due.get(), verdict);
            });
        }
        return true;
    }

    private void settle(Transaction transaction, WebhookSettings webhook, QueuedEvent sent, WebhookVerdict verdict) {
        Instant now = clock.instant();
        switch (verdict) {
            case WebhookVerdict.Taken() -> queue.setSent(transaction, sent.number(), now);
            case WebhookVerdict.Paused(Duration pause) -> queue.pause(transaction, webhook, now.plus(pause));
            case WebhookVerdict.Gone(String why) -> {
                queue.turnOff(transaction, webhook.key(), why, now);
                LOG.warn("{} is off until its settings change or “digestbot webhook retry”: {}", webhook, why);
            }
            case WebhookVerdict.Refused(String why) -> {
                queue.setFailed(transaction, sent.number(), why, now);
                LOG.warn("{} refused the event {}: {}", webhook, sent.event().id(), why);
            }
            case WebhookVerdict.Again(String why) -> again(transaction, webhook, sent, why, now);
        }
    }

    private void again(Transaction transaction, WebhookSettings webhook, QueuedEvent sent, String why, Instant now) {
        int attempts = sent.attempts() + 1;
        if (attempts >= LAST_ATTEMPT) {
            String reason = "given up after %d attempts: %s".formatted(attempts, why);
            queue.setFailed(transaction, sent.number(), reason, now);
            LOG.warn("{} did not take the event {}: {}", webhook, sent.event().id(), reason);
            return;
        }
        if (attempts == 1) {
            LOG.info(
                    "{} did not take the event {} yet: {}",
                    webhook,
                    sent.event().id(),
                    why);
        }
        queue.retryAt(transaction, sent.number(), attempts, why, now.plus(pause(attempts)));
    }

    static Duration pause(int attempts) {
        Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }

    @Override
    public void close() {
        stopped = true;
        workers.forEach(worker -> worker.thread().interrupt());
        client.close();
        workers.forEach(worker -> ThreadTermination.join(worker.thread(), STOP));
    }

    /// The meaning of an answer for its event.
    sealed interface WebhookVerdict {

        record Taken() implements WebhookVerdict {}

        /// The receiver takes no more events.
        record Gone(String why) implements WebhookVerdict {}

        /// The receiver wants to be asked again later. This is no attempt.
        record Paused(Duration pause) implements WebhookVerdict {}

        /// The event is sent again. The receiver may have it already.
        record Again(String why) implements WebhookVerdict {}

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
}
