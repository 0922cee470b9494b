package digestbot.webhook;

import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.StepThread;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.webhook.WebhookClient.WebhookAnswer;
import digestbot.webhook.WebhookStore.QueuedEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the queued events, with a thread for each webhook, so that a receiver that hangs delays no
/// other one. Only one node at a time sends.
public final class WebhookSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

    private static final Duration AFTER_ERROR = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(4);
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
    private static final Duration PAUSE_WITHOUT_TIME = Duration.ofSeconds(30);

    private static final int REQUEST_TIMEOUT = 408;
    private static final int GONE = 410;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /// At most five requests per second to one receiver.
    public static final Duration USUAL_SPACING = Duration.ofMillis(200);

    /// The number of attempts in about three days, with pauses of 1, 2, 4 … 256 seconds and then
    /// five minutes each: a receiver may be repaired only after a weekend.
    static final int LAST_ATTEMPT = 872;

    private final WebhookStore queue = new WebhookStore();
    private final Database database;
    private final WebhookClient client;
    private final LeaderTerm term;
    private final InstantSource clock;
    private final Duration spacing;
    private final List<StepThread> threads;
    private volatile boolean stopped;

    /// @param spacing the pause after a request; the queue is read after five times as long
    public WebhookSender(
            List<WebhookSettings> webhooks,
            Database database,
            WebhookClient client,
            LeaderTerm term,
            InstantSource clock,
            Duration spacing) {
        this.database = database;
        this.client = client;
        this.term = term;
        this.clock = clock;
        this.spacing = spacing;
        threads = webhooks.stream()
                .map(webhook -> new StepThread("webhook-" + webhook.key(), () -> step(webhook)))
                .toList();
    }

    public void start() {
        threads.forEach(StepThread::start);
    }

    /// Sends the next event that is due to the webhook.
    Duration step(WebhookSettings webhook) {
        Duration poll = spacing.multipliedBy(5);
        try {
            return term.isCurrent() && sendNext(webhook) ? spacing : poll;
        } catch (LeaderTerm.TermEndedException _) {
            return poll;
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
        WebhookAnswer answer = client.post(webhook, due.get().event());
        // A request that ends because of the shutdown says nothing about the receiver.
        if (!stopped) {
            database.writeWithoutResult(transaction -> {
                term.verify(transaction);
                settle(transaction, webhook, due.get(), answer);
            });
        }
        return true;
    }

    private void settle(Transaction transaction, WebhookSettings webhook, QueuedEvent sent, WebhookAnswer answer) {
        switch (answer) {
            case WebhookAnswer.Unanswered(String why) -> again(transaction, webhook, sent, why);
            case WebhookAnswer.Answered answered -> settle(transaction, webhook, sent, answered);
        }
    }

    private void settle(
            Transaction transaction, WebhookSettings webhook, QueuedEvent sent, WebhookAnswer.Answered answered) {
        int status = answered.status();
        String why = "status " + status;
        if (answered.isSuccess()) {
            queue.setSent(transaction, sent.number(), clock.instant());
        } else if (status == GONE) {
            String reason = why + " (gone)";
            queue.turnOff(transaction, webhook.key(), reason, clock.instant());
            LOG.warn("{} gets nothing until the bot starts again: {}", webhook, reason);
        } else if (status == TOO_MANY_REQUESTS
                || (status == UNAVAILABLE && answered.retryAfter().isPresent())) {
            // This does not count as an attempt.
            Duration pause = answered.retryAfter().orElse(PAUSE_WITHOUT_TIME);
            queue.pause(transaction, webhook, clock.instant().plus(pause));
        } else if (status == REQUEST_TIMEOUT || status == TOO_EARLY || status / 100 == 5) {
            again(transaction, webhook, sent, why);
        } else {
            fail(transaction, webhook, sent, status / 100 == 3 ? why + ", a redirect, which is not followed" : why);
        }
    }

    private void fail(Transaction transaction, WebhookSettings webhook, QueuedEvent sent, String why) {
        queue.setFailed(transaction, sent.number(), why, clock.instant());
        LOG.warn("{} did not take the event {}: {}", webhook, sent.event().id(), why);
    }

    /// Sends the event again later. The receiver may have it already.
    private void again(Transaction transaction, WebhookSettings webhook, QueuedEvent sent, String why) {
        int attempts = sent.attempts() + 1;
        if (attempts >= LAST_ATTEMPT) {
            fail(transaction, webhook, sent, "given up after %d attempts: %s".formatted(attempts, why));
            return;
        }
        if (attempts == 1) {
            LOG.info("{} did not take the event yet: {}", webhook, why);
        }
        queue.retryAt(transaction, sent.number(), attempts, why, clock.instant().plus(pause(attempts)));
    }

    static Duration pause(int attempts) {
        Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }

    @Override
    public void close() {
        stopped = true;
        client.close();
        threads.forEach(thread -> thread.close(STOP));
    }
}
