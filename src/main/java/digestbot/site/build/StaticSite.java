package digestbot.site.build;

import digestbot.database.Transaction;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.TopicDays;
import digestbot.site.EditionCards;
import digestbot.site.SearchPages;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAnswer;
import digestbot.site.SiteAsset;
import digestbot.site.SiteEditions;
import digestbot.site.SiteLibrary;
import digestbot.site.SitePages;
import digestbot.site.feed.FeedAddress;
import digestbot.site.feed.SiteFeeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Writes the site as files. A unit, such as the pages of a day, is made again only if something that
/// it depends on has changed. Digests are read one after the other, and pages
/// are made on all processors.
public final class StaticSite {

    private final SiteLibrary site;
    private final SitePages pages;
    private final SiteFeeds feeds;
    private final SiteMap map;
    private final SitePictures pictures;
    private final List<SiteAsset> assets;
    private final String configuration;

    /// What a build did.
    public record BuildResult(int written, int deleted, int files) {}

    /// The pictures of digests.
    ///
    /// @param days the number of the newest days of each topic that get pictures; older days keep theirs
    public record SitePictures(EditionCards cards, int days) {}

    /// @param configuration differs if pages look different without a change of digests
    public StaticSite(
            SiteLibrary site,
            SitePages pages,
            SiteFeeds feeds,
            SiteMap map,
            SitePictures pictures,
            List<SiteAsset> assets,
            String configuration) {
        this.site = site;
        this.pages = pages;
        this.feeds = feeds;
        this.map = map;
        this.pictures = pictures;
        this.assets = List.copyOf(assets);
        this.configuration = configuration;
    }

    /// Builds the site.
    ///
    /// @throws HalfMovedException if it could not be put into its place
    /// @throws IOException if it cannot be written; the folder then has the site as it was
    public BuildResult build(Transaction transaction, Path folder) throws IOException {
        try (var build = new SiteBuild(transaction, folder, configuration)) {
            return build(build);
        }
    }

    private BuildResult build(SiteBuild build) throws IOException {
        Transaction transaction = build.transaction();
        var search = new SearchIndex(site.library(), new SearchPages(pages.layout()));
        var writer = new PageWriter(build, pages, feeds);
        build.unit("assets", "", () -> writeAssets(build));
        List<String> all = new ArrayList<>();
        Set<String> languages = new TreeSet<>();
        Map<String, TopicDays> daysOfTopics = new LinkedHashMap<>();
        for (LibraryTopic topic : site.library().topics(transaction)) {
            TopicDays days = site.days().all(transaction, topic.topic().id());
            daysOfTopics.put(topic.topic().id(), days);
            all.add(new TopicFiles(site, pages, pictures, build, writer, search, topic, days).build(languages));
        }
        build.unit("home", all, () -> {
            languages.add("");
            SiteEditions editions = writer.editions();
            for (String language : languages) {
                writer.page(new SiteAddress.Home(language).path());
                writer.feed(new FeedAddress.OfSite(language), editions);
            }
        });
        build.unit("sitemap", all, () -> {
            for (Map.Entry<String, byte[]> file : map.files(daysOfTopics).entrySet()) {
                build.file(file.getKey(), file::getValue);
            }
        });
        build.await(); // the words of the digests are complete then
        search.build(build);
        return build.commit();
    }

    private void writeAssets(SiteBuild build) throws IOException {
        for (SiteAsset asset : assets) {
            build.file(asset.path(), asset::content);
        }
        build.file(SiteMap.ROBOTS, map::robots);
        if (pages.at(build.transaction(), "404/") instanceof SiteAnswer.Missing(String html)) {
            build.file("404.html", () -> html.getBytes(StandardCharsets.UTF_8));
        }
    }
}
