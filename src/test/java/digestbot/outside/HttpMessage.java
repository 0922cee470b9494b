package digestbot.outside;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// An HTTP/1.1 request or answer, as its bytes went over the wire. The head includes the blank
/// line; the body includes the lengths of chunks, with a character for each byte.
record HttpMessage(String head, String body) {

    HttpMessage(String head, byte[] body) {
        this(head, new String(body, StandardCharsets.ISO_8859_1));
    }

    /// Empty at the end of the stream.
    static Optional<HttpMessage> read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        String line = line(in);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        while (!line.equals("\r\n") && !line.isEmpty()) {
            head.append(line);
            line = line(in);
        }
        head.append("\r\n");
        return Optional.of(new HttpMessage(head.toString(), body(head.toString(), in)));
    }

    private static byte[] body(String head, InputStream in) throws IOException {
        String low = head.toLowerCase(Locale.ROOT);
        int length = low.indexOf("\r\ncontent-length:");
        if (length >= 0) {
            int begin = low.indexOf(':', length) + 1;
            int size = Integer.parseInt(
                    low.substring(begin, low.indexOf("\r\n", begin)).strip());
            byte[] body = in.readNBytes(size);
            if (body.length < size) {
                throw new EOFException("a body was cut off");
            }
            return body;
        }
        return low.contains("\r\ntransfer-encoding: chunked") ? chunks(in) : new byte[0];
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        int size;
        do {
            String line = line(in);
            size = Integer.parseInt(line.strip(), 16);
            body.write(line.getBytes(StandardCharsets.ISO_8859_1));
            body.write(in.readNBytes(size));
            body.write(line(in).getBytes(StandardCharsets.ISO_8859_1));
        } while (size > 0);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int read = in.read();
        while (read >= 0) {
            line.append((char) read);
            if (read == '\n') {
                break;
            }
            read = in.read();
        }
        return line.toString();
    }

    String firstLine() {
        return head.substring(0, head.indexOf("\r\n"));
    }

    boolean upgrades() {
        return head.toLowerCase(Locale.ROOT).contains("\r\nupgrade: websocket");
    }

    byte[] bytes() {
        return (head + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
        return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
