package digestbot.telegram.transport;

import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/// An answer of the server. It is valid until its reader returns, because the buffer is used again.
final class BotApiAnswer {

    private final HttpResponse head;
    private final byte[] buffer;
    private final int length;

    /// @param buffer has the body at its beginning
    BotApiAnswer(HttpResponse head, byte[] buffer, int length) {
        this.head = head;
        this.buffer = buffer;
        this.length = length;
    }

    /// Reads an answer.
    interface Reader<T, E extends Exception> {
        T read(BotApiAnswer answer) throws E;
    }

    HttpResponse head() {
        return head;
    }

    /// The body, followed by other bytes.
    byte[] buffer() {
        return buffer;
    }

    /// The length of the body.
    int length() {
        return length;
    }

    int status() {
        return head.getCode();
    }

    @Nullable
    String header(String name) {
        Header header = head.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /// The body as text.
    String text() {
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }
}
