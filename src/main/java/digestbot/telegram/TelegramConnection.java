package digestbot.telegram;

import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.RequestCounters;
import digestbot.telegram.inline.AccountLookup;
import digestbot.telegram.transport.BotApiTimer;
import digestbot.telegram.transport.RequestTrace;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// The HTTP connections and clients for a Bot API server. No connection is opened before the first
/// request.
///
/// Requests are never retried here, because a retry could duplicate a message.
public final class TelegramConnection implements AutoCloseable {

    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_REQUESTS = 256;
    private static final int IDLE_CONNECTIONS = 64;

    private final TelegramSettings settings;
    private final CallerThreadExecutor threads = new CallerThreadExecutor(Executors.newVirtualThreadPerTaskExecutor());
    private final OkHttpClient http;
    private final TelegramClient client;
    private final TelegramClient interactiveClient;
    private final AccountLookup accounts;

    public TelegramConnection(TelegramSettings settings) {
        this(settings, new RequestCounters());
    }

    /// The same with counters.
    ///
    /// @param counters counts and times all requests
    public TelegramConnection(TelegramSettings settings, RequestCounters counters) {
        this.settings = settings;
        var dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(MAX_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
        http = RequestTrace.install(new OkHttpClient.Builder())
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addInterceptor(new BotApiTimer(counters))
                .callTimeout(Messenger.LONGEST_REQUEST)
                .connectTimeout(Messenger.LONGEST_REQUEST)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
        client = client(http);
        interactiveClient = client(http.newBuilder().callTimeout(SHORT_TIMEOUT).build());
        accounts = new AccountLookup(interactiveClient, System::nanoTime);
    }

    private TelegramClient client(OkHttpClient okHttp) {
        return new CallerThreadTelegramClient(okHttp, threads, settings);
    }

    /// A messenger without paid broadcasts.
    public TelegramMessenger messenger() {
        return messenger(false);
    }

    /// Sends messages.
    ///
    /// @param paid true to send new messages as paid broadcasts, which allows a higher rate
    public TelegramMessenger messenger(boolean paid) {
        return new TelegramMessenger(client, new OwnThreads(interactiveClient()), keyboards(), paid);
    }

    /// The bot's account.
    AccountLookup accounts() {
        return accounts;
    }

    MessageKeyboards keyboards() {
        return new MessageKeyboards(accounts::account);
    }

    /// A client with a short timeout, for requests that a person waits for.
    TelegramClient interactiveClient() {
        return interactiveClient;
    }

    /// The same with an observer of each request.
    TelegramClient interactiveClient(Interceptor observer) {
        return client(http.newBuilder()
                .callTimeout(SHORT_TIMEOUT)
                .addInterceptor(observer)
                .build());
    }

    TelegramSettings settings() {
        return settings;
    }

    /// A separate client for long polling, so that closing it cancels no other request.
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

    /// A Telegram client that executes blocking requests on the calling thread.
    private static final class CallerThreadTelegramClient extends OkHttpTelegramClient {

        private final CallerThreadExecutor threads;

        CallerThreadTelegramClient(OkHttpClient http, CallerThreadExecutor threads, TelegramSettings settings) {
            super(http, settings.token().reveal(), settings.url());
            this.threads = threads;
        }

        @Override
        public <T extends Serializable, M extends BotApiMethod<T>> T execute(M method) throws TelegramApiException {
            CompletableFuture<T> answer = threads.callOnThisThread(() -> super.executeAsync(method));
            try {
                return answer.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof TelegramApiException refusal
                        ? refusal
                        : executionFailed(method, e.getCause());
            } catch (InterruptedException e) {
                throw executionFailed(method, e);
            }
        }

        private static TelegramApiException executionFailed(BotApiMethod<?> method, @Nullable Throwable cause) {
            return new TelegramApiException("Unable to execute " + method.getMethod() + " method", cause);
        }
    }
}
