package digestbot.site;

import java.time.Instant;
import java.util.List;

/// A feed, without any format. All addresses are absolute.
///
/// @param id the address of the folder of its files, which never changes and identifies the feed
/// @param title the title in plain text
/// @param language an IETF tag; empty if the entries are in several languages
/// @param author the name of the site
/// @param page the page that shows the same as the feed
/// @param entries the entries, the newest first
public record Feed(
        String id,
        String title,
        String language,
        String author,
        String page,
        Instant updated,
        List<FeedEntry> entries,
        List<DeletedEntry> deleted) {

    public Feed {
        entries = List.copyOf(entries);
        deleted = List.copyOf(deleted);
    }

    public String address(FeedFormat format) {
        return id + format.fileName();
    }

    /// A digest, or one perspective of it, in a feed.
    ///
    /// @param id an address that never changes and identifies the entry in all feeds
    /// @param updated the time of its last correction; without one, the time of publication
    /// @param html the whole text, as HTML without scripts
    /// @param category the name of the topic
    public record FeedEntry(
            String id,
            String title,
            String address,
            String language,
            Instant published,
            Instant updated,
            String html,
            String category) {}

    public record DeletedEntry(String id, Instant at) {}
}
