package digestbot.site.server;

import digestbot.database.Transaction;
import digestbot.i18n.Texts;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.PublishedDigestStore.ListedDigest;
import digestbot.library.archive.TopicDays;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddressFormat;
import digestbot.site.SiteAsset;
import digestbot.site.SiteLibrary;
import digestbot.site.XmlOutput;
import digestbot.web.WebResource;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The files that pages refer to, and the files for search engines.
public record SiteFileRoutes(List<SiteAsset> assets, SiteMap map, PageCache cache) implements SiteRoutes {

    private static final Duration MAX_AGE = Duration.ofHours(1);

    public SiteFileRoutes {
        assets = List.copyOf(assets);
    }

    @Override
    public void add(RoutesConfig routes) {
        for (SiteAsset asset : assets) {
            WebResource resource =
                    WebResource.ofAsset(asset.contentType(), asset.content().getBytes(StandardCharsets.UTF_8));
            SiteRoutes.get(routes, "/" + asset.path(), resource::accept);
        }
        WebResource robots = WebResource.ofText("text/plain; charset=utf-8", map.robots(), MAX_AGE);
        SiteRoutes.get(routes, "/" + SiteMap.ROBOTS, robots::accept);
        SiteRoutes.get(routes, "/" + SiteMap.FILE, context -> show(context, SiteMap.FILE));
        SiteRoutes.get(
                routes,
                "/sitemap-<number>.xml",
                context -> show(context, "sitemap-" + context.pathParam("number") + ".xml"));
    }

    private void show(Context context, String name) {
        cache.get(
                        name,
                        tx -> Optional.ofNullable(map.files(tx).get(name))
                                .<Consumer<Context>>map(content ->
                                        WebResource.ofText("application/xml; charset=utf-8", content, MAX_AGE))
                                .orElse(PageCache.NOT_FOUND))
                .accept(context);
    }

    /// The files for search engines: `robots.txt` and the sitemap. If there are too many addresses,
    /// the sitemap is an index of several files.
    public record SiteMap(SiteAddressFormat addresses, SiteLibrary site, int maxAddresses) {

        static final String FILE = "sitemap.xml";

        static final String ROBOTS = "robots.txt";

        /// The limit of the format.
        static final int MAX_ADDRESSES = 50_000;

        private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";

        public SiteMap(SiteAddressFormat addresses, SiteLibrary site) {
            this(addresses, site, MAX_ADDRESSES);
        }

        byte[] robots() {
            return ("User-agent: *\nAllow: /\n\nSitemap: " + addresses.absolute(FILE) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        }

        /// The sitemap files by name. The first one is [#FILE].
        Map<String, byte[]> files(Transaction transaction) {
            List<String> paths = paths(transaction);
            Map<String, byte[]> files = new LinkedHashMap<>();
            if (paths.size() <= maxAddresses) {
                files.put(FILE, written("urlset", "url", paths));
                return files;
            }
            List<String> parts = new ArrayList<>();
            files.put(FILE, new byte[0]);
            for (int from = 0; from < paths.size(); from += maxAddresses) {
                String name = "sitemap-%d.xml".formatted(parts.size() + 1);
                parts.add(name);
                files.put(
                        name,
                        written("urlset", "url", paths.subList(from, Math.min(paths.size(), from + maxAddresses))));
            }
            files.put(FILE, written("sitemapindex", "sitemap", parts));
            return files;
        }

        private List<String> paths(Transaction transaction) {
            List<String> paths = new ArrayList<>();
            paths.add(new SiteAddress.Home("").path());
            Texts.languages().stream().flatMap(SiteAddress.OfSite::in).forEach(page -> paths.add(page.path()));
            for (LibraryTopic topic : site.library().topics(transaction)) {
                String id = topic.topic().id();
                TopicDays days = site.library().allDays(transaction, id);
                var ofTopic = new TreeSet<String>();
                for (ListedDigest each :
                        days.all().values().stream().flatMap(List::stream).toList()) {
                    SiteAddress.OfDay address = SiteLibrary.address(days, each.key());
                    ofTopic.add(new SiteAddress.OfTopic(address.language(), id).path());
                    ofTopic.add(address.path());
                }
                paths.addAll(ofTopic);
            }
            return paths;
        }

        private byte[] written(String root, String item, List<String> paths) {
            var out = new XmlOutput();
            out.element(
                    root,
                    () -> paths.forEach(
                            path -> out.element(item, () -> out.textElement("loc", addresses.absolute(path)))),
                    "xmlns",
                    NAMESPACE);
            return out.bytes();
        }
    }
}
