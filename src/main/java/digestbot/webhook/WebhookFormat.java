package digestbot.webhook;

import digestbot.webhook.WebhookEvent.EventData;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
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
            case TEXT -> new Body(url, WebhookEvent.json(Map.of("text", text(EventText.of(event)))));
            case NTFY -> {
                EventText text = EventText.of(event);
                String message =
                        text.detail().map(more -> text.said() + "\n" + more).orElse(text.said());
                yield new Body(
                        url.resolve("." + query(url)),
                        WebhookEvent.json(new NtfyMessage(topic(url), text.headline(), message, text.url())));
            }
        };
    }

    private record NtfyMessage(String topic, String title, String message, Optional<String> click) {}

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
            WebhookEvent.TypedData read = event.read();
            return switch (read.data()) {
                case EventData.DigestData digest -> of(headline(read.type()), digest);
                case EventData.LateDigest(String id, String name, LocalDate day, Instant _) ->
                    plain("Late", "the digest of %s for %s has not arrived".formatted(topic(id, name), day));
                case EventData.EndedBroadcast(long broadcast, String state, long sent, long failed) ->
                    plain(
                            "Broadcast %d is %s".formatted(broadcast, state),
                            "%,d received it, %,d could not".formatted(sent, failed));
                case EventData.WebhookTest(String webhook) ->
                    plain("Test", "digestbot reaches the webhook " + line(webhook));
            };
        }

        private static String headline(EventType type) {
            return switch (type) {
                case PUBLISHED -> "Published";
                case CORRECTED -> "Corrected";
                case WITHDRAWN -> "Withdrawn";
                case HELD -> "Held for review";
                case LATE, BROADCAST_DONE, TEST -> throw new IllegalArgumentException(type + " is about no digest");
            };
        }

        private static EventText plain(String headline, String said) {
            return new EventText(headline, said, Optional.empty(), Optional.empty());
        }

        private static EventText of(String headline, EventData.DigestData digest) {
            String edition = line(digest.edition());
            return new EventText(
                    headline,
                    line(digest.title()),
                    Optional.of("%s, %s%s (%s)"
                            .formatted(
                                    topic(digest.topic(), digest.topicName()),
                                    digest.day(),
                                    edition.isEmpty() ? "" : ", " + edition,
                                    line(digest.language()))),
                    digest.url());
        }

        private static String topic(String id, String name) {
            String shown = line(name);
            return shown.isEmpty() ? line(id) : shown;
        }

        /// One line without control characters, so that the text looks like no other field.
        private static String line(String text) {
            String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ").strip();
            return line.codePointCount(0, line.length()) <= MAX_TITLE
                    ? line
                    : line.substring(0, line.offsetByCodePoints(0, MAX_TITLE)) + "…";
        }
    }
}
