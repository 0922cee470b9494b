package digestbot.telegram.transport;

import static digestbot.telegram.transport.TransportFixture.LONG;
import static digestbot.telegram.transport.TransportFixture.SENT;
import static digestbot.telegram.transport.TransportFixture.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

@Tag("full")
class BotApiTransportTest {

    @Test
    void sendsTheMethodAsJsonAndReadsTheIdAlone() throws Exception {
        try (var server = new ScriptedServer((_, client) -> ScriptedServer.json(client, 200, SENT));
                var fixture = TransportFixture.to(server.port())) {
            var message = fixture.send(LONG);
            assertThat(message.getMessageId()).isEqualTo(42);
            assertThat(message.getText()).isNull();
            assertThat(server.received()).singleElement().satisfies(request -> {
                assertThat(request.head().lines())
                        .containsExactly(
                                "POST /bot77:5ecret/sendmessage HTTP/1.1",
                                "Host: 127.0.0.1:" + server.port(),
                                "User-Agent: digestbot",
                                "Accept-Encoding: identity",
                                "Content-Type: application/json",
                                "Content-Length: " + request.body().length(),
                                "");
                assertThat(request.body()).contains("\"chat_id\":\"5\"", "\"text\":\"hello\"");
            });
            assertThat(fixture.counters.byMethod()).containsOnlyKeys("sendmessage");
        }
    }

    @Test
    void otherMethodsGetTheWholeAnswer() throws Exception {
        String me = "{\"ok\":true,\"result\":{\"id\":77,\"is_bot\":true,\"first_name\":\"Digest\"}}";
        try (var server = new ScriptedServer((_, client) -> ScriptedServer.json(client, 200, me));
                var fixture = TransportFixture.to(server.port())) {
            var bot = fixture.transport.execute(
                    new GetMe(), AnswerParser.SentFields.ID, LONG, BotApiTransport.AnswerObserver.NONE);
            assertThat(bot.getFirstName()).isEqualTo("Digest");
        }
    }

