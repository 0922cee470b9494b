package digestbot.telegram.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.MissingNode;
import digestbot.telegram.transport.BotApiTransport.HttpAnswer;
import digestbot.telegram.transport.BotApiTransport.NotSentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
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
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.File;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// The library's client with its requests sent through a [BotApiTransport]. OkHttp only writes
/// requests with files.
public final class DirectTelegramClient extends OkHttpTelegramClient {

    /// Recycles buffers in a pool, because a virtual thread would not use its own buffer twice.
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private static final ObjectMapper MAPPER = new ObjectMapper(JSON);
    private static final ObjectWriter WRITER = MAPPER.writer();
    private final BotApiTransport transport;
    private final Duration timeout;
    private final boolean readsIdsAlone;

    /// `readsIdsAlone` makes the result of a [SendMessage] contain only the message's id: the other
    /// fields repeat the request, and reading them is the most expensive part of a request. `files`
    /// provides the threads for requests with files.
    public DirectTelegramClient(
            OkHttpClient files,
            String token,
            TelegramUrl url,
            BotApiTransport transport,
            Duration timeout,
            boolean readsIdsAlone) {
        super(
                files.newBuilder()
                        .addInterceptor(chain -> sendFile(chain.request(), transport, timeout))
                        .build(),
                token,
                url);
        this.transport = transport;
        this.timeout = timeout;
        this.readsIdsAlone = readsIdsAlone;
    }

    /// Fails if the server refused the request, or with the cause of the failure: a
    /// [NotSentException] or another [IOException].
    @Override
    public <T extends Serializable, M extends BotApiMethod<T>> T execute(M method) throws TelegramApiException {
        method.validate();
        String name = method.getMethod();
        try {
            return parse(method, transport.send(name, body(method), timeout));
        } catch (JsonProcessingException e) {
            throw new TelegramApiException("Unable to write " + name, e);
        } catch (IOException e) {
            throw new TelegramApiException("Unable to execute " + name, e);
        }
    }

    private static HttpEntity body(BotApiMethod<?> method) throws JsonProcessingException {
        return new ByteArrayEntity(WRITER.writeValueAsBytes(method), ContentType.APPLICATION_JSON);
    }

    /// Waits for updates and returns them as JSON, because some may have an unknown form. `begun`
    /// receives an action that cancels the request.
    public JsonNode poll(GetUpdates method, Duration longest, Consumer<Runnable> begun) throws TelegramApiException {
        try {
            HttpAnswer answer = transport.poll(method.getMethod(), body(method), longest, begun);
            JsonNode read = json(answer);
            if (read.path("ok").asBoolean() && read.path("result").isArray()) {
                return read.path("result");
            }
            if (read.has("error_code")) {
                method.deserializeResponse(answer.text()); // throws the refusal
            }
            throw new IOException("status " + answer.status());
        } catch (IOException e) {
            throw new TelegramApiException("Unable to poll", e);
        }
    }

    private static JsonNode json(HttpAnswer answer) throws IOException {
        try {
            return MAPPER.readTree(answer.body());
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    /// Fails if the server refused the request or its answer cannot be read.
    @SuppressWarnings("unchecked") // the answer to a SendMessage is a message
    private <T extends Serializable> T parse(BotApiMethod<T> method, HttpAnswer answer)
            throws TelegramApiRequestException {
        if (readsIdsAlone && method.getClass() == SendMessage.class) {
            OptionalInt id = messageId(answer);
            if (id.isPresent()) {
                var message = new Message();
                message.setMessageId(id.getAsInt());
                return (T) message;
            }
        }
        try {
            return method.deserializeResponse(answer.text());
        } catch (TelegramApiRequestException e) {
            throw Objects.requireNonNullElse(e.getErrorCode(), 0) == 0
                    ? new TelegramApiRequestException(answer.status() + " without readable JSON", e)
                    : e;
        }
    }

    /// The message's id; empty if the answer has an unexpected form, for example a refusal.
    private static OptionalInt messageId(HttpAnswer answer) {
        try (JsonParser parser = JSON.createParser(answer.body())) {
            return parser.nextToken() == JsonToken.START_OBJECT
                            && "ok".equals(parser.nextFieldName())
                            && parser.nextToken() == JsonToken.VALUE_TRUE
                            && "result".equals(parser.nextFieldName())
                            && parser.nextToken() == JsonToken.START_OBJECT
                    ? idIn(parser)
                    : OptionalInt.empty();
        } catch (IOException _) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt idIn(JsonParser message) throws IOException {
        for (String field = message.nextFieldName(); field != null; field = message.nextFieldName()) {
            JsonToken value = message.nextToken();
            if (field.equals("message_id")) {
                int id = value == JsonToken.VALUE_NUMBER_INT ? message.getIntValue() : 0;
                // A number at the end of the answer may be incomplete.
                return id == 0 || message.nextToken() == null ? OptionalInt.empty() : OptionalInt.of(id);
            }
            message.skipChildren();
        }
        return OptionalInt.empty();
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
            HttpAnswer answer = transport.download(file.getFilePath(), timeout);
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
        HttpAnswer answer = transport.send(request.url().pathSegments().getLast(), entity, timeout);
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.status())
                .message("")
                .body(ResponseBody.create(answer.body(), null))
                .build();
    }
}
