package digestbot.site;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.site.Feed.DeletedEntry;
import digestbot.site.Feed.FeedEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

public enum FeedFormat {
    /// RFC 4287.
    ATOM("atom.xml", "application/atom+xml", "Atom"),
    /// <https://www.jsonfeed.org/version/1.1/>
    JSON_FEED("feed.json", "application/feed+json", "JSON Feed");

    private static final String JSON_VERSION = "https://jsonfeed.org/version/1.1";

    private final String fileName;
    private final String mediaType;
    private final String title;

    FeedFormat(String fileName, String mediaType, String title) {
        this.fileName = fileName;
        this.mediaType = mediaType;
        this.title = title;
    }

    public String fileName() {
        return fileName;
    }

    /// The type, without a character set: both formats are UTF-8 by definition.
    public String mediaType() {
        return mediaType;
    }

    public String title() {
        return title;
    }

    public byte[] write(Feed feed) {
        return switch (this) {
            case ATOM -> new AtomFeed(feed, new XmlOutput()).write();
            case JSON_FEED -> json(feed).toString().getBytes(StandardCharsets.UTF_8);
        };
    }

    /// Writes a feed as Atom (RFC 4287), with its withdrawn entries (RFC 6721).
    private record AtomFeed(Feed feed, XmlOutput out) {

        private static final String NAMESPACE = "http://www.w3.org/2005/Atom";
        private static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";

        private byte[] write() {
            List<String> attributes = new ArrayList<>(List.of("xmlns", NAMESPACE, "xmlns:at", TOMBSTONES));
            if (!feed.language().isEmpty()) {
                attributes.addAll(List.of("xml:lang", feed.language()));
            }
            out.element("feed", this::writeFeed, attributes.toArray(String[]::new));
            return out.bytes();
        }

        private void writeFeed() {
            out.textElement("id", feed.id());
            out.textElement("title", feed.title());
            out.textElement("updated", time(feed.updated()));
            out.element("author", () -> out.textElement("name", feed.author()));
            link("self", FeedFormat.ATOM.mediaType(), feed.address(FeedFormat.ATOM));
            link("alternate", "text/html", feed.page());
            link("alternate", FeedFormat.JSON_FEED.mediaType(), feed.address(FeedFormat.JSON_FEED));
            out.textElement("generator", "digestbot");
            feed.deleted().forEach(this::writeDeleted);
            feed.entries()
                    .forEach(entry -> out.element("entry", () -> writeEntry(entry), "xml:lang", entry.language()));
        }

        private void writeDeleted(DeletedEntry entry) {
            out.emptyElement("at:deleted-entry", "ref", entry.id(), "when", time(entry.at()));
        }

        private void writeEntry(FeedEntry entry) {
            out.textElement("id", entry.id());
            out.textElement("title", entry.title());
            link("alternate", "text/html", entry.address());
            out.textElement("published", time(entry.published()));
            out.textElement("updated", time(entry.updated()));
            out.emptyElement("category", "term", entry.category());
            out.textElement("content", entry.html(), "type", "html");
        }

        private void link(String relation, String type, String address) {
            out.emptyElement("link", "rel", relation, "type", type, "href", address);
        }
    }

    private static String time(Instant at) {
        return DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.SECONDS));
    }

    /// Writes a feed as JSON Feed 1.1. Withdrawn entries are omitted, because the format has none.
    private static ObjectNode json(Feed feed) {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("version", JSON_VERSION)
                .put("title", text(feed.title()))
                .put("home_page_url", feed.page())
                .put("feed_url", feed.address(JSON_FEED));
        if (!feed.language().isEmpty()) {
            root.put("language", feed.language());
        }
        root.putArray("authors").addObject().put("name", text(feed.author()));
        ArrayNode items = root.putArray("items");
        for (FeedEntry entry : feed.entries()) {
            items.addObject()
                    .put("id", entry.id())
                    .put("url", entry.address())
                    .put("title", text(entry.title()))
                    .put("content_html", text(entry.html()))
                    .put("date_published", time(entry.published()))
                    .put("date_modified", time(entry.updated()))
                    .put("language", entry.language())
                    .putArray("tags")
                    .add(text(entry.category()));
        }
        return root;
    }

    private static String text(String text) {
        return XmlOutput.clean(text);
    }
}
