package digestbot.sandbox.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.text.TelegramJson;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// A sandbox, the real client library pointed at it, and plain HTTP for requests that the library
/// does not make.
final class SandboxWithClient implements AutoCloseable {
    static final String TOKEN = "5550001:sandbox-token";
    static final SandboxPerson ANN = new SandboxPerson(11, "Ann", "en");
    static final SandboxPerson BO = new SandboxPerson(12, "Bo", "zh-CN");
    static final SandboxPlace ANNS_CHAT = new SandboxPlace(11, SandboxPlace.Kind.PRIVATE, "");
    static final SandboxPlace GROUP = new SandboxPlace(-1_001_000_000_042L, SandboxPlace.Kind.GROUP, "Readers");
    static final SandboxPlace BASIC_GROUP = new SandboxPlace(-42, SandboxPlace.Kind.GROUP, "Old readers");
    static final SandboxPlace CHANNEL = new SandboxPlace(-1_001_000_000_077L, SandboxPlace.Kind.CHANNEL, "Wire");

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-05T13:00:00Z"));
    final TelegramSandbox sandbox = TelegramSandbox.start(0, TOKEN, "digest_bot", now::get);
    final List<SandboxEvent> events = new CopyOnWriteArrayList<>();
    final TelegramUrl telegramUrl = TelegramUrl.builder()
            .schema("http")
            .host("127.0.0.1")
            .port(sandbox.url().getPort())
            .build();
    final OkHttpClient okHttp =
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build();
    final OkHttpTelegramClient client = new OkHttpTelegramClient(okHttp, TOKEN, telegramUrl);
    private final HttpClient http = HttpClient.newHttpClient();

    SandboxWithClient() {
        sandbox.listen(events::add);
        sandbox.join(ANN, ANNS_CHAT);
    }

    <T extends Serializable, M extends BotApiMethod<T>> T execute(M method) {
        try {
            return client.execute(method);
        } catch (TelegramApiException e) {
            throw new AssertionError(e);
        }
    }

    /// The error that the client reports for a refused request.
    <T extends Serializable, M extends BotApiMethod<T>> TelegramApiRequestException refused(M method) {
        return catchThrowableOfType(TelegramApiRequestException.class, () -> client.execute(method));
    }

    static SendMessage html(SandboxPlace place, String text) {
        return SendMessage.builder()
                .chatId(place.id())
                .text(text)
                .parseMode("HTML")
                .build();
    }

    /// Calls a method by plain HTTP, and returns the whole JSON.
    JsonNode call(String method, String json) {
        return post(method, "application/json", json);
    }

    JsonNode post(String method, String contentType, String body) {
        HttpRequest request = HttpRequest.newBuilder(uri("/bot" + TOKEN + "/" + method))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return send(request);
    }

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private URI uri(String path) {
        return sandbox.url().resolve(path);
    }

    private JsonNode send(HttpRequest request) {
        try {
            byte[] body =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
            return TelegramJson.read(body).orElseThrow(() -> new AssertionError(new String(body, UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
        http.close();
        okHttp.dispatcher().executorService().shutdown();
        okHttp.connectionPool().evictAll();
    }
}
