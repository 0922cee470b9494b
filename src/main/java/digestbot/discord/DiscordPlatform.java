package digestbot.discord;

import digestbot.chat.CommandHandler;
import digestbot.chat.SuggestionProvider;
import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.ThreadTermination;
import digestbot.database.Database;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.outbox.ReplyQueue;
import digestbot.delivery.ratelimit.SlidingWindow;
import digestbot.discord.ChannelKind.ChannelKindFinder;
import digestbot.discord.DirectMessageChannels.OpenResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.utils.messages.MessageRequest;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot's connection to Discord: login, interactions and outgoing messages. It uses only the
/// intents for servers and direct messages, and no privileged intents.
public final class DiscordPlatform implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiscordPlatform.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);
    private static final Duration MAX_REFUSED_PAUSE = Duration.ofHours(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /// The time after which an answer is deferred: half of Discord's limit, because deferring takes
    /// time too.
    public static final Duration DEFER_AFTER = Duration.ofMillis(1_500);

    public enum DiscordStatus {
        CONNECTING,
        CONNECTED,
        /// Discord rejected the token. The login is retried with growing pauses.
        REFUSED,
        /// The connection is closed. If Discord closed it and JDA will not reconnect, the login is
        /// retried with growing pauses; otherwise the bot closed it.
        CLOSED
    }

    private final RestRequestTimer timer;
    private final DiscordSettings settings;
    private final DirectMessageChannels directMessages;
    private final InteractionListener interactions;
    private final ChannelLifecycle lifecycle;
    private final GatewayStatusListener gatewayStatus = new GatewayStatusListener();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread login = Thread.ofVirtual().name("discord-login").unstarted(this::logIn);
    private final InvalidRequestCounter invalid =
            new InvalidRequestCounter(InvalidRequestCounter.LIMIT, System::nanoTime);
    private final DiscordMessenger messenger;
    private final Thread afterLoginThread =
            Thread.ofVirtual().name("discord-after-login").unstarted(this::runAfterLogin);
    private Runnable afterLogin = () -> {};
    private boolean warmedUp;
    private volatile Optional<DiscordSession> session = Optional.empty();

    /// Prepares the connection. Nothing happens before [#start].
    ///
    /// @param term the period for which it handles interactions and events
    public DiscordPlatform(
            DiscordSettings settings,
            Database database,
            CommandHandler commandHandler,
            SuggestionProvider suggestions,
            ChatReachability reachability,
            FileMaker files,
            ReplyQueue queue,
            RequestCounters counters,
            LeaderTerm term,
            Duration deferAfter) {
        this.settings = settings;
        this.timer = new RestRequestTimer(counters);
        this.directMessages =
                new DirectMessageChannels(database, this::openChannel, settings.opensPerMinute(), System::nanoTime);
        this.interactions = new InteractionListener(
                database, commandHandler, suggestions, reachability, files, queue, directMessages, term, deferAfter);
        this.lifecycle = new ChannelLifecycle(database, reachability, term);
        this.messenger = new DiscordMessenger(
                this::anyShard, new ChannelKindFinder(this::channel, System::nanoTime), invalid::pause, database);
        MessageRequest.setDefaultMentions(List.of());
        RestAction.setPassContext(false); // saves a stack trace for each request
    }

    /// Starts in the background; returns at once. The login, and then `whenReady`, are retried with
    /// back-off.
    public void start(Runnable whenReady) {
        afterLogin = whenReady;
        login.start();
    }

    public Messenger<DiscordMessage> messenger() {
        return messenger;
    }

    public DiscordStatus status() {
        return gatewayStatus.status();
    }

    public boolean isReached() {
        return gatewayStatus.isAnyConnected();
    }

    /// Waits until the bot is connected and its commands are registered. Returns false after the
    /// timeout.
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return ready.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The person's direct messages with the bot; empty if they were never opened.
    public Optional<Destination> knownDirectMessages(long userId) {
        return directMessages.find(userId);
    }

    /// The person's direct messages with the bot, opened if necessary; empty if the person does not
    /// accept them. Waits if too many were opened in this minute.
    public Optional<Destination> directMessages(long userId) {
        try {
            while (true) {
                switch (directMessages.open(userId)) {
                    case OpenResult.ChannelOpened(Destination chat) -> {
                        return Optional.of(chat);
                    }
                    case OpenResult.NotAllowed() -> {
                        return Optional.empty();
                    }
                    case OpenResult.LimitReached(Duration pause) -> {
                        if (closing.await(pause.toMillis() + 1, TimeUnit.MILLISECONDS)) {
                            return Optional.empty();
                        }
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("cannot write to user {} on Discord: {}", userId, DiscordErrors.describe(e));
            return Optional.empty();
        }
    }

    /// Stops handling interactions, and waits up to a second for the running ones.
    public void stopReceiving() {
        interactions.stop(CLOSE_TIMEOUT);
    }

    /// Ends the connection within three seconds.
    @Override
    public void close() {
        closing.countDown();
        login.interrupt();
        afterLoginThread.interrupt();
        try {
            ThreadTermination.join(login, CLOSE_TIMEOUT);
            session.ifPresent(DiscordSession::close);
        } finally {
            interactions.close();
            gatewayStatus.closed();
        }
    }

    Optional<JDA> anyShard() {
        return session.flatMap(DiscordSession::any);
    }

    Optional<GuildChannel> channel(long id) {
        return session.flatMap(current -> current.channel(id));
    }

    private long openChannel(long userId) {
        return anyShard()
                .orElseThrow(() -> new IllegalStateException("not connected to Discord"))
                .openPrivateChannelById(userId)
                .complete()
                .getIdLong();
    }

    /// Logs in again whenever a session has ended: soon if the session was ready, otherwise with
    /// growing pauses.
    private void logIn() {
        try {
            Duration pause = FIRST_PAUSE;
            while (retry("log in to Discord", this::connect)) {
                warmUp();
                pause = awaitReadyOrEnd() ? FIRST_PAUSE : pause;
                gatewayStatus.awaitEnd();
                endSession();
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = longer(pause, MAX_REFUSED_PAUSE);
            }
        } catch (InterruptedException | IllegalStateException e) {
            LOG.debug("closed during login: {}", String.valueOf(e.getMessage()));
        }
    }

    /// Warms up in parallel with the login, which mostly waits.
    private void warmUp() {
        if (!warmedUp) {
            warmedUp = true;
            Thread.ofVirtual().name("discord-warm-up").start(interactions::warmUp);
        }
    }

    /// Waits until commands are accepted. Returns false if the session ended before.
    private boolean awaitReadyOrEnd() throws InterruptedException {
        if (!retry("register the commands with Discord", this::register) || !gatewayStatus.awaitConnected()) {
            return false;
        }
        if (ready.getCount() > 0) {
            ready.countDown();
            afterLoginThread.start();
        }
        return true;
    }

    /// Runs the steps after the login on their own thread, because the login thread watches for the
    /// end of the session.
    private void runAfterLogin() {
        try {
            retry("prepare operators on Discord", afterLogin);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void endSession() {
        Optional<DiscordSession> ended = session;
        session = Optional.empty();
        ended.ifPresent(DiscordSession::close);
    }

    /// Retries the step until it succeeds. Returns false if the platform is closing. Logs each of
    /// the two kinds of failure once.
    private boolean retry(String what, Runnable step) throws InterruptedException {
        boolean failureLogged = false;
        boolean refused = false;
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause, refused ? MAX_REFUSED_PAUSE : MAX_PAUSE)) {
            try {
                step.run();
                gatewayStatus.tokenAccepted();
                return closing.getCount() > 0;
            } catch (InvalidTokenException _) {
                gatewayStatus.tokenRejected();
                if (!refused) {
                    LOG.error("Discord rejected the bot's token; set discord.token to the one in the Developer Portal."
                            + " Retrying now and then");
                }
                refused = true;
            } catch (RuntimeException e) {
                if (!failureLogged) {
                    LOG.warn("cannot {} ({}), retrying", what, DiscordErrors.describe(e));
                }
                failureLogged = true;
            }
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
    }

    private static Duration longer(Duration pause, Duration longest) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }

    private void connect() {
        DiscordSession attempt =
                new DiscordSession(settings, List.of(timer, invalid), interactions, lifecycle, gatewayStatus);
        gatewayStatus.sessionStarting();
        session = Optional.of(attempt);
        boolean loggedIn = false;
        try {
            attempt.logIn();
            loggedIn = closing.getCount() > 0;
        } finally {
            if (!loggedIn) {
                session = Optional.empty();
                attempt.close();
            }
        }
    }

    /// Registers the commands through any shard; unchanged ones keep their ids. Does nothing if the
    /// session has ended.
    private void register() {
        if (gatewayStatus.isEnded()) {
            return;
        }
        anyShard()
                .ifPresent(jda ->
                        jda.updateCommands().addCommands(SlashCommands.all()).complete());
    }

    record RestRequestTimer(RequestCounters counters) implements Interceptor {

        /// The length of the longest word in a route. Tokens of interactions are longer.
        private static final int MAX_WORD = 24;

        @Override
        public Response intercept(Chain chain) throws IOException {
            long start = System.nanoTime();
            Response response = chain.proceed(chain.request());
            counters.answered(route(chain.request()), Duration.ofNanos(System.nanoTime() - start), response.code());
            return response;
        }

        /// The method and the path with `#` for each id and token, such as `POST
        /// /channels/#/messages`.
        static String route(Request request) {
            return request.method()
                    + request.url().pathSegments().stream()
                            .dropWhile(part -> part.equals("api") || part.matches("v\\d+"))
                            .map(part -> part.matches("\\d+") || part.length() > MAX_WORD ? "#" : part)
                            .collect(Collectors.joining("/", " /", ""));
        }
    }

    /// Counts responses that Discord considers invalid requests. After 10,000 responses with 401,
    /// 403 or 429 within ten minutes, Discord bans the bot's IP address (“Invalid Request Limit” in
    /// its documentation). Sending is suspended well before that.
    static final class InvalidRequestCounter implements Interceptor {
        static final int LIMIT = 5_000;

        private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

        private final LongSupplier nanos;
        private final SlidingWindow window;
        private boolean failureLogged;

        InvalidRequestCounter(int limit, LongSupplier nanos) {
            this.nanos = nanos;
            window = new SlidingWindow(limit, TEN_MINUTES);
        }

        @Override
        public Response intercept(Chain chain) throws IOException {
            Response response = chain.proceed(chain.request());
            // Rate limits of a shared resource do not count against the bot.
            boolean shared = "shared".equals(response.header("X-RateLimit-Scope"));
            if (response.code() == 401 || response.code() == 403 || (response.code() == 429 && !shared)) {
                count();
            }
            return response;
        }

        private synchronized void count() {
            window.add(nanos.getAsLong());
        }

        /// The remaining suspension; zero if sending is not suspended. Logs the beginning of each
        /// suspension.
        synchronized Duration pause() {
            long wait = window.delayNanos(nanos.getAsLong());
            if (wait > 0 && !failureLogged) {
                LOG.error(
                        "Discord rejected too many requests within ten minutes, a ban is near: pausing {} s. Check the"
                                + " failed deliveries with: digestbot deliveries --failed",
                        wait / 1_000_000_000 + 1);
            }
            failureLogged = wait > 0;
            return Duration.ofNanos(Math.max(0, wait));
        }
    }
}
