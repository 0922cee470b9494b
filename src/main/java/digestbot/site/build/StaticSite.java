package digestbot.site.build;

import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.ListedDigestStore.ListedDigest;
import digestbot.library.archive.TopicDays;
import digestbot.library.archive.WithdrawnDigestStore;
import digestbot.library.archive.WithdrawnDigestStore.WithdrawnDigest;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAnswer;
import digestbot.site.SiteAsset;
import digestbot.site.SiteEdition;
import digestbot.site.SiteEditions;
import digestbot.site.SiteLibrary;
import digestbot.site.SitePages;
import digestbot.site.build.SiteManifest.Unit;
import digestbot.site.feed.FeedAddress;
import digestbot.site.feed.FeedFormat;
import digestbot.site.feed.SiteFeeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes the site as files. A unit, such as the pages of a day, is made again only if something that
/// it depends on has changed. Digests are read one after the other.
public final class StaticSite {

    private static final int FEED_DAYS = 30;
    private static final int LANGUAGE_DAYS = 30;
    private static final String INDEX = "index.html";

    private final SiteLibrary site;
    private final Library library;
    private final SitePages pages;
    private final SiteFeeds feeds;
    private final SiteMap map;
    private final List<SiteAsset> assets;
    private final String configuration;
    private final WithdrawnDigestStore withdrawn = new WithdrawnDigestStore();

    /// What a build did.
    public record BuildResult(int written, int deleted, int files) {}

    /// @param configuration differs if pages look different without a change of digests
    public StaticSite(
            SiteLibrary site,
            SitePages pages,
            SiteFeeds feeds,
            SiteMap map,
            List<SiteAsset> assets,
            String configuration) {
        this.site = site;
        library = site.library();
        this.pages = pages;
        this.feeds = feeds;
        this.map = map;
        this.assets = List.copyOf(assets);
        this.configuration = configuration;
    }

    /// Builds the site.
    ///
    /// @throws IOException if it cannot be written; the folder then has the site as it was
    public BuildResult build(Transaction transaction, Path folder) throws IOException {
        return new Run(transaction, SiteFolder.open(folder)).build();
    }

    /// One build.
    private final class Run {

        private final Transaction transaction;
        private final SiteFolder folder;
        private final SiteManifest after = new SiteManifest();
        private int written;
        private List<String> files = new ArrayList<>();

        private interface Making {
            void make() throws IOException;
        }

        Run(Transaction transaction, SiteFolder folder) {
            this.transaction = transaction;
            this.folder = folder;
        }

        BuildResult build() throws IOException {
            unit("assets", configuration, this::writeAssets);
            List<Object> all = new ArrayList<>();
            Set<String> languages = new TreeSet<>();
            for (LibraryTopic topic : library.topics(transaction)) {
                all.add(topic(topic, languages));
            }
            unit("home", key(all), () -> {
                languages.add("");
                SiteEditions editions = feeds.editions(transaction);
                for (String language : languages) {
                    page(new SiteAddress.Home(language).path());
                    feed(new FeedAddress.OfSite(language), editions);
                }
            });
            unit("sitemap", key(all), () -> {
                for (Map.Entry<String, byte[]> file : map.files(transaction).entrySet()) {
                    file(file.getKey(), file.getValue());
                }
            });
            int deleted = folder.commit(after);
            return new BuildResult(written, deleted, after.files().size());
        }

        private void writeAssets() throws IOException {
            for (SiteAsset asset : assets) {
                file(asset.path(), asset.content());
            }
            file(SiteMap.ROBOTS, map.robots());
            if (pages.at(transaction, "404/") instanceof SiteAnswer.Missing(String html)) {
                file("404.html", html.getBytes(StandardCharsets.UTF_8));
            }
        }

