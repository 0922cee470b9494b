package digestbot.site.server;

import digestbot.database.Database;
import digestbot.i18n.Texts;
import digestbot.site.SearchPages;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteSearch;
import digestbot.site.SiteSearch.SiteHits;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The search of the site. Few searches run at a time, so that readers of chats hardly wait for them.
public final class SearchRoutes implements SiteRoutes {

    private static final String HTML = "text/html; charset=utf-8";
    private static final Duration MAX_AGE = Duration.ofMinutes(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);
    private static final int MAX_CONCURRENT = 2;
    private static final int MAX_PAGE = 50;
    private static final String RETRY_SECONDS = "5";

    private final Database database;
    private final SiteSearch search;
    private final SearchPages pages;
    private final SiteAddresses addresses;
    private final Semaphore running = new Semaphore(MAX_CONCURRENT, true);

    public SearchRoutes(Database database, SiteSearch search, SearchPages pages, SiteAddresses addresses) {
        this.database = database;
        this.search = search;
        this.pages = pages;
        this.addresses = addresses;
    }

    @Override
    public void add(RoutesConfig routes) {
        for (String language : Texts.languages()) {
            String path = new SiteAddress.Search(language).path();
            SiteRoutes.get(routes, "/" + path, context -> {
                if (context.path().endsWith("/")) {
                    show(context, language);
                } else {
                    context.redirect(addresses.link(path), HttpStatus.MOVED_PERMANENTLY);
                }
            });
        }
    }

    private void show(Context context, String language) throws InterruptedException {
        String words = words(context);
        if (words.isEmpty()) {
            send(context, pages.empty(language));
            return;
        }
        int page = page(context);
        Optional<SiteHits> found = find(words, page);
        if (found.isPresent()) {
            send(context, pages.results(language, words, found.get()));
        } else {
            context.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(Header.RETRY_AFTER, RETRY_SECONDS)
                    .contentType(HTML)
                    .result(pages.busy(language, words));
        }
    }

    private Optional<SiteHits> find(String words, int page) throws InterruptedException {
        if (!running.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(database.read(tx -> search.find(tx, words, page)));
        } finally {
            running.release();
        }
    }

    private static void send(Context context, String html) {
        SiteResource.ofText(HTML, html.getBytes(StandardCharsets.UTF_8), MAX_AGE)
                .send(context);
    }

    private static String words(Context context) {
        String typed = Optional.ofNullable(context.queryParam(SearchPages.WORDS))
                .orElse("")
                .strip();
        return typed.length() <= SearchPages.MAX_TYPED ? typed : typed.substring(0, SearchPages.MAX_TYPED);
    }

    private static int page(Context context) {
        try {
            return Math.clamp(
                    Integer.parseInt(Optional.ofNullable(context.queryParam(SearchPages.PAGE))
                            .orElse("1")),
                    1,
                    MAX_PAGE);
        } catch (NumberFormatException _) {
            return 1;
        }
    }
}
