package digestbot.api.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads messages: one per line, of a limited length.
final class MessageReader {

    /// The maximum length of a message in bytes. The largest request has the words of a search.
    static final int MAX_LENGTH = 64 << 10;

    private final InputStream in;

    /// @param in buffered
    MessageReader(InputStream in) {
        this.in = in;
    }

    /// A line.
    ///
    /// @param text its text; cut off if it is too long
    record Line(String text, boolean isTooLong) {}

    /// The next line; empty at the end of the input.
    Optional<Line> next() throws IOException {
        var line = new ByteArrayOutputStream();
        boolean isTooLong = false;
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (line.size() < MAX_LENGTH) {
                line.write(read);
            } else {
                isTooLong = true;
            }
        }
        return Optional.of(new Line(line.toString(StandardCharsets.UTF_8), isTooLong));
    }
}
