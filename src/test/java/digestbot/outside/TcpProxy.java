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

    /// What happens to connections, those that exist and new ones.
    public enum State {
        OPEN,
        /// They are reset.
        RESET,
        /// They stay, and nothing that is sent arrives.
        SILENT
    }

    private TcpProxy(int targetPort, Consumer<String> onRequest, Consumer<String> onAnswer) throws IOException {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        this.onRequest = onRequest;
        this.onAnswer = onAnswer;
        Thread.ofVirtual().start(this::accept);
    }

    /// Starts to listen on any free port.
    ///
    /// @param targetPort the port of the server on this machine
    /// @param onRequest called with each piece of what the process sends, before it is passed on
    public static TcpProxy before(int targetPort, Consumer<String> onRequest) throws IOException {
        return before(targetPort, onRequest, _ -> {});
    }

    /// Like [#before].
    ///
    /// @param onAnswer called with each piece of what the server sends
    public static TcpProxy before(int targetPort, Consumer<String> onRequest, Consumer<String> onAnswer)
            throws IOException {
        return new TcpProxy(targetPort, onRequest, onAnswer);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /// Changes the state. Connections on which something was lost are reset, because a broken network
    /// loses bytes and not the middle of a stream.
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
            // It was closed.
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
            // One of them is gone, so the other goes too.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /// Carries what one end sends to the other, and closes both when it ends.
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
            // One of them is gone, so the other goes too.
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
