package digestbot.app;

import digestbot.api.PublicDigests;
import digestbot.api.http.ApiRoutes;
import digestbot.api.push.DigestInbox;
import digestbot.api.push.PushRoutes;
import digestbot.content.views.DigestViews;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.library.archive.Library;
import digestbot.library.git.GitSettings;
import digestbot.site.SiteSettings;
import digestbot.site.server.SitePageRoutes;
import digestbot.site.server.SiteRoutes;
import digestbot.site.server.SiteServer;
import digestbot.web.TrustedProxies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class SiteModule {

    /// How long readers may see a page after it changed.
    private static final Duration OLDEST_PAGE = Duration.ofSeconds(1);

    private SiteModule() {}

    /// Empty if the bot serves no site, or if it could not listen. The server takes pushed digests
    /// even if nothing is public.
    static Optional<SiteServer> start(
            Config config, Database database, Library library, DigestViews views, Clocks clocks, RunningParts running) {
        SiteSettings site = config.site();
        if (!site.isServed()) {
            return Optional.empty();
        }
        List<SiteRoutes> routes = new ArrayList<>(List.of(pushes(config, database, library, running)));
        site.addresses().ifPresent(addresses -> {
            routes.add(new ApiRoutes(
                    database,
                    new PublicDigests(library, views),
                    addresses,
                    clocks.monotonic(),
                    new TrustedProxies(site.proxies())));
            routes.addAll(
                    SitePageRoutes.all(site, config.styles().colours(), database, library, views, OLDEST_PAGE, clocks));
        });
        return SiteServer.start(site, routes);
    }

    private static PushRoutes pushes(Config config, Database database, Library library, RunningParts running) {
        int maxBytes = config.library().maxFileBytes();
        DigestInbox inbox = running.work(
                new DigestInbox(
                        config.digests(), config.sources().git().map(GitSettings::folder), maxBytes, database, library),
                DigestInbox::close);
        return new PushRoutes(
                config.sources().push(),
                inbox,
                library,
                maxBytes,
                new TrustedProxies(config.site().proxies()),
                System::nanoTime);
    }
}
