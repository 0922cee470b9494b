package digestbot.discord;

import digestbot.delivery.Destination;
import digestbot.delivery.Messenger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.messages.MessageRequest;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot on Discord: logs in, stays connected, takes interactions, sends messages.
///
/// Only servers' shapes and interactions are asked of Discord, none of the rights that it must grant.
public final class DiscordPlatform implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiscordPlatform.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final int CONNECTIONS = 32;

    private final DiscordSettings settings;
    private final DiscordInteractions interactions;
    private final ChatWatch watch;
    private final ConnectionWatch connection = new ConnectionWatch();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread login = Thread.ofVirtual().name("discord-login").unstarted(this::logIn);
    private final DiscordMessenger messenger = new DiscordMessenger(this::session);
    private volatile Runnable afterLogin = () -> {};
    private volatile Optional<Session> session = Optional.empty();

    /// JDA with what it runs on.
    private record Session(JDA jda, OkHttpClient http, ExecutorService threads) {
        void close() throws InterruptedException {
            jda.shutdownNow();
            if (!jda.awaitShutdown(GOODBYE)) {
                LOG.warn("Discord's connection did not end in time");
            }
            release(http, threads);
        }
    }

    /// Nothing happens before [#start].
    public DiscordPlatform(DiscordSettings settings, Backstage backstage) {
        this.settings = settings;
        this.interactions = new DiscordInteractions(backstage);
        this.watch = new ChatWatch(backstage);
        MessageRequest.setDefaultMentions(List.of());
        RestAction.setPassContext(false); // saves a stack trace for each request
    }

    /// Begins to log in and returns at once; where Discord can't be reached, it is tried again with growing pauses.
    public void start() {
        login.start();
    }

    /// Sends messages; before the login is through, it answers that nothing was sent.
    public Messenger<DiscordMessage> messenger() {
        return messenger;
    }

    /// How the connection is.
    public DiscordStatus status() {
        return connection.status();
    }

    /// Waits until commands can be given: the connection stands and Discord knows the commands.
    ///
    /// @return whether that came true in time
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Runs the action once commands can be given.
    public void whenReady(Runnable action) {
        afterLogin = action;
    }

    /// The person's direct messages with the bot, opened if need be; empty if they let it have none.
    ///
    /// @param userId Discord's id of the person
    public Optional<Destination> directMessages(long userId) {
        try {
            return session()
                    .map(jda -> Whereabouts.privateChat(
                            jda.openPrivateChannelById(userId).complete().getIdLong()));
        } catch (RuntimeException e) {
            LOG.warn("the person {} can't be written to on Discord: {}", userId, DiscordErrors.describe(e));
            return Optional.empty();
        }
    }

    /// Ends the connection, within three seconds.
    @Override
    public void close() {
        closing.countDown();
        login.interrupt();
        try {
            login.join(GOODBYE);
            if (session.isPresent()) {
                session.get().close();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            interactions.close();
            connection.closed();
        }
    }

    private Optional<JDA> session() {
        return session.map(Session::jda);
    }

    private void logIn() {
        try {
            Optional<JDA> jda = repeat("log in to Discord", this::connect);
            if (jda.isPresent()
                    && repeat("register the commands with Discord", () -> register(jda.get()))
                            .isPresent()) {
                jda.get().awaitReady();
                ready.countDown();
                afterLogin.run();
            }
        } catch (InterruptedException | IllegalStateException e) {
            LOG.debug("closed while logging in: {}", String.valueOf(e.getMessage()));
        }
    }

    private <T> Optional<T> repeat(String what, Supplier<T> step) throws InterruptedException {
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                return Optional.of(step.get());
            } catch (InvalidTokenException _) {
                connection.refused();
                LOG.error("Discord refuses the bot's token; set discord.token to the one of the developer portal");
                return Optional.empty();
            } catch (RuntimeException e) {
                LOG.warn("cannot {} ({}); trying again in {} s", what, DiscordErrors.describe(e), pause.toSeconds());
            }
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private JDA connect() {
        OkHttpClient http = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(CONNECTIONS, 1, TimeUnit.MINUTES))
                .retryOnConnectionFailure(false) // the outbox decides about repeats
                .build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            JDA jda = builder(http, threads).build();
            session = Optional.of(new Session(jda, http, threads));
            return jda;
        } catch (RuntimeException e) {
            release(http, threads);
            throw e;
        }
    }

    private JDABuilder builder(OkHttpClient http, ExecutorService threads) {
        JDABuilder builder = JDABuilder.createLight(settings.token().reveal(), List.of())
                .setHttpClient(http)
                .setRestConfig(new RestConfig().setBaseUrl(settings.apiUrl().toString()))
                .setSessionController(new ConcurrentSessionController())
                .setEventPool(threads, false)
                .setCallbackPool(threads, false)
                .setRateLimitElastic(threads, false)
                .setRequestTimeoutRetry(false)
                .setEnableShutdownHook(false)
                .addEventListeners(interactions, watch, connection);
        settings.gatewayUrl()
                .ifPresent(
                        url -> builder.setSessionController(new GatewayAt(url)).setCompression(Compression.NONE));
        return builder;
    }

    /// Tells Discord all commands at once; those that are known already stay as they are.
    private static JDA register(JDA jda) {
        jda.updateCommands().addCommands(SlashCommands.all()).complete();
        return jda;
    }

    private static void release(OkHttpClient http, ExecutorService threads) {
        threads.shutdownNow();
        http.dispatcher().executorService().shutdownNow();
        http.connectionPool().evictAll();
    }
}
