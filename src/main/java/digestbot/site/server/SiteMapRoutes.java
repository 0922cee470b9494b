package digestbot.site.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.Optional;

/// The files for search engines.
public final class SiteMapRoutes implements SiteRoutes {

    private static final Duration MAX_AGE = Duration.ofHours(1);

    private final SiteMap map;
    private final PageCache cache;

    public SiteMapRoutes(SiteMap map, PageCache cache) {
        this.map = map;
        this.cache = cache;
    }

    @Override
    public void add(RoutesConfig routes) {
        SiteResource robots = SiteResource.ofText("text/plain; charset=utf-8", map.robots(), MAX_AGE);
        SiteRoutes.get(routes, "/" + SiteMap.ROBOTS, robots::send);
        SiteRoutes.get(routes, "/" + SiteMap.FILE, context -> show(context, SiteMap.FILE));
        SiteRoutes.get(
                routes,
                "/sitemap-<number>.xml",
                context -> show(context, "sitemap-" + context.pathParam("number") + ".xml"));
    }

    private void show(Context context, String name) {
        PageCache.Made<String> made = cache.get(
                name,
                tx -> Optional.ofNullable(map.files(tx).get(name))
                        .<PageCache.Made<String>>map(content -> new PageCache.Made.Page<>(
                                SiteResource.ofText("application/xml; charset=utf-8", content, MAX_AGE)))
                        .orElseGet(() -> new PageCache.Made.Other<>(name)));
        if (made instanceof PageCache.Made.Page<String>(SiteResource file)) {
            file.send(context);
        } else {
            throw new NotFoundResponse();
        }
    }
}
