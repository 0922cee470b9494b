package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.chat.CommandHandler;
import digestbot.chat.Permissions.OperatorRank;
import digestbot.cluster.LeaderTerm;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.ReplyQueue;
import digestbot.i18n.Texts;
import digestbot.telegram.UpdatePoller.PollBackoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethodBoolean;
import org.telegram.telegrambots.meta.api.methods.description.GetMyDescription;
import org.telegram.telegrambots.meta.api.methods.description.GetMyShortDescription;
import org.telegram.telegrambots.meta.api.methods.description.SetMyDescription;
import org.telegram.telegrambots.meta.api.methods.description.SetMyShortDescription;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Receives updates from Telegram: connects, polls, and restarts polling when it fails.
public final class TelegramReceiver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TelegramReceiver.class);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(10);
    private static final Duration MAX_WATCH_INTERVAL = Duration.ofMinutes(5);

    private final TelegramConnection connection;
    private final Database database;
    private final CommandHandler commandHandler;
    private final ReplySending replies;
    private final PrivateReplies privateReplies;
    private final ChatReachability reachability;
    private final LeaderTerm term;
    private final Clocks clocks;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("telegram-keeper").daemon().factory());
    private final PollBackoff backoff = new PollBackoff();
    private final RepeatedFailureLog failureLog =
            new RepeatedFailureLog(LOG, "polling Telegram failed, retrying", "polling Telegram works again");
    final CommandMenus menus;
    private final BotDescriptions descriptions;
    private volatile Optional<UpdatePoller> poller = Optional.empty();
    private final CountDownLatch ready = new CountDownLatch(1);
    private boolean closed;
    private boolean reported;
    private boolean introduced;
    private Duration watchInterval = WATCH_INTERVAL;

    /// The ways in which replies leave: through the outbox, as files sent immediately, and outside
    /// the outbox with permits.
    public record ReplySending(ReplyQueue queue, ReplyFiles files, RequestPermits permits) {}

    @FunctionalInterface
    public interface ReplyFiles {

        Attachment of(Transaction transaction, Chat chat, FileRequest fileRequest);
    }

    /// Creates the receiver. [#close] leaves the connection open, so that replies can still be
    /// sent.
    public TelegramReceiver(
            TelegramConnection connection,
            Database database,
            CommandHandler commandHandler,
            ReplySending replies,
            ChatReachability reachability,
            LeaderTerm term,
            Clocks clocks) {
        this.term = term;
        this.connection = connection;
        this.database = database;
        this.commandHandler = commandHandler;
        this.replies = replies;
        this.reachability = reachability;
        this.clocks = clocks;
        TelegramClient client = connection.interactiveClient();
        privateReplies = new PrivateReplies(client, connection.keyboards(), replies.permits(), database, clocks::now);
        menus = new CommandMenus(client, time -> LockSupport.parkNanos(time.toNanos()));
        descriptions = new BotDescriptions(client);
    }

    public void onRoleChanged(long userId, OperatorRank rank) {
        menus.onRoleChanged(userId, rank);
    }

    /// Starts in the background. If the server is unreachable, it is retried with back-off.
    public void start(Map<Long, OperatorRank> staff) {
        menus.collect(staff);
        scheduler.execute(this::runWatchdog);
    }

    public boolean isPolling() {
        return poller.filter(UpdatePoller::alive).isPresent();
    }

    /// Whether the bot is polling and Telegram responds.
    public boolean isConnected() {
        return poller.filter(UpdatePoller::alive)
                .filter(current -> !current.health().isFailing())
                .isPresent();
    }

    /// Whether another program polls with this token.
    public boolean hasRival() {
        return poller.filter(current -> current.health().hasRival()).isPresent();
    }

    /// Whether another program interfered with the first polls; it may be a bot with the same
    /// deliveries.
    public boolean isContested() {
        return poller.filter(current -> current.health().isContested()).isPresent();
    }

    /// The time of the last poll; empty if polling is not running.
    public Optional<Instant> lastPoll() {
        return poller.map(current -> clocks.now().minus(current.sinceLastPoll()));
    }

    /// Waits until polling has started; false if it did not start in time.
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return ready.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Stops within two seconds. A running update is either finished or repeated after the next
    /// start.
    @Override
    public void close() {
        scheduler.shutdownNow();
        menus.close();
        Optional<UpdatePoller> current;
        synchronized (this) {
            closed = true;
            current = poller;
        }
        current.ifPresent(UpdatePoller::stop);
        privateReplies.close();
    }

    private void runWatchdog() {
        Duration next;
        try {
            ensurePolling();
            next = watchInterval;
        } catch (TelegramApiException e) {
            next = Duration.ofMillis(backoff.nextMillis());
            report(TelegramErrors.reason(e));
        } catch (RuntimeException e) {
            next = Duration.ofMillis(backoff.nextMillis());
            LOG.error("starting Telegram failed", e);
        }
        if (!scheduler.isShutdown()) {
            var _ = scheduler.schedule(this::runWatchdog, next.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void ensurePolling() throws TelegramApiException {
        Optional<UpdatePoller> current = poller;
        if (current.filter(UpdatePoller::alive).isPresent()) {
            watchInterval = current.get().health().hasSucceeded() ? WATCH_INTERVAL : watchInterval;
            return;
        }
        if (current.isPresent()) {
            watchInterval = Collections.min(List.of(watchInterval.multipliedBy(2), MAX_WATCH_INTERVAL));
            failureLog.failed("polling stopped unexpectedly, restarting it");
            current.get().stop();
        }
        poller = Optional.empty();
        begin();
    }

    private void begin() throws TelegramApiException {
        TelegramClient client = connection.interactiveClient();
        User bot = client.execute(new GetMe());
        privateReplies.probe(bot.getId());
        var updateReplies = new UpdateReplies(
                replies.queue(),
                replies.files(),
                privateReplies,
                connection.accounts().learn(bot));
        var updates = new UpdateHandler(
                database,
                commandHandler,
                updateReplies,
                reachability,
                term,
                new ChatAdminLookup(client, ChatAdminLookup.TIMEOUT),
                client,
                menus::onChatActive);
        var newPoller = new UpdatePoller(connection, updates, failureLog, term, clocks);
        try {
            newPoller.start();
        } catch (TelegramApiException | RuntimeException e) {
            newPoller.stop();
            throw e;
        }
        if (!adopt(newPoller)) {
            newPoller.stop();
            return;
        }
        backoff.reset();
        if (reported || !introduced) {
            LOG.info("connected to Telegram as @{}", bot.getUserName());
        }
        boolean first = !introduced;
        introduced = true;
        reported = false;
        menus.registerAll();
        if (first && !scheduler.isShutdown()) {
            scheduler.execute(descriptions::setMissing);
        }
    }

    private synchronized boolean adopt(UpdatePoller newPoller) {
        if (closed) {
            return false;
        }
        poller = Optional.of(newPoller);
        ready.countDown();
        return true;
    }

    /// Logs the reason once per outage, so that a long outage does not fill the log.
    private void report(String reason) {
        if (!reported && !scheduler.isShutdown()) {
            LOG.warn("cannot reach Telegram: {}, retrying", reason);
        }
        reported = true;
    }

    /// The bot's descriptions on Telegram, shown in a chat without messages and in the bot's
    /// profile. Texts that the owner set with @BotFather are kept.
    private record BotDescriptions(TelegramClient client) {

        /// Sets missing descriptions. If Telegram refuses, the next start tries again.
        void setMissing() {
            try {
                if (isBlank(client.execute(new GetMyDescription()).getDescription())) {
                    set("bot-description", SetMyDescription::new);
                }
                if (isBlank(client.execute(new GetMyShortDescription()).getShortDescription())) {
                    set("welcome", SetMyShortDescription::new);
                }
            } catch (TelegramApiException e) {
                LOG.info(
                        "setting the bot's description on Telegram failed: {}, next attempt at the next start",
                        TelegramErrors.reason(e));
            }
        }

        private static boolean isBlank(@Nullable String text) {
            return Optional.ofNullable(text).filter(known -> !known.isBlank()).isEmpty();
        }

        private void set(String key, BiFunction<String, @Nullable String, BotApiMethodBoolean> request)
                throws TelegramApiException {
            // The default text is set last, because it marks that all the others are set.
            for (String language : CommandMenus.languages().reversed()) {
                client.execute(request.apply(Texts.of(language).format(key), language.isEmpty() ? null : language));
            }
        }
    }
}
