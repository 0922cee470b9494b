package digestbot.telegram.transport;

import static digestbot.telegram.transport.TransportFixture.LONG;
import static digestbot.telegram.transport.TransportFixture.NEVER;
import static digestbot.telegram.transport.TransportFixture.SENT;
import static digestbot.telegram.transport.TransportFixture.SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;

import digestbot.Waiting;
import digestbot.outside.ScriptedServer;
import digestbot.outside.ScriptedServer.Script;
import digestbot.telegram.transport.BotApiTransport.Endpoint;
import digestbot.telegram.transport.BotApiTransport.NotSentException;
import java.io.ByteArrayInputStream;
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
import java.util.stream.Stream;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

@Tag("full")
class BotApiTransportTest {

    private static final String FORBIDDEN = "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden\"}";

    @AutoClose
    private ScriptedServer server;

    @AutoClose
    private TransportFixture fixture;

    private void serve(Script script) {
        serve(script, NEVER, Duration.ZERO);
    }

    private void serve(Script script, Duration toLive, Duration surelyOpen) {
        server = new ScriptedServer(script);
        fixture = TransportFixture.to(server.port(), toLive, surelyOpen);
    }

    private void assertSends() throws TelegramApiException {
        assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
    }

    @Test
    void sendsTheMethodAsJsonAndReadsTheIdAlone() throws Exception {
        serve(ScriptedServer.json(200, SENT));
        var message = fixture.send(LONG);
        assertThat(message.getMessageId()).isEqualTo(42);
        assertThat(message.getText()).isNull();
        assertThat(server.received()).singleElement().satisfies(request -> {
            assertThat(request.head().lines())
                    .containsExactly(
                            "POST /bot77:5ecret/sendmessage HTTP/1.1",
                            "User-Agent: digestbot",
                            "Content-Length: " + request.body().length(),
                            "Content-Type: application/json; charset=UTF-8",
                            "Host: 127.0.0.1:" + server.port(),
                            "Connection: keep-alive",
                            "");
            assertThat(request.body()).contains("\"chat_id\":\"5\"", "\"text\":\"hello\"");
        });
        assertThat(fixture.counters.byMethod()).containsOnlyKeys("sendmessage");
    }

    @Test
    void otherMethodsGetTheWholeAnswer() throws Exception {
        serve(ScriptedServer.json(
                200, "{\"ok\":true,\"result\":{\"id\":77,\"is_bot\":true,\"first_name\":\"Digest\"}}"));
        assertThat(fixture.client(LONG).execute(new GetMe()).getFirstName()).isEqualTo("Digest");
    }

    @Test
    void aFileGoesOverTheSameConnection() throws Exception {
        serve(ScriptedServer.json(200, SENT));
        assertSends();
        var photo = new InputFile(new ByteArrayInputStream("pixels".getBytes(UTF_8)), "digest.png");
        assertThat(fixture.client(LONG).execute(new SendPhoto("5", photo)).getMessageId())
                .isEqualTo(42);
        assertThat(server.received().getLast().head())
                .contains("POST /bot77:5ecret/sendphoto HTTP/1.1", "multipart/form-data; boundary=");
        assertThat(server.received().getLast().body()).contains("filename=\"digest.png\"", "pixels");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(fixture.counters.byMethod()).containsOnlyKeys("sendmessage", "sendphoto");
    }

