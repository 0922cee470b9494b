package digestbot.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// An event in words, for channels that people read.
///
/// @param headline what happened, without the title
/// @param title of the digest; empty if the event is not about one
/// @param detail of which topic and day
/// @param url the digest's page
record EventText(String headline, Optional<String> title, Optional<String> detail, Optional<String> url) {

    private static final int MAX_TITLE = 300;

    static EventText of(WebhookEvent event) {
        JsonNode data = event.data();
        return switch (event.type()) {
            case PUBLISHED -> digest("Published", data);
            case CORRECTED -> digest("Corrected", data);
            case WITHDRAWN -> digest("Withdrawn", data);
            case HELD -> digest("Held for review", data);
            case LATE ->
                new EventText(
                        "Late: the digest of %s for %s has not come".formatted(topic(data), line(data, "day")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
            case BROADCAST_DONE ->
                new EventText(
                        "Broadcast %d is %s: %,d received it, %,d could not"
                                .formatted(
                                        data.path("broadcast").asLong(),
                                        line(data, "state"),
                                        data.path("sent").asLong(),
                                        data.path("failed").asLong()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
            case TEST ->
                new EventText(
                        "Test: digestbot reaches the webhook " + line(data, "webhook"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        };
    }

    private static EventText digest(String happened, JsonNode data) {
        String edition = line(data, "edition");
        return new EventText(
                happened,
                Optional.of(line(data, "title")),
                Optional.of("%s, %s%s (%s)"
                        .formatted(
                                topic(data),
                                line(data, "day"),
                                edition.isEmpty() ? "" : ", " + edition,
                                line(data, "language"))),
                Optional.of(data.path("url").asText("")).filter(url -> !url.isEmpty()));
    }

    /// The headline with the title.
    String first() {
        return title.map(text -> headline + ": " + text).orElse(headline);
    }

    private static String topic(JsonNode data) {
        String name = line(data, "topicName");
        return name.isEmpty() ? line(data, "topic") : name;
    }

    /// A value on one line, without control characters, so that it cannot look like another field.
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
