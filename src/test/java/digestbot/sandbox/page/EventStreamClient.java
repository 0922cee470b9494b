package digestbot.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A client of live events that connects as a browser does.
public final class EventStreamClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader lines;

    public EventStreamClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write("GET /live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /// A browser reconnects by itself only after a stream of events.
    public boolean isStream() throws IOException {
        String line = lines.readLine();
        while (line != null && !line.toLowerCase(Locale.ROOT).startsWith("content-type:")) {
            line = lines.readLine();
        }
        return line != null && line.contains("text/event-stream");
    }

    /// The next event's name; null if the stream has ended.
    public @Nullable String next() throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("event: ")) {
            line = lines.readLine();
        }
        return line == null ? null : line.substring("event: ".length());
    }

    /// As many clients as there is room for connect and disconnect without notice; their places are
    /// freed at the next event.
    public static void assertMakeRoom(int port, int room, String event) throws IOException {
        List<EventStreamClient> looks = new ArrayList<>();
        for (int i = 0; i < room; i++) {
            looks.add(new EventStreamClient(port));
        }
        for (EventStreamClient look : looks) {
            assertThat(look.next()).isEqualTo(event);
        }
        try (var tooMany = new EventStreamClient(port)) {
            assertThat(tooMany.isStream()).isTrue();
            assertThat(tooMany.next()).as("one too many").isNull();
        }
        for (EventStreamClient look : looks) {
            look.close();
        }
        await().until(() -> first(port), Objects::nonNull);
    }

    private static @Nullable String first(int port) throws IOException {
        try (var look = new EventStreamClient(port)) {
            return look.next();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
