package digestbot.telegram.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digestbot.delivery.api.RequestCounters;
import digestbot.telegram.transport.BotApiTransport.Endpoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import okhttp3.OkHttpClient;
import org.apache.hc.core5.ssl.SSLContexts;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// A transport to a server, and clients with it.
final class TransportFixture implements AutoCloseable {

    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration SHORT = Duration.ofMillis(300);
    static final Duration NEVER = Duration.ofMinutes(1);
    static final String SENT = "{\"ok\":true,\"result\":{\"message_id\":42,\"text\":\"hello\"}}";

    private static final String SECRET = "5ecret";

    final RequestCounters counters = new RequestCounters();
    final BotApiTransport transport;

    TransportFixture(Endpoint server) {
        transport = new BotApiTransport(server, "77:" + SECRET, counters);
    }

    static TransportFixture to(int port, Duration toLive, Duration surelyOpen) {
        return new TransportFixture(new Endpoint(
                URI.create("http://127.0.0.1:" + port),
                ProxySelector.of(null),
                SSLContexts.createSystemDefault(),
                toLive,
                surelyOpen));
    }

    static TransportFixture to(String server, SSLContext tls) {
        return new TransportFixture(new Endpoint(URI.create(server), ProxySelector.of(null), tls));
    }

    TelegramClient client(Duration timeout) {
        return new DirectTelegramClient(
                new OkHttpClient(), "77:" + SECRET, TelegramUrl.DEFAULT_URL, transport, timeout, true);
    }

    Message send(Duration timeout) throws TelegramApiException {
        return client(timeout).execute(new SendMessage("5", "hello"));
    }

    /// The exception when a message is sent; it does not have the token.
    TelegramApiException failure(Duration timeout) {
        return failure(timeout, "hello");
    }

    TelegramApiException failure(Duration timeout, String text) {
        TelegramApiException failure = catchThrowableOfType(
                TelegramApiException.class, () -> client(timeout).execute(new SendMessage("5", text)));
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(SECRET);
        return failure;
    }

    @Override
    public void close() {
        transport.close();
    }
}
