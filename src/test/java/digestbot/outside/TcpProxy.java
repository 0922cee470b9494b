package digestbot.outside;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The network between a process and a server: carries bytes both ways, until it is cut.
public final class TcpProxy implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 500;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final InetSocketAddress target;
    private final ServerSocket listening = new ServerSocket(0, MAX_CONNECTIONS, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Consumer<String> onRequest;
    private final Consumer<String> onAnswer;
    private volatile State state = State.OPEN;

    /// For existing and new connections.
    public enum State {
        OPEN,
        RESET,
        /// The connections stay, and nothing arrives.
        SILENT
    }

    private TcpProxy(int targetPort, Consumer<String> onRequest, Consumer<String> onAnswer) throws IOException {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        this.onRequest = onRequest;
        this.onAnswer = onAnswer;
        Thread.ofVirtual().start(this::accept);
    }

    /// Listens on any free port; `onRequest` receives each piece of the process's bytes before it
    /// is passed on.
    public static TcpProxy before(int targetPort, Consumer<String> onRequest) throws IOException {
        return before(targetPort, onRequest, _ -> {});
    }

    public static TcpProxy before(int targetPort, Consumer<String> onRequest, Consumer<String> onAnswer)
            throws IOException {
        return new TcpProxy(targetPort, onRequest, onAnswer);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /// Connections that lost bytes are reset, because a broken network never loses the middle of a
    /// stream.
    public void set(State next) throws IOException {
        State before = state;
        state = next;
        if (next == State.RESET || before == State.SILENT) {
            for (Socket each : open) {
                reset(each);
            }
        }
    }

    private static void reset(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (state == State.RESET || open.size() >= MAX_CONNECTIONS) {
                    reset(client);
                } else {
                    open.add(client);
                    Thread.ofVirtual().start(() -> serve(client));
                }
            }
        } catch (IOException _) {
            // The socket was closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket()) {
            open.add(server);
            server.connect(target);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> carry(server, client, onAnswer));
            carry(client, server, onRequest);
            back.join();
            open.remove(server);
        } catch (IOException _) {
            // One end is gone, so the other goes too.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /// Closes both ends when one ends.
    private void carry(Socket from, Socket to, Consumer<String> observer) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (state == State.OPEN) {
                    observer.accept(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException _) {
            // One end is gone, so the other goes too.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        set(State.RESET);
    }
}
