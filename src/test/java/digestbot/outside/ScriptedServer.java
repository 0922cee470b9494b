package digestbot.outside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/// An HTTP server that answers each request with the bytes of a script, or not at all.
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listening;
    private final Script script;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();

    /// Requests are numbered from 1.
    public record Received(int number, String head, String body) {

        public String path() {
            return head.split(" ", 3)[1];
        }
    }

    /// Before the first request of a connection, [#accepted] is called.
    public interface Script {

        void answer(Received request, Socket client) throws IOException;

        /// The client may be closed.
        default void accepted(Socket client) throws IOException {}
    }

    public ScriptedServer(Script script) {
        this(ServerSocketFactory.getDefault(), script);
    }

    public ScriptedServer(ServerSocketFactory sockets, Script script) {
        this.script = script;
        try {
            listening = sockets.createServerSocket();
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public static Script answering(String... lines) {
        return (_, client) -> write(client, lines);
    }

    public static void write(Socket client, String... lines) throws IOException {
        client.getOutputStream().write(String.join("\r\n", lines).getBytes(UTF_8));
        client.getOutputStream().flush();
    }

    public static Script json(int status, String body) {
        return answering(
                "HTTP/1.1 " + status + " Status",
                "Content-Type: application/json",
                "Content-Length: " + body.getBytes(UTF_8).length,
                "",
                body);
    }

    /// Breaks a connection, so that the other side does not see an orderly end.
    public static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    public int port() {
        return listening.getLocalPort();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public List<Received> received() {
        return received;
    }

    public int connections() {
        return sockets.size();
    }

    public int ended() {
        return ended.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // It is closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            script.accepted(client);
            for (String head = head(client.getInputStream()); !head.isEmpty(); head = head(client.getInputStream())) {
                String body = new String(client.getInputStream().readNBytes(length(head)), UTF_8);
                var request = new Received(numbers.incrementAndGet(), head, body);
                received.add(request);
                script.answer(request, client);
            }
        } catch (IOException _) {
            // The connection ends.
        } finally {
            ended.incrementAndGet();
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
