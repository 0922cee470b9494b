package digestbot.telegram.transport;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The date is the header `Date`.
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
record BotApiAnswer(int status, @Nullable String date, byte[] body) {

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
