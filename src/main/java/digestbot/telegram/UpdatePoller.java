package digestbot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.ThreadTermination;
import digestbot.database.Clocks;
import digestbot.database.RepeatedFailureLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// One long-polling session: fetches updates and handles them one by one on a single thread.
///
/// The next poll confirms the updates of the previous one, so an update is confirmed only after it
/// was handled.
final class UpdatePoller {

    private static final Logger LOG = LoggerFactory.getLogger(UpdatePoller.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofSeconds(50);

    /// Short enough that three polls take longer than the longest pause of another bot after a
    /// conflict.
    private static final Duration CONTESTED_POLL = Duration.ofSeconds(10);

    private static final Duration POLL_TIMEOUT = POLL.plusSeconds(15);
    private static final int BATCH = 100;
    private static final Duration MAX_POLL_GAP =
            POLL_TIMEOUT.plus(PollBackoff.MAX_PAUSE).plusSeconds(10);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(800);

    private final TelegramConnection connection;
    private final Handler handler;
    private final LeaderTerm term;
    private final Clocks clocks;
    private final PollHealth health;
    private final Thread thread =
            Thread.ofPlatform().name("telegram-updates").daemon().unstarted(this::run);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Runnable cancelPoll = () -> {};
    private volatile long lastPoll;
    private int lastHandledId;

    interface Handler {

        /// Returns empty if no chat is concerned.
        Optional<IncomingUpdate> read(Update update);

        /// Prefetches data for the updates that are handled next, in this order. Does not wait.
        void prefetch(List<IncomingUpdate> updates);

        /// Returns false if the update must be fetched again.
        boolean handle(IncomingUpdate update);
    }

    UpdatePoller(
            TelegramConnection connection,
            Handler handler,
            RepeatedFailureLog failureLog,
            LeaderTerm term,
            Clocks clocks) {
        this.connection = connection;
        this.handler = handler;
        this.term = term;
        this.clocks = clocks;
        this.health = new PollHealth(failureLog, term, clocks);
        this.lastPoll = clocks.nanos();
    }

    /// Deletes a webhook, because it would prevent polling. After a failure, this session must be
    /// closed.
    void start() throws TelegramApiException {
        connection.interactiveClient().execute(new DeleteWebhook());
        thread.start();
    }

    /// Whether polling is running. It stops if the handler's thread dies or hangs, or if a webhook
    /// is set.
    boolean alive() {
        return thread.isAlive() && !health.isWebhookSet() && sinceLastPoll().compareTo(MAX_POLL_GAP) < 0;
    }

    /// The time since the last poll; before the first poll, since construction.
    Duration sinceLastPoll() {
        return clocks.elapsedSince(lastPoll);
    }

    PollHealth health() {
        return health;
    }

    private void run() {
        var backoff = new PollBackoff();
        try {
            while (!isClosed()) {
                lastPoll = clocks.nanos();
                if (poll()) {
                    backoff.reset();
                } else {
                    var _ = closed.await(backoff.nextMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("polling Telegram ended; it is started anew in a while", e);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /// Polls once unless another node is the leader, and handles the updates. Returns false after a
    /// failure, or if an update must be fetched again.
    private boolean poll() {
        if (isClosed() || !term.isCurrent()) {
            return false;
        }
        var request = GetUpdates.builder()
                .offset(lastHandledId == 0 ? null : lastHandledId + 1)
                .limit(BATCH)
                .timeout(Math.toIntExact((health.isContested() ? CONTESTED_POLL : POLL).toSeconds()))
                .allowedUpdates(UpdateReader.ALLOWED_UPDATES)
                .build();
        try {
            JsonNode updates = connection.interactiveClient().poll(request, POLL_TIMEOUT, this::begun);
            health.succeeded();
            return consume(updates);
        } catch (TelegramApiException e) {
            if (!isClosed()) {
                health.failed(e);
            }
            return false;
        }
    }

    /// Cancels a poll that begins during the shutdown, because it would take the next session's
    /// updates.
    private void begun(Runnable cancel) {
        cancelPoll = cancel;
        if (isClosed()) {
            cancel.run();
        }
    }

    private boolean consume(JsonNode found) {
        List<IncomingUpdate> updates =
                found.valueStream().flatMap(update -> read(update).stream()).toList();
        handler.prefetch(updates);
        for (IncomingUpdate update : updates) {
            if (isClosed() || !term.isCurrent()) {
                return true;
            }
            if (!handler.handle(update)) {
                return false;
            }
            lastHandledId = update.id();
            lastPoll = clocks.nanos(); // many updates may take long
        }
        // The last update may have been skipped.
        lastHandledId = found.path(found.size() - 1).path("update_id").asInt(lastHandledId);
        return true;
    }

    private Optional<IncomingUpdate> read(JsonNode update) {
        try {
            return handler.read(JSON.treeToValue(update, Update.class));
        } catch (JsonProcessingException | RuntimeException _) {
            LOG.warn("Telegram update {} has an unknown form: skipped it", update.path("update_id"));
            return Optional.empty();
        }
    }

    /// Stops within two seconds. The current update may finish; a waiting poll is cancelled.
    void stop() {
        closed.countDown();
        cancelPoll.run();
        ThreadTermination.join(thread, SHUTDOWN_TIMEOUT);
        thread.interrupt();
        ThreadTermination.join(thread, SHUTDOWN_TIMEOUT);
        if (thread.isAlive()) {
            LOG.warn("an update is still being handled at shutdown: abandoned it");
        }
    }

    /// Exponential back-off from 0.5 s to 15 s.
    static final class PollBackoff {

        static final Duration MAX_PAUSE = Duration.ofSeconds(15);
        private static final long FIRST_MILLIS = 500;
        private long next = FIRST_MILLIS;

        synchronized void reset() {
            next = FIRST_MILLIS;
        }

        synchronized long nextMillis() {
            long pause = next;
            next = Math.min(2 * next, MAX_PAUSE.toMillis());
            return pause;
        }
    }

    /// Tracks whether polls fail and why, and whether another program polls with the token.
    static final class PollHealth {

        private static final Duration CONFLICT_PERIOD = Duration.ofMinutes(1);

        /// The number of conflicts within [#CONFLICT_PERIOD] that proves another program. Some
        /// polls succeed between two conflicts, and a single conflict may come from a process that
        /// has just ended.
        private static final int CONFLICTS = 3;

        /// The number of consecutive successful polls that proves that nobody else polls.
        private static final int STEADY_POLLS = 3;

        private final RepeatedFailureLog failureLog;
        private final LeaderTerm term;
        private final Clocks clocks;
        private final Deque<Long> conflicts = new ArrayDeque<>();
        private boolean webhookSet;
        private boolean succeeded;
        private boolean failing;
        private int successesInARow;
        private boolean steady;
        private boolean contested;

        /// `failureLog` outlives restarts of polling. Polls that fail after the end of the term do
        /// not count.
        PollHealth(RepeatedFailureLog failureLog, LeaderTerm term, Clocks clocks) {
            this.failureLog = failureLog;
            this.term = term;
            this.clocks = clocks;
        }

        /// Whether a webhook is set, which blocks polling until it is deleted.
        synchronized boolean isWebhookSet() {
            return webhookSet;
        }

        synchronized boolean hasSucceeded() {
            return succeeded;
        }

        synchronized boolean isFailing() {
            return failing;
        }

        /// Whether another program polls with this token. Polls of both programs succeed now and
        /// then.
        synchronized boolean hasRival() {
            conflicts.removeIf(at -> clocks.elapsedSince(at).compareTo(CONFLICT_PERIOD) > 0);
            return conflicts.size() >= CONFLICTS;
        }

        /// Whether a poll met another program's poll before [#STEADY_POLLS] had succeeded in a row,
        /// and still none have. Two bots may have the same deliveries.
        synchronized boolean isContested() {
            return contested;
        }

        synchronized void succeeded() {
            successesInARow++;
            if (successesInARow >= STEADY_POLLS) {
                steady = true;
                contested = false;
            }
            failureLog.recovered();
            succeeded = true;
            failing = false;
        }

        synchronized void failed(TelegramApiException e) {
            if (!term.isCurrent()) {
                return; // another node polls now, which ended this poll
            }
            failureLog.failed(reason(e));
            failing = true;
            successesInARow = 0;
        }

        private String reason(TelegramApiException e) {
            if (!(e instanceof TelegramApiRequestException refusal) || !Objects.equals(refusal.getErrorCode(), 409)) {
                return TelegramErrors.reason(e);
            }
            webhookSet =
                    Objects.requireNonNullElse(refusal.getApiResponse(), "").contains("webhook");
            if (webhookSet) {
                return "a webhook was set for this bot, which keeps it from polling; it is deleted";
            }
            conflicts.addLast(clocks.nanos());
            if (!steady && !contested) {
                contested = true;
                LOG.warn(
                        "another program polls with this bot's token: deliveries wait until {} polls in a row succeed",
                        STEADY_POLLS);
            }
            return "another program polls with this bot's token; stop one of the two";
        }
    }
}
