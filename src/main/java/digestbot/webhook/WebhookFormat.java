package digestbot.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The form in which a receiver takes events. All are JSON, so that no part of a title can become a
/// header or another field.
public enum WebhookFormat {
    /// The event itself, for programs.
    JSON,
    /// A message for Slack, without formatting.
    SLACK,
    /// A message in Markdown, for Mattermost and Matrix.
    MARKDOWN,
    /// A notification of ntfy.
    NTFY;

    /// A zero-width space behind an at sign, so that a title mentions nobody.
    private static final String UNMENTIONING = "@\u200b";

    /// A request without its headers.
    record Body(URI to, String text) {}

    /// The name in the configuration.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The format of that name; empty if there is none.
    public static Optional<WebhookFormat> find(String id) {
        return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
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
            case SLACK -> {
                ObjectNode message = JsonNodeFactory.instance.objectNode();
                message.put("text", slack(EventText.of(event)));
                message.put("mrkdwn", false);
                yield body(url, message);
            }
            case MARKDOWN ->
                body(url, JsonNodeFactory.instance.objectNode().put("text", markdown(EventText.of(event))));
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

    /// Slack's three characters that begin links, mentions and entities.
    private static String slack(EventText text) {
        return Stream.of(Optional.of(text.first()), text.detail(), text.url())
                .flatMap(Optional::stream)
                .map(line -> line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .collect(Collectors.joining("\n"));
    }

    private static String markdown(EventText text) {
        String title = text.title().map(line -> ": " + escaped(line)).orElse("");
        List<Optional<String>> rest =
                List.of(text.detail().map(WebhookFormat::escaped), text.url().map(url -> "<" + url + ">"));
        return Stream.concat(Stream.of(Optional.of("**" + escaped(text.headline()) + "**" + title)), rest.stream())
                .flatMap(Optional::stream)
                .collect(Collectors.joining("  \n"));
    }

    private static String escaped(String line) {
        return line.replaceAll("[\\\\`*_{}\\[\\]()#+.!|<>~&:-]", "\\\\$0").replace("@", UNMENTIONING);
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
