package digestbot.telegram.transport;

import static digestbot.telegram.transport.TransportFixture.LONG;
import static digestbot.telegram.transport.TransportFixture.SENT;
import static digestbot.telegram.transport.TransportFixture.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.outside.ScriptedServer;
import digestbot.telegram.transport.BotApiTransport.Endpoint;
import digestbot.telegram.transport.BotApiTransport.NotSentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Encrypted connections to a server whose certificate is for `localhost` alone.
@Tag("full")
class TlsTest {

    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    static Path folder;

    private static SSLContext context;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path file = folder.resolve("keys.p12");
        String command = """
                %s/bin/keytool -genkeypair -keyalg EC -alias server -dname CN=localhost -ext san=dns:localhost -storetype PKCS12
                -keystore %s -storepass %s""".formatted(System.getProperty("java.home"), file, new String(PASSWORD));
        Process keytool = new ProcessBuilder(command.split("\\s+"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor()).as(() -> folder.toString()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    }

    private static ScriptedServer server() {
        return new ScriptedServer(context.getServerSocketFactory(), ScriptedServer.json(200, SENT));
    }

    @Test
    void sendsOverOneEncryptedConnection() throws Exception {
        try (var server = server();
                var fixture = TransportFixture.to("https://localhost:" + server.port(), context)) {
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void sendsNothingToAServerOfAnotherName() {
        assertSendsNothing("https://127.0.0.1:", context);
    }

    @Test
    void sendsNothingToAServerThatNobodyVouchesFor() {
        assertSendsNothing("https://localhost:", SSLContexts.createSystemDefault());
    }

    private static void assertSendsNothing(String address, SSLContext trusted) {
        try (var server = server();
                var fixture = TransportFixture.to(address + server.port(), trusted)) {
            assertThat(fixture.failure(LONG))
                    .cause()
                    .isInstanceOf(NotSentException.class)
                    .cause()
                    .isInstanceOf(SSLException.class);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void aHandshakeThatIsNotAnsweredSendsNothing() {
        try (var server = new ScriptedServer((_, _) -> {});
                var fixture = TransportFixture.to("https://localhost:" + server.port(), context)) {
            assertThat(fixture.failure(SHORT))
                    .cause()
                    .isInstanceOf(NotSentException.class)
                    .cause()
                    .isExactlyInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void aProxyCarriesTheEncryptedConnection() throws Exception {
        try (var server = server();
                var proxy = new ScriptedServer((_, client) -> tunnel(client, server.port()));
                var fixture = new TransportFixture(new Endpoint(
                        URI.create("https://localhost:" + server.port()),
                        ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())),
                        context))) {
            assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            assertThat(proxy.received())
                    .singleElement()
                    .satisfies(request -> assertThat(request.head())
                            .startsWith("CONNECT localhost:" + server.port() + " HTTP/1.1\r\n"));
        }
    }

    private static void tunnel(Socket client, int port) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            ScriptedServer.write(client, "HTTP/1.1 200 Connected", "", "");
            Thread back = Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
            back.interrupt();
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One of both is closed.
        }
    }
}
