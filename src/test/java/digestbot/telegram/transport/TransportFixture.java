package digestbot.telegram.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digestbot.delivery.api.RequestCounters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/// A transport to a server.
final class TransportFixture implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(300);
    static final String SENT = "{\"ok\":true,\"result\":{\"message_id\":42,\"text\":\"hello\"}}";

    private static final String SECRET = "5ecret";
    private static final ConnectionPool.Times CHECKED = new ConnectionPool.Times(Duration.ofMinutes(1), Duration.ZERO);

    final RequestCounters counters = new RequestCounters();
    final BotApiTransport transport;

    TransportFixture(Endpoint server, ConnectionPool.Times times) {
        transport = new BotApiTransport(new ConnectionPool(server, times), "77:" + SECRET, counters);
    }

    /// A transport that checks each connection before it uses it again.
    static TransportFixture to(int port) {
        return to("http://127.0.0.1:" + port, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    static TransportFixture to(String server, SSLSocketFactory tls) {
        return new TransportFixture(new Endpoint(URI.create(server), ProxySelector.of(null), tls), CHECKED);
    }

    Message send(Duration timeout) throws TelegramApiException {
        return transport.execute(
                new SendMessage("5", "hello"),
                AnswerParser.SentFields.ID,
                timeout,
                BotApiTransport.AnswerObserver.NONE);
    }

    /// Sends a message, which fails.
    ///
    /// @return the exception, which does not have the token
    TelegramApiException failure(Duration timeout) {
        TelegramApiException failure = catchThrowableOfType(TelegramApiException.class, () -> send(timeout));
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
