package digestbot.telegram;

import digestbot.chat.api.CommandHandler;
import digestbot.chat.common.Permissions.Standing;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.outbox.ReplyQueue;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/// Telegram's incoming side: connects, polls for updates, and restarts polling when it fails.
public final class TelegramPlatform implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TelegramPlatform.class);
    private static final Duration WATCH = Duration.ofSeconds(10);
    private static final Duration RAREST_WATCH = Duration.ofMinutes(5);

    private final TelegramConnection connection;
    private final Database database;
    private final CommandHandler answering;
    private final ReplyQueue replies;
    private final ChatReachability reachability;
    private final Clocks clocks;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("telegram-keeper").daemon().factory());
    private final PollBackoff pauses = new PollBackoff();
    private final RepeatedFailureLog outage =
            new RepeatedFailureLog(LOG, "polling Telegram failed, retrying", "polling Telegram works again");
    private final CommandMenus menus;
    private volatile @Nullable UpdatePoller polling;
    private final CountDownLatch ready = new CountDownLatch(1);
    private boolean closed;
    private boolean reported;
    private boolean introduced;
    private Duration watch = WATCH;

    /// @param connection not closed with this, so that replies can still be sent
    /// @param reachability records which chats can be reached
    public TelegramPlatform(
            TelegramConnection connection,
            Database database,
            CommandHandler answering,
            ReplyQueue replies,
            ChatReachability reachability,
            Clocks clocks) {
        this.connection = connection;
        this.database = database;
        this.answering = answering;
        this.replies = replies;
        this.reachability = reachability;
        this.clocks = clocks;
        this.menus = new CommandMenus(connection.quickClient(), keeper);
    }

    /// The person may do more or less from now on.
    public void changed(long userId, Standing now) {
        menus.changed(userId, now);
    }

    /// Starts in the background; an unreachable server is retried with back-off.
    ///
    /// @param staff the operators' user ids and roles
    public void start(Map<Long, Standing> staff) {
        menus.collect(staff);
        keeper.execute(this::tend);
    }

    /// Tells whether polling is running.
    public boolean alive() {
        UpdatePoller current = polling;
        return current != null && current.alive();
    }

    /// Tells whether the bot is polling and Telegram answers.
    public boolean answered() {
        UpdatePoller current = polling;
        return current != null && current.alive() && current.answered();
    }

    /// The time at which updates were last asked for; empty if they are not.
    public Optional<Instant> lastPoll() {
        UpdatePoller current = polling;
        return current == null ? Optional.empty() : Optional.of(clocks.now().minus(current.sinceLastPoll()));
    }

    /// Waits until updates are asked for.
    ///
    /// @return whether polling started in time
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Stops within two seconds. An update in progress is either finished or repeated after the
    /// next start.
    @Override
    public void close() {
        keeper.shutdownNow();
        UpdatePoller current;
        synchronized (this) {
            closed = true;
            current = polling;
        }
        if (current != null) {
            current.stop();
        }
    }

    private void tend() {
        Duration next;
        try {
            watch();
            next = watch;
        } catch (TelegramApiException e) {
            next = Duration.ofMillis(pauses.nextBackOffMillis());
            report(TelegramErrors.why(e));
        } catch (RuntimeException e) {
            next = Duration.ofMillis(pauses.nextBackOffMillis());
            LOG.error("starting Telegram failed", e);
        }
        if (!keeper.isShutdown()) {
            var _ = keeper.schedule(this::tend, next.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Starts polling if it is not running.
    void watch() throws TelegramApiException {
        UpdatePoller current = polling;
        if (current != null && current.alive()) {
            watch = current.worked() ? WATCH : watch;
            return;
        }
        if (current != null) {
            // Somebody may set a webhook again and again.
            watch = Collections.min(List.of(watch.multipliedBy(2), RAREST_WATCH));
            outage.failed("polling broke off and is started again");
            current.stop();
        }
        polling = null;
        begin();
    }

    private void begin() throws TelegramApiException {
        User bot = connection.quickClient().execute(new GetMe());
        var account = new UpdateHandler.Account(connection.quickClient(), bot.getUserName());
        var updates = new UpdateHandler(database, answering, replies, reachability, account, menus::wrote);
        var begun = new UpdatePoller(connection, updates, outage, clocks);
        try {
            begun.start();
        } catch (TelegramApiException | RuntimeException e) {
            begun.stop();
            throw e;
        }
        if (!keep(begun)) {
            begun.stop();
            return;
        }
        pauses.reset();
        if (reported || !introduced) {
            LOG.info("connected to Telegram as @{}", bot.getUserName());
        }
        introduced = true;
        reported = false;
        menus.offer();
    }

    private synchronized boolean keep(UpdatePoller begun) {
        if (closed) {
            return false;
        }
        polling = begun;
        ready.countDown();
        return true;
    }

    /// Once per outage, so that a long one does not fill the log.
    private void report(String why) {
        if (!reported && !keeper.isShutdown()) {
            LOG.warn("cannot reach Telegram: {}, retrying", why);
        }
        reported = true;
    }
}
