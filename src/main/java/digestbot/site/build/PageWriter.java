package digestbot.site.build;

import digestbot.site.SiteAnswer;
import digestbot.site.SiteEditions;
import digestbot.site.SitePages;
import digestbot.site.feed.FeedAddress;
import digestbot.site.feed.FeedFormat;
import digestbot.site.feed.SiteFeeds;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Writes what the site has at an address into the current unit of a build.
final class PageWriter {

    private final SiteBuild build;
    private final SitePages pages;
    private final SiteFeeds feeds;

    PageWriter(SiteBuild build, SitePages pages, SiteFeeds feeds) {
        this.build = build;
        this.pages = pages;
        this.feeds = feeds;
    }

    /// A page, or the notice that it was withdrawn; nothing if there is neither.
    void page(String path) throws IOException {
        switch (pages.at(build.transaction(), path)) {
            case SiteAnswer.Found(String html) -> build.page(path, () -> html);
            case SiteAnswer.Gone(String html) -> build.page(path, () -> html);
            case SiteAnswer.Elsewhere _, SiteAnswer.Missing _ -> {}
        }
    }

    /// Reads the digests of several feeds once.
    SiteEditions editions() {
        return feeds.editions(build.transaction());
    }

    /// A feed in each format; nothing if there is none.
    void feed(FeedAddress address, SiteEditions editions) throws IOException {
        var made = feeds.feed(build.transaction(), address, editions);
        if (made.isPresent()) {
            for (FeedFormat format : FeedFormat.values()) {
                build.file(address.path(format), () -> format.write(made.get()));
            }
        }
    }

    /// The feed whose file has that path.
    Optional<FeedAddress> feedAt(String file) {
        List<String> segments = List.of(file.split("/"));
        return feeds.find(build.transaction(), segments.subList(0, segments.size() - 1));
    }
}
