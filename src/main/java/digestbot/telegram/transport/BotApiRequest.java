package digestbot.telegram.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.SessionOutputBuffer;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/// A request to a method of the Bot API.
final class BotApiRequest extends BasicClassicHttpRequest {

    private static final long serialVersionUID = 1;

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final transient byte[] head;
    private final int length;

    private BotApiRequest(byte[] head, byte[] body) {
        super("POST", "/");
        this.head = head;
        this.length = body.length;
        setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    }

    /// The part before the body, which is the same for all requests to a method except for the
    /// length of the body.
    static final class Head {

        private final byte[] bytes;

        private Head(byte[] bytes) {
            this.bytes = bytes;
        }

        /// @param path begins with `/`; encoded
        static Head of(Endpoint server, String path) {
            String text = "POST " + server.prefix() + path + " HTTP/1.1\r\nHost: " + server.authority()
                    + "\r\nUser-Agent: digestbot\r\nAccept-Encoding: identity\r\nContent-Type: application/json\r\nContent-Length: ";
            return new Head(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        BotApiRequest with(byte[] body) {
            return new BotApiRequest(bytes, body);
        }
    }

    int length() {
        return length;
    }

    /// Writes what comes before the body.
    static void writeHead(ClassicHttpRequest request, SessionOutputBuffer buffer, OutputStream out) throws IOException {
        BotApiRequest own = (BotApiRequest) request;
        buffer.write(own.head, out);
        buffer.write(Integer.toString(own.length).getBytes(StandardCharsets.ISO_8859_1), out);
        buffer.write(END, out);
    }
}