        /// Builds the pages of a topic.
        ///
        /// @param languages receives the tags of the languages that have pages of their own
        /// @return a key of all its digests
        private String topic(LibraryTopic topic, Set<String> languages) throws IOException {
            String id = topic.topic().id();
            TopicDays days = site.days().all(transaction, id);
            Map<LocalDate, List<WithdrawnDigest>> gone = new TreeMap<>();
            for (WithdrawnDigest each : withdrawn.latest(transaction, id, Integer.MAX_VALUE)) {
                gone.computeIfAbsent(each.key().day(), _ -> new ArrayList<>()).add(each);
            }
            boolean isMultilingual = days.all().values().stream()
                            .flatMap(Collection::stream)
                            .map(each -> each.key().language())
                            .distinct()
                            .count()
                    > 1;
            Map<YearMonth, List<Object>> months = new TreeMap<>();
            Set<LocalDate> every = new TreeSet<>(days.all().keySet());
            every.addAll(gone.keySet());
            for (LocalDate day : every) {
                List<WithdrawnDigest> goneThen = gone.getOrDefault(day, List.of());
                String key = key(List.of(topic.topic().name(), around(days, day), goneThen));
                unit(id + "/" + day, key, () -> day(days, day, goneThen));
                months.computeIfAbsent(YearMonth.from(day), _ -> new ArrayList<>())
                        .add(key);
            }
            if (isMultilingual) {
                languages.addAll(site.otherLanguages(transaction, id, LANGUAGE_DAYS));
            }
            Set<String> own = new LinkedHashSet<>(Set.of(""));
            own.addAll(languages);
            for (YearMonth month : library.months(transaction, id)) {
                String key =
                        key(List.of(topic.topic().name(), months.getOrDefault(month, List.of()), months.keySet(), own));
                unit(id + "/" + month, key, () -> {
                    for (String language : own) {
                        page(new SiteAddress.OfMonth(language, id, month).path());
                    }
                });
            }
            String all = key(List.of(topic, months, own));
            unit(id, all, () -> overview(id, own));
            return all;
        }

        /// What the pages of a day depend on: its own digests, where these are and which language is the
        /// main one, and the addresses of their neighbours.
        private List<Object> around(TopicDays days, LocalDate day) {
            List<Object> around = new ArrayList<>();
            around.add(days.languages(day).all().stream().findFirst());
            for (ListedDigest each : days.on(day)) {
                around.add(each);
                around.add(SiteLibrary.address(days, each.key()));
                around.add(SiteLibrary.earlier(days, each.key()));
                around.add(SiteLibrary.later(days, each.key()));
            }
            return around;
        }

        private void day(TopicDays days, LocalDate day, List<WithdrawnDigest> gone) throws IOException {
            for (ListedDigest each : days.on(day)) {
                Optional<SiteEdition> found = site.edition(transaction, each.number(), days);
                if (found.isPresent()) {
                    SiteEdition edition = found.get();
                    page(edition.address(), pages.page(edition));
                    for (int i = 0; i < edition.digest().perspectives().size(); i++) {
                        page(edition.perspective(i), pages.page(edition, i));
                    }
                }
            }
            for (WithdrawnDigest each : gone) {
                page(SiteAddress.OfDay.of(each.key(), true).path());
                page(SiteAddress.OfDay.of(each.key(), false).path());
            }
        }

        private void overview(String topic, Set<String> languages) throws IOException {
            Set<FeedAddress> wanted = new LinkedHashSet<>();
            SiteEditions editions = feeds.editions(transaction);
            for (String language : languages) {
                page(new SiteAddress.OfTopic(language, topic).path());
            }
            for (ListedDigest each : library.listed(transaction, topic, FEED_DAYS)) {
                editions.find(each.number()).map(SiteFeeds::of).ifPresent(wanted::addAll);
            }
            for (FeedAddress each : wanted) {
                if (!(each instanceof FeedAddress.OfSite)) {
                    feed(each, editions);
                }
            }
        }

        private void feed(FeedAddress address, SiteEditions editions) throws IOException {
            var made = feeds.feed(transaction, address, editions);
            if (made.isPresent()) {
                for (FeedFormat format : FeedFormat.values()) {
                    file(address.path(format), format.write(made.get()));
                }
            }
        }

        /// A page, or the notice that it was withdrawn; nothing if there is neither.
        private void page(String path) throws IOException {
            switch (pages.at(transaction, path)) {
                case SiteAnswer.Found(String html) -> file(path + INDEX, html.getBytes(StandardCharsets.UTF_8));
                case SiteAnswer.Gone(String html) -> file(path + INDEX, html.getBytes(StandardCharsets.UTF_8));
                case SiteAnswer.Elsewhere _, SiteAnswer.Missing _ -> {}
            }
        }

        private void page(SiteAddress address, String html) throws IOException {
            file(address.path() + INDEX, html.getBytes(StandardCharsets.UTF_8));
        }

        private void file(String path, byte[] content) throws IOException {
            if (!files.contains(path)) {
                folder.stage(path, content);
                files.add(path);
                written++;
            }
        }

        /// Makes the files of a unit, unless they were made from the same inputs before.
        private void unit(String name, String inputs, Making making) throws IOException {
            String key = key(List.of(configuration, inputs));
            Optional<Unit> kept = folder.before().find(name, key);
            if (kept.isPresent()) {
                after.put(name, kept.get());
                return;
            }
            files = new ArrayList<>();
            making.make();
            after.put(name, new Unit(key, files));
        }
    }

    private static String key(Object inputs) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(inputs.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
