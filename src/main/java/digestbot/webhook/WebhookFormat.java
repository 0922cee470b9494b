package digestbot.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.audience.StoredEnum;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The format in which a receiver takes events. All formats are JSON, so that no part of a title
/// can become a header or another field.
public enum WebhookFormat implements StoredEnum {
    /// The event itself, for programs.
    JSON,
    /// A message `{"text": …}`, which Slack, Mattermost and bridges to Matrix take.
    TEXT;

    /// Separates characters that would begin a mention or a link.
    private static final String ZERO_WIDTH_SPACE = "\u200b";

    String body(WebhookEvent event) {
        return switch (this) {
            case JSON -> event.body();
            case TEXT -> WebhookEvent.json(Map.of("text", text(EventText.of(event))));
        };
    }

    /// Escapes the text. Slack, Mattermost and Matrix all read these three entities, but differ in
    /// other formatting.
    private static String text(EventText text) {
        return Stream.of(
                        Optional.of(escaped(text.headline() + ": " + text.said())),
                        text.detail().map(WebhookFormat::escaped),
                        text.url())
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
    }

    private static String escaped(String line) {
        return line.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "@" + ZERO_WIDTH_SPACE)
                .replace("](", "]" + ZERO_WIDTH_SPACE + "(");
    }

    /// An event in words, for channels that people read. `detail` is the topic and the day.
    private record EventText(String headline, String said, Optional<String> detail, Optional<String> url) {

        private static final int MAX_TITLE = 300;

        static EventText of(WebhookEvent event) {
            JsonNode read = event.read();
            JsonNode data = read.path("data");
            String type = read.path("type").asText();
            return switch (StoredEnum.of(EventType.class, type)) {
                case PUBLISHED -> digest("Published", data);
                case CORRECTED -> digest("Corrected", data);
                case WITHDRAWN -> digest("Withdrawn", data);
                case HELD -> digest("Held for review", data);
                case LATE ->
                    plain("Late", "the digest of %s for %s has not arrived".formatted(topic(data), line(data, "day")));
                case BROADCAST_DONE ->
                    plain(
                            "Broadcast %s is %s".formatted(line(data, "broadcast"), line(data, "state")),
                            "%,d received it, %,d could not"
                                    .formatted(
                                            data.path("sent").asLong(),
                                            data.path("failed").asLong()));
            };
        }

        private static EventText plain(String headline, String said) {
            return new EventText(headline, said, Optional.empty(), Optional.empty());
        }

        private static EventText digest(String headline, JsonNode data) {
            String edition = line(data, "edition");
            return new EventText(
                    headline,
                    line(data, data.has("headline") ? "headline" : "title"),
                    Optional.of("%s, %s%s (%s)"
                            .formatted(
                                    topic(data),
                                    line(data, "day"),
                                    edition.isEmpty() ? "" : ", " + edition,
                                    line(data, "language"))),
                    Optional.ofNullable(data.path("url").textValue()));
        }

        private static String topic(JsonNode data) {
            String name = line(data, "topicName");
            return name.isEmpty() ? line(data, "topic") : name;
        }

        /// Reads one line without control characters, so that the text cannot look like another
        /// field.
        private static String line(JsonNode data, String member) {
            String line = data.path(member)
                    .asText()
                    .replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ")
                    .strip();
            return line.codePointCount(0, line.length()) <= MAX_TITLE
                    ? line
                    : line.substring(0, line.offsetByCodePoints(0, MAX_TITLE)) + "…";
        }
    }
}
