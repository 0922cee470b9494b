package digestbot.telegram.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import digestbot.telegram.transport.AnswerParser.SentFields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import okio.Okio;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.objects.File;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// The library's client, whose requests go through a [BotApiTransport]. OkHttp only writes those
/// with files.
public final class DirectTelegramClient extends OkHttpTelegramClient {

    /// The buffers belong to the pool: a virtual thread would not use its own twice.
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private static final ObjectWriter WRITER = new ObjectMapper(JSON).writer();
    private static final AnswerParser PARSER = new AnswerParser(JSON);

    private final BotApiTransport transport;
    private final Duration timeout;
    private final SentFields fields;
    private final Consumer<BotApiAnswer> observer;

    /// The parts of all clients of a connection. `files` has the threads for requests with files.
    public record Parts(OkHttpClient files, String token, TelegramUrl url, BotApiTransport transport) {}

    private DirectTelegramClient(Parts parts, Duration timeout, SentFields fields, Consumer<BotApiAnswer> observer) {
        super(
                parts.files()
                        .newBuilder()
                        .addInterceptor(chain -> sendFile(chain.request(), parts.transport(), timeout))
                        .build(),
                parts.token(),
                parts.url());
        this.transport = parts.transport();
        this.timeout = timeout;
        this.fields = fields;
        this.observer = observer;
    }

    public static TelegramClient of(Parts parts, Duration timeout) {
        return new DirectTelegramClient(parts, timeout, SentFields.ALL, _ -> {});
    }

    /// For many messages: the message that it returns for a [SendMessage] has nothing but its id.
    public static TelegramClient ofMany(Parts parts, Duration timeout) {
        return new DirectTelegramClient(parts, timeout, SentFields.ID, _ -> {});
    }

    /// The server's time is empty if an answer has none.
    public static TelegramClient observed(Parts parts, Duration timeout, Consumer<Optional<Instant>> serverTime) {
        return new DirectTelegramClient(parts, timeout, SentFields.ALL, answer -> serverTime.accept(time(answer)));
    }

    private static Optional<Instant> time(BotApiAnswer answer) {
        try {
            return Optional.ofNullable(answer.date())
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Fails if the server refused the request, or with the cause of the failure: a
    /// [NotSentException] or another [IOException].
    @Override
    public <T extends Serializable, M extends BotApiMethod<T>> T execute(M method) throws TelegramApiException {
        method.validate();
        String name = method.getMethod();
        try {
            BotApiAnswer answer = transport.send(
                    name, new ByteArrayEntity(WRITER.writeValueAsBytes(method), ContentType.APPLICATION_JSON), timeout);
            observer.accept(answer);
            return PARSER.parse(method, fields, answer);
        } catch (JsonProcessingException e) {
            throw new TelegramApiException("Unable to write " + name, e);
        } catch (IOException e) {
            throw new TelegramApiException("Unable to execute " + name, e);
        }
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

    @Override
    public InputStream downloadFileAsStream(File file) throws TelegramApiException {
        try {
            BotApiAnswer answer = transport.download(file.getFilePath(), timeout);
            if (answer.status() != 200) {
                throw new TelegramApiException("A download was answered with " + answer.status());
            }
            return new ByteArrayInputStream(answer.body());
        } catch (IOException e) {
            throw new TelegramApiException("Unable to download a file", e);
        }
    }

    /// Sends a request that the library wrote for OkHttp.
    private static Response sendFile(Request request, BotApiTransport transport, Duration timeout) throws IOException {
        RequestBody body = Objects.requireNonNull(request.body());
        var entity =
                new EntityTemplate(body.contentLength(), ContentType.parse(String.valueOf(body.contentType())), out -> {
                    BufferedSink sink = Okio.buffer(Okio.sink(out));
                    body.writeTo(sink);
                    sink.flush();
                });
        BotApiAnswer answer = transport.send(request.url().pathSegments().getLast(), entity, timeout);
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.status())
                .message("")
                .body(ResponseBody.create(answer.body(), null))
                .build();
    }
}
