package digestbot.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A browser that listens to a page's live events, as far as a connection goes.
public final class LiveLook implements AutoCloseable {

    private static final int PATIENCE = (int) Duration.ofSeconds(20).toMillis();

    private final Socket socket;
    private final BufferedReader lines;

    /// Asks for the events at `/live`.
    public LiveLook(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE);
        socket.getOutputStream()
                .write("GET /live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Whether the answer is a stream of events: only after one does a browser come again by itself.
    public boolean isStream() throws IOException {
        String line = lines.readLine();
        while (line != null && !line.toLowerCase(Locale.ROOT).startsWith("content-type:")) {
            line = lines.readLine();
        }
        return line != null && line.contains("text/event-stream");
    }

    /// The next event's name; null if none comes any more.
    public @Nullable String next() throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("event: ")) {
            line = lines.readLine();
        }
        return line == null ? null : line.substring("event: ".length());
    }

    /// Goes, without a word.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
