package digestbot.app;

import digestbot.config.Config;
import digestbot.site.server.SiteRoutes;
import digestbot.site.server.SiteServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The public site of the bot: what is served on its port.
final class SiteModule {

    private final Config config;
    private final List<SiteRoutes> routes = new ArrayList<>();

    SiteModule(Config config) {
        this.config = config;
    }

    /// Adds routes that need no public site.
    SiteModule always(SiteRoutes added) {
        routes.add(added);
        return this;
    }

    /// Starts the server; empty if the bot serves no site, or if it could not listen.
    Optional<SiteServer> start() {
        return config.site().isServed() ? SiteServer.start(config.site(), routes) : Optional.empty();
    }
}
