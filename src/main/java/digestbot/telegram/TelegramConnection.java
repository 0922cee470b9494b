package digestbot.telegram;

import digestbot.delivery.api.Messenger;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// The way to a Bot API server: HTTP connections and the clients that use them. Opens nothing before the first request.
///
/// Requests are never repeated here: a repeat could double a message, so that is for the caller to decide.
public final class TelegramConnection implements AutoCloseable {

    private static final Duration QUICK = Duration.ofSeconds(5);
    private static final int MAX_REQUESTS = 256;
    private static final int IDLE_CONNECTIONS = 64;

    private final TelegramSettings settings;
    private final CallerThreadExecutor threads = new CallerThreadExecutor(Executors.newVirtualThreadPerTaskExecutor());
    private final OkHttpClient http;
    private final TelegramClient client;
    private final TelegramClient quickClient;

    public TelegramConnection(TelegramSettings settings) {
        this.settings = settings;
        var dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(MAX_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
        http = RequestTrace.in(new OkHttpClient.Builder())
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .callTimeout(Messenger.LONGEST_REQUEST)
                .connectTimeout(Messenger.LONGEST_REQUEST)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
        client = client(http);
        quickClient = client(http.newBuilder().callTimeout(QUICK).build());
    }

    private TelegramClient client(OkHttpClient okHttp) {
        return new CallerThreadTelegramClient(okHttp, threads, settings);
    }

    /// Sends what the bot says, paying for nothing.
    public TelegramMessenger messenger() {
        return messenger(false);
    }

    /// Sends what the bot says.
    ///
    /// @param paid whether new messages are paid for, which lets more of them go in a second
    public TelegramMessenger messenger(boolean paid) {
        return new TelegramMessenger(client, paid);
    }

    /// For questions that somebody waits for: gives up after seconds.
    TelegramClient quickClient() {
        return quickClient;
    }

    /// The same with an observer of each request.
    TelegramClient quickClient(Interceptor observer) {
        return client(
                http.newBuilder().callTimeout(QUICK).addInterceptor(observer).build());
    }

    TelegramSettings settings() {
        return settings;
    }

    /// Connections of their own for long polling, so that closing it cancels nothing else.
    OkHttpClient pollingHttp(Duration callTimeout) {
        return http.newBuilder()
                .dispatcher(new Dispatcher(threads))
                .connectionPool(new ConnectionPool(1, 1, TimeUnit.MINUTES))
                .readTimeout(callTimeout)
                .callTimeout(callTimeout)
                .build();
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.connectionPool().evictAll();
        threads.shutdownNow();
    }
}