    @Test
    void oneConnectionServesOneRequestAfterAnother() throws Exception {
        try (var server = new ScriptedServer((number, client) ->
                        ScriptedServer.json(client, number % 2 == 0 ? 200 : 403, number % 2 == 0 ? SENT : FORBIDDEN));
                var fixture = TransportFixture.to(server.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(fixture.failure(LONG)).isInstanceOf(TelegramApiRequestException.class);
                assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    private static final String FORBIDDEN = "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden\"}";

    @Test
    void manyRequestsAtOnceGetTheirOwnAnswers() throws Exception {
        try (var server = new ScriptedServer((_, client) -> ScriptedServer.json(client, 200, SENT));
                var fixture = TransportFixture.to(server.port());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> ids = IntStream.range(0, 500)
                    .mapToObj(_ -> threads.submit(() -> fixture.send(LONG).getMessageId()))
                    .toList();
            for (Future<Integer> id : ids) {
                assertThat(id.get()).isEqualTo(42);
            }
            assertThat(server.received()).hasSize(500);
            assertThat(server.connections()).isBetween(1, 256);
        }
    }

    @Test
    void aRefusedConnectionSendsNothing() {
        try (var fixture = TransportFixture.to(9)) {
            assertThat(fixture.failure(LONG))
                    .cause()
                    .isInstanceOf(NotSentException.class)
                    .cause()
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void anUnknownHostSendsNothing() {
        try (var fixture =
                TransportFixture.to("http://nowhere.invalid", (SSLSocketFactory) SSLSocketFactory.getDefault())) {
            assertThat(fixture.failure(LONG)).hasCauseInstanceOf(NotSentException.class);
        }
    }

    @Test
    void aRequestMayHaveArrivedWhenTheConnectionBreaksAfterwards() {
        try (var server = new ScriptedServer((_, client) -> ScriptedServer.reset(client));
                var fixture = TransportFixture.to(server.port())) {
            assertMayHaveArrived(fixture.failure(LONG));
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void aRequestMayHaveArrivedWhenTheConnectionBreaksWhileItIsWritten() {
        try (var server = new ScriptedServer(new ScriptedServer.Script() {
                    @Override
                    public void accepted(Socket client) throws IOException {
                        ScriptedServer.reset(client);
                    }

                    @Override
                    public void answer(int number, Socket client) {}
                });
                var fixture = TransportFixture.to(server.port())) {
            assertMayHaveArrived(fixture.failure(LONG));
        }
    }

    @Test
    void halfAnAnswerIsNone() {
        try (var server = new ScriptedServer((_, client) -> {
                    ScriptedServer.write(client, "HTTP/1.1 200 OK", "Content-Length: 500", "", SENT);
                    client.close();
                });
                var fixture = TransportFixture.to(server.port())) {
            assertMayHaveArrived(fixture.failure(LONG));
        }
    }

    @Test
    void halfAHeadIsNoAnswer() {
        try (var server = new ScriptedServer((_, client) -> {
                    ScriptedServer.write(client, "HTTP/1.1 200 OK", "Content-Le");
                    client.close();
                });
                var fixture = TransportFixture.to(server.port())) {
            assertMayHaveArrived(fixture.failure(LONG));
        }
    }

    @Test
    void anIdThatTheAnswerEndsInIsNotRead() {
        try (var server = new ScriptedServer((_, client) -> {
                    ScriptedServer.write(client, "HTTP/1.1 200 OK", "", "{\"ok\":true,\"result\":{\"message_id\":4");
                    client.close();
                });
                var fixture = TransportFixture.to(server.port())) {
            assertUnreadable(fixture.failure(LONG));
        }
    }

    @Test
    void aSilentServerCostsTheTimeout() throws Exception {
        try (var server = new ScriptedServer(afterTheFirst(_ -> {}));
                var fixture = TransportFixture.to(server.port())) {
            fixture.send(LONG);
            long start = System.nanoTime();
            assertThat(fixture.failure(SHORT)).cause().isExactlyInstanceOf(InterruptedIOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
            await().until(() -> server.ended() == 1);
        }
    }

    @Test
    void aServerThatAnswersByteByByteCostsTheTimeout() throws Exception {
        try (var server = new ScriptedServer(afterTheFirst(client -> {
                    ScriptedServer.write(client, "HTTP/1.1 200 OK", "Content-Length: 1000000", "", "");
                    while (true) {
                        ScriptedServer.write(client, " ");
                        Thread.onSpinWait();
                    }
                }));
                var fixture = TransportFixture.to(server.port())) {
            fixture.send(LONG);
            assertMayHaveArrived(fixture.failure(SHORT));
        }
    }

    /// A script that answers the first request as usual. The next one has its connection and the code for it, so that
    /// even a slow machine has written it before a short timeout.
    private static ScriptedServer.Script afterTheFirst(Answer answer) {
        return (number, client) -> {
            if (number == 1) {
                ScriptedServer.json(client, 200, SENT);
            } else {
                answer.to(client);
            }
        };
    }

    private interface Answer {
        void to(Socket client) throws IOException;
    }

    @Test
    void anAnswerThatIsTooLongIsNotRead() {
        String line = " ".repeat(1 << 20);
        try (var server = new ScriptedServer((_, client) -> {
                    ScriptedServer.write(client, "HTTP/1.1 200 OK", "Content-Length: 20000000", "", "");
                    for (int i = 0; i < 20; i++) {
                        ScriptedServer.write(client, line);
                    }
                });
                var fixture = TransportFixture.to(server.port())) {
            assertThat(fixture.failure(LONG)).cause().hasMessage("the answer is too long");
        }
    }

    @Test
    void headersWithoutEndAreNotRead() {
        try (var server = new ScriptedServer((_, client) -> {
                    ScriptedServer.write(client, "HTTP/1.1 200 OK", "");
                    for (int i = 0; i < 10_000; i++) {
                        ScriptedServer.write(client, "X-More: " + "x".repeat(100), "");
                    }
                });
                var fixture = TransportFixture.to(server.port())) {
            assertMayHaveArrived(fixture.failure(LONG));
        }
    }

    @Test
    void aLongAnswerIsReadWhole() throws Exception {
        String text = "x".repeat(100_000);
        String body = "{\"ok\":true,\"result\":{\"text\":\"" + text + "\",\"message_id\":42}}";
        try (var server = new ScriptedServer((_, client) -> ScriptedServer.json(client, 200, body));
                var fixture = TransportFixture.to(server.port())) {
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
        }
    }

    @Test
    void aRefusalHasItsParameters() {
        String limited = "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 7\","
                + "\"parameters\":{\"retry_after\":7,\"migrate_to_chat_id\":-1009}}";
        try (var server = new ScriptedServer((_, client) -> ScriptedServer.json(client, 429, limited));
                var fixture = TransportFixture.to(server.port())) {
            assertThat(fixture.failure(LONG)).isInstanceOfSatisfying(TelegramApiRequestException.class, e -> {
                assertThat(e.getErrorCode()).isEqualTo(429);
                assertThat(e.getApiResponse()).isEqualTo("Too Many Requests: retry after 7");
                assertThat(e.getParameters().getRetryAfter()).isEqualTo(7);
                assertThat(e.getParameters().getMigrateToChatId()).isEqualTo(-1009);
            });
            assertThat(fixture.counters.rateLimited()).isEqualTo(1);
        }
    }

    @Test
    void thePageOfAGatewayIsNotReadable() {
        try (var server = new ScriptedServer((_, client) -> ScriptedServer.json(client, 502, "<html>Bad</html>"));
                var fixture = TransportFixture.to(server.port())) {
            assertUnreadable(fixture.failure(LONG));
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (var other = new ScriptedServer((_, client) -> ScriptedServer.json(client, 200, SENT));
                var server = ScriptedServer.answering(
                        "HTTP/1.1 307 Elsewhere",
                        "Location: http://127.0.0.1:" + other.port() + "/",
                        "Content-Length: 0",
                        "",
                        "");
                var fixture = TransportFixture.to(server.port())) {
            assertUnreadable(fixture.failure(LONG));
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void anEmptyAnswerIsNotReadable() {
        try (var server = ScriptedServer.answering("HTTP/1.1 204 No Content", "", "");
                var fixture = TransportFixture.to(server.port())) {
            assertUnreadable(fixture.failure(LONG));
        }
    }

    @Test
    void whatIsNotHttpIsNoAnswer() {
        try (var server = ScriptedServer.answering("220 mail.example.org ESMTP", "", "");
                var fixture = TransportFixture.to(server.port())) {
            assertMayHaveArrived(fixture.failure(LONG));
        }
    }

    @Test
    void anInterimAnswerIsSkipped() throws Exception {
        try (var server = new ScriptedServer((_, client) -> {
                    ScriptedServer.write(client, "HTTP/1.1 103 Early Hints", "Link: </x>", "", "");
                    ScriptedServer.json(client, 200, SENT);
                });
                var fixture = TransportFixture.to(server.port())) {
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
        }
    }

    @Test
    void anAnswerInChunksIsReadWholeAndTheConnectionKept() throws Exception {
        String half = Integer.toHexString(SENT.length() - 20);
        try (var server = ScriptedServer.answering(
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "",
                        "14",
                        SENT.substring(0, 20),
                        half,
                        SENT.substring(20),
                        "0",
                        "",
                        "");
                var fixture = TransportFixture.to(server.port())) {
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatTheServerWillCloseIsNotUsedAgain() throws Exception {
        try (var server = ScriptedServer.answering(
                        "HTTP/1.1 200 OK", "Connection: close", "Content-Length: " + SENT.length(), "", SENT);
                var fixture = TransportFixture.to(server.port())) {
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionThatTheServerHasClosedIsReplacedBeforeTheRequest() throws Exception {
        try (var server = new ScriptedServer((_, client) -> {
                    ScriptedServer.json(client, 200, SENT);
                    client.close();
                });
                var fixture = TransportFixture.to(server.port())) {
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            await().until(() -> server.ended() == 1);
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            assertThat(server.received()).hasSize(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void anUnusedConnectionIsClosed() throws Exception {
        try (var server = new ScriptedServer((_, client) -> ScriptedServer.json(client, 200, SENT));
                var fixture = new TransportFixture(
                        new Endpoint(
                                URI.create("http://127.0.0.1:" + server.port()),
                                ProxySelector.of(null),
                                (SSLSocketFactory) SSLSocketFactory.getDefault()),
                        new ConnectionPool.Times(Duration.ofMillis(1), Duration.ZERO))) {
            fixture.send(LONG);
            await().until(() -> server.ended() == 1);
            fixture.send(LONG);
            await().until(() -> server.ended() == 2);
        }
    }

    @Test
    void closingEndsRequestsAndLaterOnesAreNotSent() throws Exception {
        try (var server = new ScriptedServer((_, _) -> {});
                var fixture = TransportFixture.to(server.port())) {
            var failure = CompletableFuture.supplyAsync(() -> fixture.failure(LONG));
            await().until(() -> server.received().size() == 1);
            fixture.transport.close();
            assertMayHaveArrived(failure.get());
            assertThat(fixture.failure(LONG)).hasCauseInstanceOf(NotSentException.class);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void anInterruptEndsTheRequest() throws Exception {
        try (var server = new ScriptedServer((_, _) -> {});
                var fixture = TransportFixture.to(server.port())) {
            var failure = new CompletableFuture<TelegramApiException>();
            Thread sending = Thread.ofVirtual().start(() -> failure.complete(fixture.failure(LONG)));
            await().until(() -> server.received().size() == 1);
            sending.interrupt();
            assertMayHaveArrived(failure.get());
        }
    }

    @Test
    void anHttpProxyIsToldTheWholeAddress() throws Exception {
        try (var proxy = new ScriptedServer((_, client) -> ScriptedServer.json(client, 200, SENT));
                var fixture = new TransportFixture(
                        new Endpoint(
                                URI.create("http://bots.example.org:8081"),
                                ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())),
                                (SSLSocketFactory) SSLSocketFactory.getDefault()),
                        ConnectionPool.Times.DEFAULT)) {
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            assertThat(proxy.received().getFirst().head())
                    .contains(
                            "POST http://bots.example.org:8081/bot77:5ecret/sendmessage HTTP/1.1",
                            "Host: bots.example.org:8081");
        }
    }

    private static void assertMayHaveArrived(TelegramApiException failure) {
        assertThat(failure).isNotInstanceOf(TelegramApiRequestException.class);
        assertThat(failure).cause().isInstanceOf(IOException.class).isNotInstanceOf(NotSentException.class);
    }

    private static void assertUnreadable(TelegramApiException failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        TelegramApiRequestException.class,
                        e -> assertThat(e.getErrorCode()).isIn(null, 0));
    }
}
