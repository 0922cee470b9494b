package digestbot.telegram.transport;

import digestbot.telegram.transport.AnswerParser.SentFields;
import digestbot.telegram.transport.BotApiTransport.AnswerObserver;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// The library's client, except that methods without files go through a [BotApiTransport]. Files go
/// through OkHttp.
public final class DirectTelegramClient extends OkHttpTelegramClient {

    private final BotApiTransport transport;
    private final Duration timeout;
    private final SentFields fields;
    private final AnswerObserver observer;

    /// The parts of all clients of a connection.
    ///
    /// @param files sends files
    public record Parts(OkHttpClient files, String token, TelegramUrl url, BotApiTransport transport) {}

    private DirectTelegramClient(Parts parts, Duration timeout, SentFields fields, AnswerObserver observer) {
        super(parts.files(), parts.token(), parts.url());
        this.transport = parts.transport();
        this.timeout = timeout;
        this.fields = fields;
        this.observer = observer;
    }

    /// A client that returns what the library's returns.
    ///
    /// @param timeout that of each request without a file
    public static TelegramClient of(Parts parts, Duration timeout) {
        return new DirectTelegramClient(parts, timeout, SentFields.ALL, AnswerObserver.NONE);
    }

    /// A client for many messages: what it returns for a [SendMessage] is a message with nothing but its id.
    ///
    /// @param timeout that of each request without a file
    public static TelegramClient ofMany(Parts parts, Duration timeout) {
        return new DirectTelegramClient(parts, timeout, SentFields.ID, AnswerObserver.NONE);
    }

    /// A client that tells the server's time with each answer; it is empty if the answer has none.
    ///
    /// @param timeout that of each request without a file
    public static TelegramClient observed(Parts parts, Duration timeout, Consumer<Optional<Instant>> serverTime) {
        return new DirectTelegramClient(parts, timeout, SentFields.ALL, answer -> serverTime.accept(time(answer)));
    }

    private static Optional<Instant> time(BotApiAnswer answer) {
        try {
            return Optional.ofNullable(answer.header("Date"))
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    @Override
    public <T extends Serializable, M extends BotApiMethod<T>> T execute(M method) throws TelegramApiException {
        return transport.execute(method, fields, timeout, observer);
    }

    @Override
    public <T extends Serializable, M extends BotApiMethod<T>> CompletableFuture<T> executeAsync(M method) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(execute(method));
            } catch (TelegramApiException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
