package digestbot.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/// An event, as it is stored and sent.
///
/// @param id the same in every attempt and for every webhook, so that receivers recognise an event
///     that they have handled
/// @param body the type, the time and the data as JSON
public record WebhookEvent(String id, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 16;
    private static final String PREFIX = "msg_";
    private static final String TYPE = "type";
    private static final String TIMESTAMP = "timestamp";
    private static final String DATA = "data";

    static WebhookEvent of(EventType type, Instant at, ObjectNode data) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put(TYPE, type.id());
        body.put(TIMESTAMP, at.truncatedTo(ChronoUnit.MILLIS).toString());
        body.set(DATA, data);
        byte[] random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        return new WebhookEvent(PREFIX + HexFormat.of().formatHex(random), body.toString());
    }

    public static WebhookEvent test(WebhookSettings webhook, Instant at) {
        return of(EventType.TEST, at, JsonNodeFactory.instance.objectNode().put("webhook", webhook.name()));
    }

    EventType type() {
        String type = read(body).path(TYPE).asText();
        return EventType.find(type).orElseThrow(() -> new IllegalArgumentException("unknown event: " + type));
    }

    JsonNode data() {
        return read(body).path(DATA);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the event is not JSON", e);
        }
    }
}
