package digestbot.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A connection to a server of this machine that follows no rule of HTTP.
final class Connection implements AutoCloseable {

    private static final int RECEIVED = 8_192;

    private final Socket socket;

    private Connection(Socket socket) {
        this.socket = socket;
    }

    /// @param timeout for the connection, and for each answer
    static Connection open(int port, Duration timeout) throws IOException {
        var socket = new Socket();
        // The server keeps the bytes that are not read.
        socket.setReceiveBufferSize(RECEIVED);
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Math.toIntExact(timeout.toMillis()));
        return new Connection(socket);
    }

    /// A whole request.
    ///
    /// @return the status of its answer, 0 if there was none
    static int ask(int port, String request, Duration timeout) throws IOException {
        try (Connection connection = open(port, timeout)) {
            connection.say(request);
            return connection.status();
        }
    }

    /// A whole request on a connection of its own.
    ///
    /// @return the answer with its head
    static String exchange(int port, String request, Duration timeout) throws IOException {
        try (Connection connection = open(port, timeout)) {
            connection.say(request);
            return new String(connection.rest(), StandardCharsets.UTF_8);
        }
    }

    /// The head of a request after which the connection ends.
    ///
    /// @param lines further lines, each with its end
    /// @param type of the body; empty if there is none
    /// @param length of the body, in bytes
    static String head(String method, String path, String lines, String type, long length) {
        String body = type.isEmpty() ? "" : "Content-Type: %s\r\nContent-Length: %d\r\n".formatted(type, length);
        return "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s%s\r\n"
                .formatted(method, path, lines, body);
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void say(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /// The status of the next answer, 0 if the server ended the connection without one.
    int status() throws IOException {
        String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        return answer.matches("HTTP/1.1 \\d{3}") ? Integer.parseInt(answer.substring(9)) : 0;
    }

    /// Reads the rest of the server's answer, to its end.
    byte[] rest() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    /// Returns true if the server has ended the connection; takes a byte of its answer.
    boolean isEnded() throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
