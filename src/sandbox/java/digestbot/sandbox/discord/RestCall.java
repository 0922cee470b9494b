package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.ImageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The path is below `/api/v10`. The body is JSON, or the `payload_json` part of a form; an empty
/// object if there is none.
record RestCall(
        String method,
        List<String> path,
        boolean withResponse,
        String authorization,
        JsonNode body,
        List<Upload> files) {

    record Upload(long id, String name, long bytes, Optional<ImageSize> pixels) {}

    /// Throws error 50035 if the segment is not an id.
    long id(int segment) throws ApiError {
        return snowflake(path.get(segment));
    }

    long id(String field) throws ApiError {
        return snowflake(body.path(field).asText());
    }

    /// Hides an interaction's token.
    String publicPath() {
        List<String> shown = new ArrayList<>(path);
        if (path.size() > 2 && List.of("interactions", "webhooks").contains(path.getFirst())) {
            shown.set(2, "{token}");
        }
        return "/" + String.join("/", shown);
    }

    private static long snowflake(String text) throws ApiError {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException _) {
            FormErrors errors = new FormErrors();
            errors.add("", "NUMBER_TYPE_COERCE");
            errors.throwIfAny();
            throw ApiError.notFound();
        }
    }
}
