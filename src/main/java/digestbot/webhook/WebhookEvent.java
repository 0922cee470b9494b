package digestbot.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import digestbot.database.RecordJson;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/// An event, as it is stored and sent.
///
/// @param id the same in every attempt and for every webhook, so that receivers recognise an event
///     that they have handled
/// @param body the type, the time and the data as JSON
public record WebhookEvent(String id, String body) {

    private static final JsonMapper JSON = RecordJson.mapper().build();

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 16;
    private static final String PREFIX = "msg_";

    /// The members of `data`, by the type of the event.
    public sealed interface EventData {

        /// A digest that was published, corrected, withdrawn or held.
        ///
        /// @param headline empty for withdrawn digests
        /// @param heldUntil only for [EventType#HELD]; empty if an editor must decide
        /// @param url only for published and corrected digests; empty if the digest has no page
        record DigestData(
                String topic,
                String topicName,
                LocalDate day,
                String edition,
                String language,
                String title,
                Optional<String> headline,
                int revision,
                Optional<Instant> heldUntil,
                Optional<String> url)
                implements EventData {}

        record LateDigest(String topic, String topicName, LocalDate day, Instant expectedAt) implements EventData {}

        /// `state` is the broadcast's last state, such as `done`.
        record EndedBroadcast(long broadcast, String state, long sent, long failed) implements EventData {}
    }

    private record Body(String type, Instant timestamp, EventData data) {}

    static WebhookEvent of(EventType type, Instant at, EventData data) {
        byte[] random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        return new WebhookEvent(
                PREFIX + HexFormat.of().formatHex(random),
                json(new Body(type.id(), at.truncatedTo(ChronoUnit.MILLIS), data)));
    }

    static String json(Object message) {
        return RecordJson.write(JSON.writer(), message);
    }

    JsonNode read() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the event is not JSON", e);
        }
    }
}
