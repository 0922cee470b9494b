package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// If an answer is cut, the connection is cut after the request had its effect.
public record RestAnswer(
        int status, Optional<String> body, String contentType, Map<String, String> headers, boolean cut) {

    public static final RestAnswer NO_CONTENT =
            new RestAnswer(204, Optional.empty(), "application/json", Map.of(), false);

    public static RestAnswer of(int status, JsonNode body) {
        return new RestAnswer(status, Optional.of(body.toString()), "application/json", Map.of(), false);
    }

    public static RestAnswer ok(JsonNode body) {
        return of(200, body);
    }

    public static RestAnswer page(int status) {
        String html = "<html><head><title>" + status + "</title></head><body>" + status + "</body></html>";
        return new RestAnswer(status, Optional.of(html), "text/html", Map.of(), false);
    }

    public RestAnswer with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new RestAnswer(status, body, contentType, Map.copyOf(all), cut);
    }

    public RestAnswer asCut() {
        return new RestAnswer(status, body, contentType, headers, true);
    }
}
