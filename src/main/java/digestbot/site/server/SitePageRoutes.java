package digestbot.site.server;

import digestbot.concurrent.FewThreads;
import digestbot.concurrent.LruCache;
import digestbot.content.Reader;
import digestbot.content.card.CardRenderer;
import digestbot.content.views.DigestContentBuilder;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.search.SearchQuery;
import digestbot.markdown.Markdown;
import digestbot.site.EditionPages;
import digestbot.site.FeedFormat;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddressFormat;
import digestbot.site.SiteAsset;
import digestbot.site.SiteEdition;
import digestbot.site.SiteFeeds;
import digestbot.site.SiteLayout;
import digestbot.site.SiteLibrary;
import digestbot.site.SiteLibrary.SiteResultPage;
import digestbot.site.SitePages;
import digestbot.site.SitePages.SiteAnswer;
import digestbot.site.SiteSettings;
import digestbot.site.SubscribeLinks;
import digestbot.site.TopicPages.SearchPages;
import digestbot.web.ClientLimits;
import digestbot.web.TrustedProxies;
import digestbot.web.WebResource;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.GoneResponse;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The pages of digests. Their route matches every path, so it must be the last one.
public record SitePageRoutes(SitePages pages, PageCache cache) implements SiteRoutes {

    private static final String BEFORE = "before";
    private static final String HTML = "text/html; charset=utf-8";
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    /// All routes for the published digests.
    ///
    /// @param colours the possible colours of perspectives, as 0xRRGGBB
    /// @param subscribe the known links by which readers get the digests in chats
    /// @param oldestPage the time for which readers may see a page after it changed
    public static List<SiteRoutes> all(
            SiteSettings settings,
            SortedSet<Integer> colours,
            SitePages.Making making,
            Database database,
            Library library,
            DigestContentBuilder views,
            Supplier<SubscribeLinks> subscribe,
            Duration oldestPage,
            Clocks clocks) {
        SiteAddressFormat addresses = settings.addresses().orElseThrow();
        SiteAsset styles = SiteAsset.styles(colours);
        SiteAsset icon = SiteAsset.icon();
        var layout = new SiteLayout(addresses, settings.name(), styles, icon, subscribe, List.of());
        var published = new SiteLibrary(library);
        var pages = new SitePages(published, views, layout, Markdown.parse(settings.about()), making);
        var feeds = new SiteFeeds(addresses, settings, published, views);
        var cache = new PageCache(database, library, subscribe, oldestPage, clocks);
        return List.of(
                new FeedRoutes(addresses, feeds, cache),
                new SiteFileRoutes(List.of(styles, icon), new SiteFileRoutes.SiteMap(addresses, published), cache),
                new CardRoutes(
                        cache,
                        pages,
                        views,
                        new LruCache<>(CardRoutes.MAX_BYTES, PageCache::bytes),
                        new FewThreads("site-card", 1)),
                new SearchRoutes(
                        database,
                        cache,
                        published,
                        layout,
                        new ClientLimits(clocks.monotonic(), SearchRoutes.PER_MINUTE, Duration.ofMinutes(1)),
                        new TrustedProxies(settings.proxies()),
                        new FewThreads("site-search", 1)),
                new SitePageRoutes(pages, cache));
    }

    @Override
    public void add(RoutesConfig routes) {
        SiteRoutes.get(routes, "/*", this::show);
    }

    private void show(Context context) {
        String path = SiteRoutes.path(context, pages.layout().addresses())
                + Optional.ofNullable(context.queryParam(BEFORE))
                        .map(SiteAddress.BEFORE::concat)
                        .orElse("");
        cache.get(path, tx -> answer(pages.at(tx, path))).accept(context);
    }

    private Consumer<Context> answer(SiteAnswer answer) {
        return switch (answer) {
            case SiteAnswer.Found(String html) -> ofHtml(html);
            case SiteAnswer.Elsewhere(String path, boolean isPermanent) ->
                context -> context.status(isPermanent ? HttpStatus.MOVED_PERMANENTLY : HttpStatus.FOUND)
                        .header(Header.LOCATION, pages.layout().addresses().link(path));
            case SiteAnswer.Gone(String language) -> nothing(HttpStatus.GONE, language);
            case SiteAnswer.Missing(String language) -> nothing(HttpStatus.NOT_FOUND, language);
        };
    }

    /// One page for all addresses that do not exist, because strangers may request any number of
    /// them.
    private Consumer<Context> nothing(HttpStatus status, String asked) {
        String language = Texts.of(asked).language();
        return context -> {
            WebResource page = cache.part(
                    status.getCode() + language, tx -> ofHtml(pages.nothing(tx, language, status == HttpStatus.GONE)));
            context.status(status).contentType(HTML).result(page.content());
        };
    }

    private static WebResource ofHtml(String html) {
        return WebResource.ofText(HTML, html.getBytes(StandardCharsets.UTF_8), MAX_AGE);
    }