    @Test
    void oneConnectionServesOneRequestAfterAnother() throws Exception {
        serve((request, client) -> (request.number() % 2 == 0
                        ? ScriptedServer.json(200, SENT)
                        : ScriptedServer.json(403, FORBIDDEN))
                .answer(request, client));
        for (int i = 0; i < 3; i++) {
            assertThat(fixture.failure(LONG)).isInstanceOf(TelegramApiRequestException.class);
            assertSends();
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void manyRequestsAtOnceGetTheirOwnAnswers() throws Exception {
        serve(ScriptedServer.json(200, SENT));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> ids = IntStream.range(0, 500)
                    .mapToObj(_ -> threads.submit(() -> fixture.send(LONG).getMessageId()))
                    .toList();
            for (Future<Integer> id : ids) {
                assertThat(id.get()).isEqualTo(42);
            }
        }
        assertThat(server.received()).hasSize(500);
        assertThat(server.connections()).isBetween(1, 256);
    }

    @Test
    void nothingIsSentWithoutConnection() {
        serve((_, _) -> {});
        try (var refused = TransportFixture.to(9, NEVER, NEVER);
                var nowhere = TransportFixture.to("http://nowhere.invalid", SSLContexts.createSystemDefault())) {
            assertThat(refused.failure(LONG))
                    .cause()
                    .isInstanceOf(NotSentException.class)
                    .cause()
                    .isInstanceOf(ConnectException.class);
            assertThat(nowhere.failure(LONG)).hasCauseInstanceOf(NotSentException.class);
        }
    }

    static Stream<Named<Script>> noAnswers() {
        return Stream.of(
                named("a reset", (_, client) -> ScriptedServer.reset(client)),
                named("an end", (_, client) -> client.close()),
                named("half an answer", end("HTTP/1.1 200 OK", "Content-Length: 500", "", SENT)),
                named("half a head", end("HTTP/1.1 200 OK", "Content-Le")),
                named("half a chunk", end("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "14", "{")),
                named("no HTTP", ScriptedServer.answering("220 mail.example.org ESMTP", "", "")),
                named("headers without end", (_, client) -> {
                    ScriptedServer.write(client, "HTTP/1.1 200 OK", "");
                    for (int i = 0; i < 10_000; i++) {
                        ScriptedServer.write(client, "X-More: " + "x".repeat(100), "");
                    }
                }));
    }

    private static Script end(String... lines) {
        return (_, client) -> {
            ScriptedServer.write(client, lines);
            client.close();
        };
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void aRequestWithoutAnswerMayHaveArrivedAndIsNotRepeated(Script script) {
        serve(script);
        assertMayHaveArrived(fixture.failure(LONG));
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void aRequestMayHaveArrivedWhenTheConnectionBreaksWhileItIsWritten() {
        serve(new Script() {
            @Override
            public void accepted(Socket client) throws IOException {
                assertThat(client.getInputStream().readNBytes(100)).hasSize(100);
                ScriptedServer.reset(client);
            }

            @Override
            public void answer(ScriptedServer.Received request, Socket client) {}
        });
        assertMayHaveArrived(fixture.failure(LONG, "x".repeat(32 << 20)));
        assertThat(server.connections()).isEqualTo(1);
    }

    static Stream<Named<Script>> endlessAnswers() {
        return Stream.of(named("silence", (_, _) -> {}), named("a byte after another", (_, client) -> {
            ScriptedServer.write(client, "HTTP/1.1 200 OK", "Content-Length: 1000000", "", "");
            while (true) {
                ScriptedServer.write(client, " ");
                Thread.onSpinWait();
            }
        }));
    }

    /// On a busy machine, a short timeout may be over before the request is written.
    @ParameterizedTest
    @MethodSource("endlessAnswers")
    void anEndlessAnswerCostsTheTimeout(Script script) throws Exception {
        serve(script);
        TelegramApiException failure = fixture.failure(SHORT);
        while (server.received().isEmpty()) {
            failure = fixture.failure(SHORT);
        }
        assertThat(failure).cause().isExactlyInstanceOf(InterruptedIOException.class);
        await().until(server::ended, ended -> ended == server.connections());
    }

    @Test
    void anAnswerThatIsTooLongIsNotRead() {
        String line = " ".repeat(1 << 20);
        serve((_, client) -> {
            ScriptedServer.write(client, "HTTP/1.1 200 OK", "Content-Length: 20000000", "", "");
            for (int i = 0; i < 20; i++) {
                ScriptedServer.write(client, line);
            }
        });
        assertThat(fixture.failure(LONG)).cause().hasMessage("the answer is too long");
    }

    @Test
    void aRefusalHasItsParameters() {
        serve(ScriptedServer.json(
                429,
                "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 7\","
                        + "\"parameters\":{\"retry_after\":7,\"migrate_to_chat_id\":-1009}}"));
        assertThat(fixture.failure(LONG)).isInstanceOfSatisfying(TelegramApiRequestException.class, e -> {
            assertThat(e.getErrorCode()).isEqualTo(429);
            assertThat(e.getApiResponse()).isEqualTo("Too Many Requests: retry after 7");
            assertThat(e.getParameters().getRetryAfter()).isEqualTo(7);
            assertThat(e.getParameters().getMigrateToChatId()).isEqualTo(-1009);
        });
        assertThat(fixture.counters.rateLimited()).isEqualTo(1);
    }

    static Stream<Named<Script>> unreadableAnswers() {
        return Stream.of(
                named("the page of a gateway", ScriptedServer.json(502, "<html>Bad</html>")),
                named("nothing", ScriptedServer.answering("HTTP/1.1 204 No Content", "", "")),
                named("a redirect", end("HTTP/1.1 307 Elsewhere", "Location: http://localhost:9/", "", "")),
                named(
                        "an id that the answer ends in",
                        end("HTTP/1.1 200 OK", "", "{\"ok\":true,\"result\":{\"message_id\":4")));
    }

    @ParameterizedTest
    @MethodSource("unreadableAnswers")
    void whatIsNotTheBotApisIsNotReadable(Script script) {
        serve(script);
        assertUnreadable(fixture.failure(LONG));
    }

    @Test
    void aConnectionThatTheServerHasClosedIsReplacedBeforeTheRequest() throws Exception {
        serve((request, client) -> {
            ScriptedServer.json(200, SENT).answer(request, client);
            client.close();
        });
        assertSends();
        awaitEnded(1);
        assertSends();
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void aConnectionThatTakesNothingOfTheRequestIsReplaced() throws Exception {
        serve(
                (request, client) -> {
                    ScriptedServer.json(200, SENT).answer(request, client);
                    ScriptedServer.reset(client);
                },
                NEVER,
                NEVER);
        assertSends();
        awaitEnded(1);
        assertSends();
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void aConnectionIsClosedAtItsAge() throws Exception {
        serve(ScriptedServer.json(200, SENT), Duration.ofMillis(1), Duration.ZERO);
        assertSends();
        awaitEnded(1);
        assertSends();
        awaitEnded(2);
    }

    @Test
    void closingEndsRequestsAndLaterOnesAreNotSent() throws Exception {
        serve((_, _) -> {});
        var failure = CompletableFuture.supplyAsync(() -> fixture.failure(LONG));
        Waiting.exactly(1, server::received);
        fixture.close();
        assertMayHaveArrived(failure.get());
        assertThat(fixture.failure(LONG)).hasCauseInstanceOf(NotSentException.class);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void anInterruptEndsTheRequest() throws Exception {
        serve((_, _) -> {});
        var failure = new CompletableFuture<TelegramApiException>();
        Thread sending = Thread.ofVirtual().start(() -> failure.complete(fixture.failure(LONG)));
        Waiting.exactly(1, server::received);
        sending.interrupt();
        assertMayHaveArrived(failure.get());
    }

    @Test
    void anHttpProxyIsToldTheWholeAddress() throws Exception {
        server = new ScriptedServer(ScriptedServer.json(200, SENT));
        fixture = new TransportFixture(new Endpoint(
                URI.create("http://bots.example.org:8081"),
                ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())),
                SSLContexts.createSystemDefault()));
        assertSends();
        assertThat(server.received().getFirst().head())
                .contains(
                        "POST http://bots.example.org:8081/bot77:5ecret/sendmessage HTTP/1.1",
                        "Host: bots.example.org:8081");
    }

    private void awaitEnded(int connections) {
        Waiting.count("connections that ended", connections, server::ended);
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
