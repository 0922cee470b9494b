package digestbot.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The form in which a receiver takes events. All are JSON, so that no part of a title can become a
/// header or another field.
public enum WebhookFormat {
    /// The event itself, for programs.
    JSON,
    /// A message `{"text": …}`, which Slack, Mattermost and bridges to Matrix take.
    TEXT,
    NTFY;

    /// Separates the signs that would begin a mention or a link.
    private static final String ZERO_WIDTH_SPACE = "\u200b";

    record Body(URI to, String text) {}

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean accepts(URI url) {
        return this != NTFY || !topic(url).isEmpty();
    }

    Body body(URI url, WebhookEvent event) {
        return switch (this) {
            case JSON -> new Body(url, event.body());
            case TEXT -> body(url, JsonNodeFactory.instance.objectNode().put("text", text(EventText.of(event))));
            case NTFY -> {
                EventText text = EventText.of(event);
                ObjectNode message = JsonNodeFactory.instance.objectNode();
                message.put("topic", topic(url));
                message.put("title", text.headline());
                message.put(
                        "message",
                        text.detail().map(more -> text.said() + "\n" + more).orElse(text.said()));
                text.url().ifPresent(page -> message.put("click", page));
                yield body(url.resolve("." + query(url)), message);
            }
        };
    }

    private static Body body(URI to, ObjectNode message) {
        return new Body(to, message.toString());
    }

    /// Slack, Mattermost and Matrix all read these three entities, and each gives its own meaning
    /// to other formatting.
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

    private static String query(URI url) {
        return url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    }

    /// The last part of the path, which ntfy takes as the topic.
    private static String topic(URI url) {
        String path = url.getPath() == null ? "" : url.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// An event in words, for channels that people read. The detail is its topic and day.
    private record EventText(String headline, String said, Optional<String> detail, Optional<String> url) {

        private static final int MAX_TITLE = 300;

        static EventText of(WebhookEvent event) {
            JsonNode data = event.data();
            return switch (event.type()) {
                case PUBLISHED -> digest("Published", data);
                case CORRECTED -> digest("Corrected", data);
                case WITHDRAWN -> digest("Withdrawn", data);
                case HELD -> digest("Held for review", data);
                case LATE ->
                    plain("Late", "the digest of %s for %s has not arrived".formatted(topic(data), line(data, "day")));
                case BROADCAST_DONE ->
                    plain(
                            "Broadcast %d is %s"
                                    .formatted(data.path("broadcast").asLong(), line(data, "state")),
                            "%,d received it, %,d could not"
                                    .formatted(
                                            data.path("sent").asLong(),
                                            data.path("failed").asLong()));
                case TEST -> plain("Test", "digestbot reaches the webhook " + line(data, "webhook"));
            };
        }

        private static EventText plain(String headline, String said) {
            return new EventText(headline, said, Optional.empty(), Optional.empty());
        }

        private static EventText digest(String happened, JsonNode data) {
            String edition = line(data, "edition");
            return new EventText(
                    happened,
                    line(data, "title"),
                    Optional.of("%s, %s%s (%s)"
                            .formatted(
                                    topic(data),
                                    line(data, "day"),
                                    edition.isEmpty() ? "" : ", " + edition,
                                    line(data, "language"))),
                    Optional.of(data.path("url").asText("")).filter(url -> !url.isEmpty()));
        }

        private static String topic(JsonNode data) {
            String name = line(data, "topicName");
            return name.isEmpty() ? line(data, "topic") : name;
        }

        /// A value on one line without control characters, so that it looks like no other field.
        private static String line(JsonNode data, String field) {
            String text = data.path(field)
                    .asText("")
                    .replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ")
                    .strip();
            return text.codePointCount(0, text.length()) <= MAX_TITLE
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, MAX_TITLE)) + "…";
        }
    }
}
