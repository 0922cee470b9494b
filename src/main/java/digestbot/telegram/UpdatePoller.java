package digestbot.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.cluster.SeatTerm;
import digestbot.database.Clocks;
import digestbot.database.RepeatedFailureLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.longpolling.BotSession;
import org.telegram.telegrambots.longpolling.TelegramBotsLongPollingApplication;
import org.telegram.telegrambots.longpolling.interfaces.BackOff;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/// One long-polling session: fetches updates and handles them one by one on a single thread.
///
/// The next poll confirms the updates of the previous one, so an update is confirmed only after it
/// was handled.
final class UpdatePoller {

    private static final Logger LOG = LoggerFactory.getLogger(UpdatePoller.class);
    private static final Duration POLL = Duration.ofSeconds(50);

    /// Three of these are longer than the longest pause of another bot after a conflict.
    private static final Duration CONTESTED_POLL = Duration.ofSeconds(10);

    private static final Duration POLL_TIMEOUT = POLL.plusSeconds(15);
    private static final int BATCH = 100;
    private static final Duration MAX_POLL_GAP =
            POLL_TIMEOUT.plus(PollBackoff.MAX_PAUSE).plusSeconds(10);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(800);

    private final TelegramSettings settings;
    private final Handler handler;
    private final SeatTerm term;
    private final Clocks clocks;
    private final PollResponseObserver observer;
    private final OkHttpClient http;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("telegram-updates").daemon().factory());
    private final TelegramBotsLongPollingApplication application;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final PollBackoff retryBackoff = new PollBackoff();
    private volatile @Nullable BotSession session;
    private volatile long lastPoll;
    private int lastHandledId;
    private int limit = BATCH;

    @FunctionalInterface
    interface Handler {

        /// Prefetches data for the updates that are handled next, in this order. Does not wait.
        default void prefetch(List<Update> updates) {}

        /// Returns false if the update must be fetched again.
        boolean handle(Update update);
    }

    UpdatePoller(
            TelegramConnection connection,
            Handler handler,
            RepeatedFailureLog failureLog,
            SeatTerm term,
            Clocks clocks) {
        this.term = term;
        this.observer = new PollResponseObserver(failureLog, term, clocks::nanos);
        this.settings = connection.settings();
        this.handler = handler;
        this.clocks = clocks;
        this.lastPoll = clocks.nanos();
        this.http = connection
                .pollingHttp(POLL_TIMEOUT)
                .newBuilder()
                .addInterceptor(this::rejectAfterClose)
                .addInterceptor(observer)
                .build();
        this.application = new TelegramBotsLongPollingApplication(
                ObjectMapper::new, () -> http, () -> thread, () -> new PollBackoff(closed));
    }

    /// The library first deletes a webhook, which would prevent polling. After a failure, this
    /// session must be closed.
    void start() throws TelegramApiException {
        session = application.registerBot(settings.token().reveal(), settings::url, _ -> nextPoll(), this::consume);
    }

    /// Tells whether polling is running. It stops if the handler's thread dies, which the library
    /// does not notice, or if a webhook is set.
    boolean alive() {
        return !observer.isWebhookSet() && sinceLastPoll().compareTo(MAX_POLL_GAP) < 0;
    }

    /// Before the first poll, the time counts from construction.
    Duration sinceLastPoll() {
        return clocks.elapsedSince(lastPoll);
    }

    /// What the responses to its polls say.
    PollResponseObserver responses() {
        return observer;
    }

    /// The library remembers the highest update id it has seen and drops all earlier ones. It is
    /// reset here in favour of our own offset, so that unhandled updates are fetched again and ids
    /// may restart.
    private GetUpdates nextPoll() {
        lastPoll = clocks.nanos();
        BotSession current = session;
        if (current != null) {
            current.getLastReceivedUpdate().set(0);
        }
        observer.takeUnparsedUpdates().ifPresentOrElse(this::isolateUnreadable, () -> limit = BATCH);
        return GetUpdates.builder()
                .offset(lastHandledId == 0 ? null : lastHandledId + 1)
                .limit(limit)
                .timeout(Math.toIntExact((observer.isContested() ? CONTESTED_POLL : POLL).toSeconds()))
                .allowedUpdates(UpdateReader.ALLOWED_UPDATES)
                .build();
    }

    /// An update that the library cannot parse would make every poll fail. Therefore the updates
    /// are then fetched one by one, and the unreadable one is skipped.
    private void isolateUnreadable(JsonNode updates) {
        limit = 1;
        if (updates.size() == 1) {
            lastHandledId = updates.get(0).path("update_id").asInt(lastHandledId);
            LOG.warn("Telegram update {} has an unknown form: skipped it", lastHandledId);
        }
    }

    private void consume(List<Update> updates) {
        observer.markParsed();
        handler.prefetch(updates);
        for (Update update : updates) {
            if (closed.getCount() == 0 || !term.isCurrent()) {
                return;
            }
            if (!handler.handle(update)) {
                pause();
                return;
            }
            lastHandledId = update.getUpdateId();
            retryBackoff.reset();
        }
    }

    /// Rejects a poll that starts during the shutdown, which would otherwise consume the next
    /// session's updates, and one of a node that no longer holds its seat.
    private Response rejectAfterClose(Interceptor.Chain chain) throws IOException {
        if (closed.getCount() == 0 || !term.isCurrent()) {
            throw new IOException("polling has ended");
        }
        return chain.proceed(chain.request());
    }

    private void pause() {
        try {
            var _ = closed.await(retryBackoff.nextBackOffMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops within two seconds: the current update may finish, a waiting poll is cancelled.
    void stop() {
        closed.countDown();
        BotSession current = session;
        if (current != null) {
            current.stop();
        }
        http.dispatcher().cancelAll();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
                if (!thread.awaitTermination(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("an update is still being handled at shutdown: abandoned it");
                }
            }
        } catch (InterruptedException _) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        http.connectionPool().evictAll();
    }

    /// Exponential back-off from 0.5 s to 15 s. (The library's own goes up to 15 minutes.)
    static final class PollBackoff implements BackOff {

        static final Duration MAX_PAUSE = Duration.ofSeconds(15);
        private static final long FIRST_MILLIS = 500;

        private final CountDownLatch closed;
        private long next = FIRST_MILLIS;

        PollBackoff() {
            this(new CountDownLatch(1));
        }

        /// The library sleeps for this time; after closing it is 0, so that the library stops.
        PollBackoff(CountDownLatch closed) {
            this.closed = closed;
        }

        @Override
        public synchronized void reset() {
            next = FIRST_MILLIS;
        }

        @Override
        public synchronized long nextBackOffMillis() {
            long pause = next;
            next = Math.min(2 * next, MAX_PAUSE.toMillis());
            return closed.getCount() == 0 ? 0 : pause;
        }
    }
}
