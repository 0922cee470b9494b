package digestbot.webhook;

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
    /// A message `{"text": …}` without formatting, which Slack, Mattermost and bridges to Matrix take.
    TEXT,
    /// A notification of ntfy.
    NTFY;

    /// Separates the signs that would begin a mention or a link.
    private static final String ZERO_WIDTH_SPACE = "\u200b";

    /// A request without its headers.
    record Body(URI to, String text) {}

    /// The name in the configuration.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Tells whether events in this format can be sent to the address.
    public boolean accepts(URI url) {
        return this != NTFY || !topic(url).isEmpty();
    }

    /// What is sent of an event.
    ///
    /// @param url the configured address
    Body body(URI url, WebhookEvent event) {
        return switch (this) {
            case JSON -> new Body(url, event.body());
            case TEXT -> body(url, JsonNodeFactory.instance.objectNode().put("text", text(EventText.of(event))));
            case NTFY -> {
                EventText text = EventText.of(event);
                ObjectNode message = JsonNodeFactory.instance.objectNode();
                message.put("topic", topic(url));
                message.put("title", text.headline());
                message.put("message", lines(Stream.of(text.title(), text.detail()), text.headline()));
                text.url().ifPresent(page -> message.put("click", page));
                yield body(url.resolve("." + query(url)), message);
            }
        };
    }

    private static Body body(URI to, ObjectNode message) {
        return new Body(to, message.toString());
    }

    private static String lines(Stream<Optional<String>> lines, String otherwise) {
        String text = lines.flatMap(Optional::stream).collect(Collectors.joining("\n"));
        return text.isEmpty() ? otherwise : text;
    }

    /// Slack, Mattermost and Matrix all read these three entities, and each gives its own meaning to other
    /// formatting.
    private static String text(EventText text) {
        return Stream.of(
                        Optional.of(text.first()).map(WebhookFormat::escaped),
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
}
