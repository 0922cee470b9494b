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

    long id(int segment) {
        return Long.parseUnsignedLong(path.get(segment));
    }

    long id(String field) {
        return Long.parseUnsignedLong(body.path(field).asText());
    }

    /// Hides an interaction's token.
    String publicPath() {
        List<String> shown = new ArrayList<>(path);
        if (path.size() > 2 && List.of("interactions", "webhooks").contains(path.getFirst())) {
            shown.set(2, "{token}");
        }
        return "/" + String.join("/", shown);
    }
}
