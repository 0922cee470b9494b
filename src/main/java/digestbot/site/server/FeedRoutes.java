package digestbot.site.server;

import digestbot.database.Transaction;
import digestbot.site.SiteAddresses;
import digestbot.site.feed.Feed;
import digestbot.site.feed.FeedFormat;
import digestbot.site.feed.SiteFeeds;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The feeds of the site, of its topics and of their perspectives, in the main and other languages.
public final class FeedRoutes implements SiteRoutes {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private static final List<String> FOLDERS = List.of("/", "/{a}/", "/{a}/{b}/", "/{a}/{b}/{c}/");

    private final SiteAddresses addresses;
    private final SiteFeeds feeds;
    private final PageCache cache;

    public FeedRoutes(SiteAddresses addresses, SiteFeeds feeds, PageCache cache) {
        this.addresses = addresses;
        this.feeds = feeds;
        this.cache = cache;
    }

    @Override
    public void add(RoutesConfig routes) {
        for (FeedFormat format : FeedFormat.values()) {
            FOLDERS.forEach(
                    folder -> SiteRoutes.get(routes, folder + format.fileName(), context -> show(context, format)));
        }
    }

    private void show(Context context, FeedFormat format) {
        String path = SitePaths.of(context, addresses);
        String folder = path.substring(0, path.length() - format.fileName().length());
        List<String> segments = folder.isEmpty() ? List.of() : List.of(folder.split("/"));
        PageCache.Made<Optional<SiteResource>> made = cache.get(
                path,
                tx -> feed(tx, segments, format)
                        .<PageCache.Made<Optional<SiteResource>>>map(PageCache.Made.Page::new)
                        .orElseGet(() -> new PageCache.Made.Other<>(Optional.empty())));
        if (made instanceof PageCache.Made.Page<?>(SiteResource feed)) {
            feed.send(context);
        } else {
            throw new NotFoundResponse();
        }
    }

    private Optional<SiteResource> feed(Transaction transaction, List<String> folder, FeedFormat format) {
        return feeds.find(transaction, folder)
                .flatMap(address -> feeds.feed(transaction, address))
                .map(feed -> resource(feed, format));
    }

    private static SiteResource resource(Feed feed, FeedFormat format) {
        return SiteResource.ofText(format.mediaType() + "; charset=utf-8", format.write(feed), MAX_AGE);
    }
}
