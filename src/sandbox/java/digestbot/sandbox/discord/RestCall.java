package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.ImageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// @param path the segments below `/api/v10`
/// @param withResponse true if the query asks for the response of an interaction
/// @param body the JSON body, or the `payload_json` part of a form; an empty object if there is
///     none
record RestCall(
        String method,
        List<String> path,
        boolean withResponse,
        String authorization,
        JsonNode body,
        List<Upload> files) {

    record Upload(long id, String name, long bytes, Optional<ImageSize> pixels) {}

    /// @throws ApiError 50035, if it is not an id
    long id(int segment) throws ApiError {
        return snowflake(path.get(segment));
    }

    long id(String field) throws ApiError {
        return snowflake(body.path(field).asText());
    }

    /// The path without secrets: an interaction's token is one.
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
