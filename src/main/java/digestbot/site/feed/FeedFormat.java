package digestbot.site.feed;

import java.util.Arrays;
import java.util.Optional;

/// A format of feeds.
public enum FeedFormat {
    /// RFC 4287.
    ATOM("atom.xml", "application/atom+xml", "Atom"),
    /// <https://www.jsonfeed.org/version/1.1/>
    JSON_FEED("feed.json", "application/feed+json", "JSON Feed");

    private final String fileName;
    private final String mediaType;
    private final String title;

    FeedFormat(String fileName, String mediaType, String title) {
        this.fileName = fileName;
        this.mediaType = mediaType;
        this.title = title;
    }

    /// The last part of the address of each feed in this format.
    public String fileName() {
        return fileName;
    }

    /// The type, without a character set: both formats are UTF-8 by definition.
    public String mediaType() {
        return mediaType;
    }

    /// The name of the format, which is the same in all languages.
    public String title() {
        return title;
    }

    /// The format of the feeds with that file name; empty if there is none.
    public static Optional<FeedFormat> of(String fileName) {
        return Arrays.stream(values())
                .filter(format -> format.fileName.equals(fileName))
                .findFirst();
    }

    /// The feed in this format.
    public byte[] write(Feed feed) {
        return switch (this) {
            case ATOM -> AtomFeed.write(feed);
            case JSON_FEED -> JsonFeed.write(feed);
        };
    }
}
