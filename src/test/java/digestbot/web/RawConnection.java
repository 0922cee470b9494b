package digestbot.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A connection on which anything can be written, however wrong, long or slow.
public final class RawConnection implements AutoCloseable {

    private final Socket socket;

    public RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
    }

    public RawConnection write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /// Writes the head of a request, in which each header has the end of its line.
    public RawConnection post(String path, String headers) throws IOException {
        return write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n" + headers + "\r\n");
    }

    /// Writes until the other end has answered or hung up, and returns the number of bytes that it
    /// took.
    public long writeUntilAnswered(byte[] again, long most) throws IOException {
        long written = 0;
        try {
            while (written < most && socket.getInputStream().available() == 0) {
                socket.getOutputStream().write(again);
                written += again.length;
            }
        } catch (IOException _) {
            // The other end hung up, perhaps after an answer.
        }
        return written;
    }

    /// Says that nothing more comes.
    public RawConnection end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// Waits until the connection ends.
    public String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    public boolean isAnswered() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /// The answer's first line.
    public String status() throws IOException {
        var line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
