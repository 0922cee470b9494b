package digestbot.telegram.transport;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// An answer of the server.
///
/// @param date the header `Date`
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
record BotApiAnswer(int status, @Nullable String date, byte[] body) {

    /// The body as text.
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
