package digestbot.site.server;

import digestbot.site.SiteAnswer;
import digestbot.site.SitePages;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The pages of digests. Their route matches every path, so it comes last.
public final class SitePageRoutes implements SiteRoutes {

    private static final String HTML = "text/html; charset=utf-8";
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final SitePages pages;
    private final PageCache cache;

    public SitePageRoutes(SitePages pages, PageCache cache) {
        this.pages = pages;
        this.cache = cache;
    }

    @Override
    public void add(RoutesConfig routes) {
        SiteRoutes.get(routes, "/*", this::show);
    }

    private void show(Context context) {
        String path = SitePaths.of(context, pages.layout().addresses());
        switch (cache.get(path, tx -> made(pages.at(tx, path)))) {
            case PageCache.Made.Page<SiteAnswer>(SiteResource page) -> page.send(context);
            case PageCache.Made.Other<SiteAnswer>(SiteAnswer answer) -> answer(context, answer);
        }
    }

    private static PageCache.Made<SiteAnswer> made(SiteAnswer answer) {
        return answer instanceof SiteAnswer.Found(String html)
                ? new PageCache.Made.Page<>(SiteResource.ofText(HTML, html.getBytes(StandardCharsets.UTF_8), MAX_AGE))
                : new PageCache.Made.Other<>(answer);
    }

    private void answer(Context context, SiteAnswer answer) {
        switch (answer) {
            case SiteAnswer.Found(String html) -> context.contentType(HTML).result(html);
            case SiteAnswer.Elsewhere(String path, boolean isPermanent) ->
                context.status(isPermanent ? HttpStatus.MOVED_PERMANENTLY : HttpStatus.FOUND)
                        .header(Header.LOCATION, pages.layout().addresses().link(path));
            case SiteAnswer.Gone(String html) ->
                context.status(HttpStatus.GONE).contentType(HTML).result(html);
            case SiteAnswer.Missing(String html) ->
                context.status(HttpStatus.NOT_FOUND).contentType(HTML).result(html);
        }
    }
}
