package digestbot.site.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.site.feed.Feed.FeedEntry;
import java.nio.charset.StandardCharsets;

/// Writes a feed as JSON Feed 1.1. The format has no withdrawn entries: they are left out.
final class JsonFeed {

    private static final String VERSION = "https://jsonfeed.org/version/1.1";

    private JsonFeed() {}

    static byte[] write(Feed feed) {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("version", VERSION)
                .put("title", text(feed.title()))
                .put("home_page_url", feed.page())
                .put("feed_url", feed.address(FeedFormat.JSON_FEED));
        if (!feed.language().isEmpty()) {
            root.put("language", feed.language());
        }
        root.putArray("authors").addObject().put("name", text(feed.author()));
        ArrayNode items = root.putArray("items");
        feed.entries().forEach(entry -> items.add(item(entry)));
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode item(FeedEntry entry) {
        ObjectNode item = JsonNodeFactory.instance
                .objectNode()
                .put("id", entry.id())
                .put("url", entry.address())
                .put("title", text(entry.title()))
                .put("content_html", text(entry.html()))
                .put("date_published", AtomFeed.time(entry.published()))
                .put("date_modified", AtomFeed.time(entry.updated()))
                .put("language", entry.language());
        item.putArray("tags").add(text(entry.category()));
        return item;
    }

    /// The same characters as in Atom, so that a reader sees the same entry in both formats.
    private static String text(String text) {
        return XmlText.of(text);
    }
}
