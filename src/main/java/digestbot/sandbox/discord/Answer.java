package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a request is answered with.
///
/// @param body the text of the answer; empty for 204
/// @param cut whether the connection is cut instead, after the request had its effect
record Answer(int status, Optional<String> body, String contentType, Map<String, String> headers, boolean cut) {

    static final Answer NO_CONTENT = new Answer(204, Optional.empty(), "application/json", Map.of(), false);

    static Answer of(int status, JsonNode body) {
        return new Answer(status, Optional.of(body.toString()), "application/json", Map.of(), false);
    }

    static Answer ok(JsonNode body) {
        return of(200, body);
    }

    static Answer page(int status) {
        String html = "<html><head><title>" + status + "</title></head><body>" + status + "</body></html>";
        return new Answer(status, Optional.of(html), "text/html", Map.of(), false);
    }

    Answer with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, body, contentType, Map.copyOf(all), cut);
    }

    Answer cutIf(boolean severed) {
        return new Answer(status, body, contentType, headers, severed);
    }
}
