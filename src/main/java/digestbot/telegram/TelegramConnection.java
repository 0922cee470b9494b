package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.database.Database;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.outbox.ReplyQueue;
import digestbot.telegram.transport.BotApiTransport;
import digestbot.telegram.transport.DirectTelegramClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/// The HTTP connections and clients for a Bot API server. The first request opens the first
/// connection. A request is repeated only if the server cannot have executed it, because a retry
/// could duplicate a message.
public final class TelegramConnection implements AutoCloseable {

    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_REQUESTS = 256;

    private final TelegramSettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OkHttpClient http;
    private final BotApiTransport transport;
    private final DirectTelegramClient client;
    private final DirectTelegramClient interactiveClient;
    private final BotAccount.Lookup accounts;

    public TelegramConnection(TelegramSettings settings) {
        this(settings, new RequestCounters());
    }

    public TelegramConnection(TelegramSettings settings, RequestCounters counters) {
        this.settings = settings;
        var dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(MAX_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .writeTimeout(Duration.ZERO)
                .build();
        transport = new BotApiTransport(settings.apiUrl(), settings.token().reveal(), counters);
        client = client(Messenger.LONGEST_REQUEST, true);
        interactiveClient = client(SHORT_TIMEOUT, false);
        accounts = new BotAccount.Lookup(interactiveClient, System::nanoTime);
    }

    private DirectTelegramClient client(Duration timeout, boolean readsIdsAlone) {
        return new DirectTelegramClient(
                http, settings.token().reveal(), settings.url(), transport, timeout, readsIdsAlone);
    }

    public TelegramMessenger messenger() {
        return messenger(false);
    }

    TelegramMessenger messenger(boolean paid) {
        return messenger(paid, (_, _) -> {});
    }

    /// `paid` allows a higher rate, for paid broadcasts.
    private TelegramMessenger messenger(boolean paid, BiConsumer<Chat, String> afterDigest) {
        return new TelegramMessenger(client, keyboards(), paid, afterDigest);
    }

    /// The messenger for deliveries. It pins digests after sending them.
    public TelegramMessenger messenger(Database database, ReplyQueue replies) {
        var pins = new DigestPins(interactiveClient, database, replies);
        return messenger(settings.limits().paid(), pins::pin);
    }

    /// The bot's name without `@`; empty while Telegram has not returned it. Never waits.
    public Optional<String> botName() {
        return accounts.soon().map(BotAccount::username);
    }

    BotAccount.Lookup accounts() {
        return accounts;
    }

    MessageKeyboards keyboards() {
        return new MessageKeyboards(accounts::account);
    }

    /// A client with a short timeout, for requests that a person waits for.
    DirectTelegramClient interactiveClient() {
        return interactiveClient;
    }

    /// The server's time in its last answer.
    Optional<Instant> serverTime() {
        return transport.serverTime();
    }

    TelegramSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        transport.close();
        threads.shutdownNow();
    }
}
