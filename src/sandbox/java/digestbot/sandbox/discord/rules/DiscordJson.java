package digestbot.sandbox.discord.rules;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxJson;

/// JSON as Discord reads and writes it.
public final class DiscordJson {

    private DiscordJson() {}

    /// An id, which is a string.
    public static String id(long snowflake) {
        return Long.toUnsignedString(snowflake);
    }

    /// Parses a body.
    ///
    /// @throws ApiError 50109, if the text is not JSON
    public static JsonNode parse(String text) throws ApiError {
        return SandboxJson.read(text)
                .orElseThrow(() -> ApiError.of(400, 50109, "The request body contains invalid JSON."));
    }
}
