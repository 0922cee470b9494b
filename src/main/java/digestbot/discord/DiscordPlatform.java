package digestbot.discord;

import digestbot.chat.api.CommandHandler;
import digestbot.chat.api.Suggestions;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.files.FileMaker;
import digestbot.discord.DirectMessageChannels.Opening;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.utils.messages.MessageRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot's connection to Discord: login, interactions and outgoing messages.
///
/// Uses only the intents for servers and interactions, none of the privileged ones.
public final class DiscordPlatform implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiscordPlatform.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_REFUSED = Duration.ofHours(1);
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final DiscordSettings settings;
    private final DirectMessageChannels directMessages;
    private final InteractionListener interactions;
    private final ChannelLifecycle watch;
    private final GatewayStatusListener connection = new GatewayStatusListener();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread login = Thread.ofVirtual().name("discord-login").unstarted(this::logIn);
    private final InvalidRequestCounter invalid =
            new InvalidRequestCounter(InvalidRequestCounter.MOST, System::nanoTime);
    private final DiscordMessenger messenger;
    private final RepeatedFailureLog welcome = new RepeatedFailureLog(
            LOG, "preparing operators on Discord failed, retrying", "operators on Discord can be notified again");
    private final Thread welcoming = Thread.ofVirtual().name("discord-welcome").unstarted(this::welcome);
    private volatile Runnable afterLogin = () -> {};
    private boolean rehearsed;
    private volatile Optional<DiscordSession> session = Optional.empty();

    /// Nothing happens before [#start].
    ///
    /// @param suggestions what is offered while a person types
    /// @param reachability records which chats can be reached
    /// @param files makes the files that replies carry
    public DiscordPlatform(
            DiscordSettings settings,
            Database database,
            CommandHandler answering,
            Suggestions suggestions,
            ChatReachability reachability,
            FileMaker files) {
        this.settings = settings;
        this.directMessages =
                new DirectMessageChannels(database, this::openChannel, settings.opensPerMinute(), System::nanoTime);
        this.interactions =
                new InteractionListener(database, answering, suggestions, reachability, files, directMessages);
        this.watch = new ChannelLifecycle(database, reachability);
        this.messenger = new DiscordMessenger(this::anyShard, this::channel, invalid::pause, new Crossposter(database));
        MessageRequest.setDefaultMentions(List.of());
        RestAction.setPassContext(false); // saves a stack trace for each request
    }

    /// Starts logging in and returns at once. If Discord cannot be reached, the login is retried
    /// with back-off.
    public void start() {
        login.start();
    }

    /// The messenger. Before the login is complete, it reports messages as not sent.
    public Messenger<DiscordMessage> messenger() {
        return messenger;
    }

    /// The state of the connection.
    public DiscordStatus status() {
        return connection.status();
    }

    /// Waits until the bot is connected and its commands are registered.
    ///
    /// @return whether that came true in time
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Sets the action that runs once the bot is ready. It is retried if it throws.
    public void whenReady(Runnable action) {
        afterLogin = action;
    }

    /// The person's direct messages with the bot, if they were opened before.
    ///
    /// @param userId Discord's id of the person
    public Optional<Destination> knownDirectMessages(long userId) {
        return directMessages.known(userId);
    }

    /// The person's direct messages with the bot, opened if necessary; empty if the person does not
    /// accept them. Waits if too many were opened in this minute.
    ///
    /// @param userId Discord's id of the person
    public Optional<Destination> directMessages(long userId) {
        try {
            while (true) {
                switch (directMessages.open(userId)) {
                    case Opening.Open(Destination chat) -> {
                        return Optional.of(chat);
                    }
                    case Opening.Closed() -> {
                        return Optional.empty();
                    }
                    case Opening.Later(Duration pause) -> {
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

    /// Ends the connection, within three seconds.
    @Override
    public void close() {
        closing.countDown();
        login.interrupt();
        welcoming.interrupt();
        try {
            login.join(GOODBYE);
            session.ifPresent(DiscordSession::close);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            interactions.close();
            connection.closed();
        }
    }

    private Optional<JDA> anyShard() {
        return session.flatMap(DiscordSession::any);
    }

    /// A channel of a server, as far as the servers are loaded.
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
            while (repeat("log in to Discord", this::connect)) {
                rehearse();
                pause = stands() ? FIRST_PAUSE : pause;
                connection.awaitEnd();
                endSession();
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = longer(pause, LONGEST_REFUSED);
            }
        } catch (InterruptedException | IllegalStateException e) {
            LOG.debug("closed during login: {}", String.valueOf(e.getMessage()));
        }
    }

    /// Warms up in parallel to the login, which mostly waits.
    private void rehearse() {
        if (!rehearsed) {
            rehearsed = true;
            Thread.ofVirtual().name("discord-rehearsal").start(interactions::rehearse);
        }
    }

    /// Waits until commands can be given.
    ///
    /// @return false if the session was ended before
    private boolean stands() throws InterruptedException {
        if (!repeat("register the commands with Discord", this::register) || !connection.awaitConnected()) {
            return false;
        }
        if (ready.getCount() > 0) {
            ready.countDown();
            welcoming.start();
        }
        return true;
    }

    /// Runs on its own thread, because the login thread watches for the end of the session.
    private void welcome() {
        try {
            Duration pause = FIRST_PAUSE;
            while (!welcomed() && !closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = longer(pause, LONGEST_PAUSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean welcomed() {
        try {
            afterLogin.run();
            welcome.worked();
            return true;
        } catch (RuntimeException e) {
            if (closing.getCount() > 0) {
                welcome.failed(e);
            }
            return false;
        }
    }

    private void endSession() {
        Optional<DiscordSession> ended = session;
        session = Optional.empty();
        ended.ifPresent(DiscordSession::close);
    }

    /// Retries the step until it succeeds. Logs each of the two kinds of failure once.
    ///
    /// @return false if the platform is closing
    private boolean repeat(String what, Runnable step) throws InterruptedException {
        boolean told = false;
        boolean refused = false;
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause, refused ? LONGEST_REFUSED : LONGEST_PAUSE)) {
            try {
                step.run();
                connection.accepted();
                return closing.getCount() > 0;
            } catch (InvalidTokenException _) {
                connection.refused();
                if (!refused) {
                    LOG.error("Discord rejected the bot's token; set discord.token to the one in the Developer Portal."
                            + " Retrying now and then");
                }
                refused = true;
            } catch (RuntimeException e) {
                if (!told) {
                    LOG.warn("cannot {} ({}), retrying", what, DiscordErrors.describe(e));
                }
                told = true;
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
        DiscordSession attempt = new DiscordSession(settings, invalid, interactions, watch, connection);
        connection.begins();
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

    /// Registers all commands in one request through any shard. Unchanged commands keep their ids.
    /// Does nothing if the session has ended.
    private void register() {
        if (connection.isEnded()) {
            return;
        }
        anyShard()
                .ifPresent(jda ->
                        jda.updateCommands().addCommands(SlashCommands.all()).complete());
    }
}