    /// The pictures of digests in link previews. The site draws at most one at a time, so that
    /// readers who request one in a chat hardly wait.
    private record CardRoutes(
            PageCache cache,
            SitePages pages,
            DigestContentBuilder views,
            LruCache<PictureKey, WebResource> pictures,
            FewThreads drawing)
            implements SiteRoutes {

        private static final long MAX_BYTES = 16L << 20;
        private static final Duration MAX_AGE = Duration.ofHours(1);

        private record PictureKey(long digest, int revision) {}

        @Override
        public void add(RoutesConfig routes) {
            for (String folder : new String[] {"/{topic}/{day}/", "/{language}/{topic}/{day}/"}) {
                SiteRoutes.get(routes, folder + EditionPages.PICTURE, this::show);
            }
        }

        private void show(Context context) {
            String path = SiteRoutes.path(context, pages.layout().addresses());
            String folder = path.substring(0, path.length() - EditionPages.PICTURE.length());
            picture(cache.read(tx -> edition(tx, folder))).accept(context);
        }

        private SiteEdition edition(Transaction transaction, String folder) {
            return pages.edition(transaction, folder)
                    .orElseThrow(() -> pages.isGone(transaction, folder)
                            ? new GoneResponse("Withdrawn.")
                            : new NotFoundResponse());
        }

        private WebResource picture(SiteEdition edition) {
            var key = new PictureKey(edition.number(), edition.revision());
            return pictures.find(key)
                    .orElseGet(() ->
                            PageCache.inTurn(drawing, () -> pictures.find(key).orElseGet(() -> draw(key, edition))));
        }

        private WebResource draw(PictureKey key, SiteEdition edition) {
            WebResource drawn = WebResource.ofPicture("image/png", png(edition.digest()), MAX_AGE)
                    .modifiedAt(edition.updatedAt());
            pictures.put(key, drawn);
            return drawn;
        }

        private byte[] png(Digest digest) {
            String language = digest.key().language();
            return CardRenderer.preview(
                    views.card(digest, Reader.on(digest.key().day(), language)), language);
        }
    }

    /// The feeds of the site, of its topics and of their perspectives, in the main and other
    /// languages.
    private record FeedRoutes(SiteAddressFormat addresses, SiteFeeds feeds, PageCache cache) implements SiteRoutes {

        private static final Duration MAX_AGE = Duration.ofMinutes(5);

        private static final List<String> FOLDERS = List.of("/", "/{a}/", "/{a}/{b}/", "/{a}/{b}/{c}/");

        @Override
        public void add(RoutesConfig routes) {
            for (FeedFormat format : FeedFormat.values()) {
                FOLDERS.forEach(
                        folder -> SiteRoutes.get(routes, folder + format.fileName(), context -> show(context, format)));
            }
        }

        private void show(Context context, FeedFormat format) {
            String path = SiteRoutes.path(context, addresses);
            String folder = path.substring(0, path.length() - format.fileName().length());
            List<String> segments = folder.isEmpty() ? List.of() : List.of(folder.split("/"));
            cache.get(
                            path,
                            tx -> feeds.find(tx, segments)
                                    .flatMap(address -> feeds.feed(tx, address))
                                    .<Consumer<Context>>map(feed -> WebResource.ofText(
                                            format.mediaType() + "; charset=utf-8", format.write(feed), MAX_AGE))
                                    .orElse(PageCache.NOT_FOUND))
                    .accept(context);
        }
    }

    record SearchRoutes(
            Database database,
            PageCache cache,
            SiteLibrary site,
            SiteLayout layout,
            ClientLimits limits,
            TrustedProxies proxies,
            FewThreads searching)
            implements SiteRoutes {

        /// The searches of a client.
        static final int PER_MINUTE = 30;

        private static final Duration MAX_WAIT = Duration.ofSeconds(2);
        private static final int MAX_PAGE = 50;
        private static final Duration RETRY = Duration.ofSeconds(4);

        @Override
        public void add(RoutesConfig routes) {
            for (String language : Texts.languages()) {
                String path = new SiteAddress.Search(language).path();
                SiteRoutes.get(routes, "/" + path, context -> {
                    if (context.path().endsWith("/")) {
                        show(context, language);
                    } else {
                        context.redirect(layout.addresses().link(path), HttpStatus.MOVED_PERMANENTLY);
                    }
                });
            }
        }

        private void show(Context context, String language) throws InterruptedException {
            String words = words(context);
            if (words.isEmpty()) {
                cache.get(
                                new SiteAddress.Search(language).path(),
                                tx -> ofHtml(pages(tx, language).empty(language)))
                        .accept(context);
                return;
            }
            Optional<Duration> wait = limits.refuse(proxies.client(context), 1);
            if (wait.isPresent()) {
                refuse(
                        context,
                        HttpStatus.TOO_MANY_REQUESTS,
                        wait.get(),
                        new SearchPages(layout).busy(language, words));
                return;
            }
            int page = page(context);
            Optional<String> results = searching.call(
                    MAX_WAIT,
                    () -> database.read(
                            tx -> pages(tx, language).results(language, words, page, find(tx, words, language, page))));
            if (results.isPresent()) {
                ofHtml(results.get()).accept(context);
            } else {
                refuse(context, HttpStatus.SERVICE_UNAVAILABLE, RETRY, new SearchPages(layout).busy(language, words));
            }
        }

        private SearchPages pages(Transaction transaction, String language) {
            return new SearchPages(layout.with(site.topics(transaction, language)));
        }

        private SiteResultPage find(Transaction transaction, String words, String language, int page) {
            return site.search(
                    transaction,
                    SearchQuery.of(words),
                    language,
                    SearchPages.HITS_OF_PAGE,
                    (page - 1) * SearchPages.HITS_OF_PAGE);
        }

        private static void refuse(Context context, HttpStatus status, Duration wait, String html) {
            context.status(status)
                    .header(Header.RETRY_AFTER, Long.toString(1 + wait.toSeconds()))
                    .contentType(HTML)
                    .result(html);
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
}
