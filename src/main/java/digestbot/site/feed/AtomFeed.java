package digestbot.site.feed;

import digestbot.site.feed.Feed.DeletedEntry;
import digestbot.site.feed.Feed.FeedEntry;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// Writes a feed as Atom (RFC 4287), with its withdrawn entries (RFC 6721).
final class AtomFeed {

    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";
    private static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";

    private final Feed feed;
    private final XmlOutput out = new XmlOutput();

    private AtomFeed(Feed feed) {
        this.feed = feed;
    }

    static byte[] write(Feed feed) {
        return new AtomFeed(feed).bytes();
    }

    private byte[] bytes() {
        out.declaration();
        if (feed.language().isEmpty()) {
            out.element("feed", this::writeFeed, "xmlns", NAMESPACE, "xmlns:at", TOMBSTONES);
        } else {
            out.element(
                    "feed", this::writeFeed, "xmlns", NAMESPACE, "xmlns:at", TOMBSTONES, "xml:lang", feed.language());
        }
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
        feed.entries().forEach(entry -> out.element("entry", () -> writeEntry(entry), "xml:lang", entry.language()));
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

    static String time(Instant at) {
        return DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.SECONDS));
    }
}
