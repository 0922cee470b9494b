package digestbot.app;

import digestbot.api.PublicDigests;
import digestbot.api.PublicSearch;
import digestbot.api.http.ApiRoutes;
import digestbot.api.http.ClientLimits;
import digestbot.config.Config;
import digestbot.content.views.DigestViews;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.library.archive.Library;
import digestbot.site.SearchPages;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteAsset;
import digestbot.site.SiteLayout;
import digestbot.site.SiteLibrary;
import digestbot.site.SitePages;
import digestbot.site.SiteSearch;
import digestbot.site.SiteSettings;
import digestbot.site.feed.FeedLinks;
import digestbot.site.feed.SiteFeeds;
import digestbot.site.server.AssetRoutes;
import digestbot.site.server.CardRoutes;
import digestbot.site.server.FeedRoutes;
import digestbot.site.server.PageCache;
import digestbot.site.server.SearchRoutes;
import digestbot.site.server.SiteMap;
import digestbot.site.server.SiteMapRoutes;
import digestbot.site.server.SitePageRoutes;
import digestbot.site.server.SiteRoutes;
import digestbot.site.server.SiteServer;
import digestbot.web.TrustedProxies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The public site of the bot: what is served on its port.
final class SiteModule {

    /// How long readers may see a page after it changed.
    private static final Duration OLDEST_PAGE = Duration.ofSeconds(1);

    private final Config config;
    private final Database database;
    private final Library library;
    private final DigestViews views;
    private final Clocks clocks;
    private final List<SiteRoutes> always = new ArrayList<>();

    SiteModule(Config config, Database database, Library library, DigestViews views, Clocks clocks) {
        this.config = config;
        this.database = database;
        this.library = library;
        this.views = views;
        this.clocks = clocks;
    }

    /// Adds routes that are served even if nothing is public.
    SiteModule always(SiteRoutes added) {
        always.add(added);
        return this;
    }

    /// Starts the server; empty if the bot serves no site, or if it could not listen.
    Optional<SiteServer> start() {
        SiteSettings site = config.site();
        if (!site.isServed()) {
            return Optional.empty();
        }
        List<SiteRoutes> routes = new ArrayList<>(always);
        site.addresses().ifPresent(addresses -> {
            routes.add(api(site, addresses));
            routes.addAll(pages(site, addresses));
        });
        return SiteServer.start(site, routes);
    }

    private SiteRoutes api(SiteSettings site, SiteAddresses addresses) {
        return new ApiRoutes(
                database,
                new PublicDigests(library, views),
                new PublicSearch(library),
                addresses,
                new ClientLimits(clocks.monotonic()),
                new TrustedProxies(site.proxies()));
    }

    private List<SiteRoutes> pages(SiteSettings site, SiteAddresses addresses) {
        SiteAsset styles = SiteAsset.styles(config.topics().styles().colours());
        SiteAsset icon = SiteAsset.icon();
        var layout = new SiteLayout(addresses, site.name(), styles, icon, FeedLinks::of);
        var published = new SiteLibrary(library);
        var pages = new SitePages(published, views, layout);
        var feeds = new SiteFeeds(addresses, site.name(), published, views);
        var cache = new PageCache(database, library, OLDEST_PAGE, clocks);
        return List.of(
                new AssetRoutes(List.of(styles, icon)),
                new FeedRoutes(addresses, feeds, cache),
                new SiteMapRoutes(new SiteMap(addresses, published), cache),
                new CardRoutes(database, pages, views),
                new SearchRoutes(database, new SiteSearch(published), new SearchPages(layout), addresses),
                new SitePageRoutes(pages, cache));
    }
}
