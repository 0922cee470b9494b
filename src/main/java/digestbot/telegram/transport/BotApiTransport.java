package digestbot.telegram.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import digestbot.delivery.api.RequestCounters;
import java.io.IOException;
import java.io.Serializable;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.HttpUrl;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/// Executes methods of the Bot API whose parameters are JSON. Each request is made once, by the
/// thread that asks, and counted. Thread-safe.
public final class BotApiTransport implements AutoCloseable {

    /// The buffers belong to the pool, not to threads, because a virtual thread would not use them twice.
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private static final ObjectWriter WRITER = new ObjectMapper(JSON).writer();
    private static final AnswerParser PARSER = new AnswerParser(JSON);

    private final ConnectionPool connections;
    private final RequestCounters counters;

    /// The path of all methods, which contains the token.
    private final String path;

    private final Map<String, BotApiRequest.Head> heads = new ConcurrentHashMap<>();

    /// Uses the proxy that the system properties name, and trusts the certificates that Java trusts.
    ///
    /// @param server scheme, host and port
    public BotApiTransport(URI server, String token, RequestCounters counters) {
        this(
                new ConnectionPool(
                        new Endpoint(
                                server, ProxySelector.getDefault(), (SSLSocketFactory) SSLSocketFactory.getDefault()),
                        ConnectionPool.Times.DEFAULT),
                token,
                counters);
    }

    BotApiTransport(ConnectionPool connections, String token, RequestCounters counters) {
        this.connections = connections;
        this.counters = counters;
        path = new HttpUrl.Builder()
                        .scheme("http")
                        .host("localhost")
                        .addPathSegment("bot" + token)
                        .build()
                        .encodedPath()
                + "/";
    }

    /// Executes a method.
    ///
    /// @throws TelegramApiException if the server refused it, or with the cause of the failure:
    ///     [NotSentException] or another [IOException]
    <T extends Serializable> T execute(
            BotApiMethod<T> method, AnswerParser.SentFields fields, Duration timeout, AnswerObserver observer)
            throws TelegramApiException {
        method.validate();
        String name = method.getMethod();
        try {
            BotApiRequest request = heads.computeIfAbsent(name, each -> connections.head(path + each))
                    .with(WRITER.writeValueAsBytes(method));
            long start = System.nanoTime();
            return connections.send(request, timeout, answer -> {
                counters.answered(name, Duration.ofNanos(System.nanoTime() - start), answer.status());
                observer.answered(answer);
                return PARSER.parse(method, fields, answer);
            });
        } catch (JsonProcessingException e) {
            throw new TelegramApiException("Unable to write " + name, e);
        } catch (IOException e) {
            throw new TelegramApiException("Unable to execute " + name, e);
        }
    }

    /// Sees each answer before it is parsed.
    @FunctionalInterface
    interface AnswerObserver {

        /// Ignores all answers.
        AnswerObserver NONE = _ -> {};

        void answered(BotApiAnswer answer);
    }

    /// Ends all requests.
    @Override
    public void close() {
        connections.close();
    }
}
