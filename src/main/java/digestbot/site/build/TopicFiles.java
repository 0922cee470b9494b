package digestbot.site.build;

import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.ListedDigestStore.ListedDigest;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.TopicDays;
import digestbot.library.archive.WithdrawnDigestStore;
import digestbot.library.archive.WithdrawnDigestStore.WithdrawnDigest;
import digestbot.site.EditionPages;
import digestbot.site.SiteAddress;
import digestbot.site.SiteEdition;
import digestbot.site.SiteEditions;
import digestbot.site.SiteLibrary;
import digestbot.site.SitePages;
import digestbot.site.build.StaticSite.SitePictures;
import digestbot.site.feed.FeedAddress;
import digestbot.site.feed.FeedFormat;
import digestbot.site.feed.SiteFeeds;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The files of one topic: its pages, pictures and feeds.
final class TopicFiles {

    private static final int FEED_DAYS = 30;
    private static final int LANGUAGE_DAYS = 30;

    private final SiteLibrary site;
    private final Library library;
    private final SitePages pages;
    private final SitePictures pictures;
    private final SiteBuild build;
    private final Transaction transaction;
    private final PageWriter writer;
    private final SearchIndex search;
    private final LibraryTopic topic;
    private final String id;

    /// How the names of the topic's units begin.
    private final String units;

    private final TopicDays days;
    private final Set<LocalDate> pictured;

    /// @param search receives the digests
    /// @param days all digests of the topic
    TopicFiles(
            SiteLibrary site,
            SitePages pages,
            SitePictures pictures,
            SiteBuild build,
            PageWriter writer,
            SearchIndex search,
            LibraryTopic topic,
            TopicDays days) {
        this.site = site;
        library = site.library();
        this.pages = pages;
        this.pictures = pictures;
        this.build = build;
        transaction = build.transaction();
        this.writer = writer;
        this.search = search;
        this.topic = topic;
        this.days = days;
        id = topic.topic().id();
        units = "topic " + new SiteAddress.OfTopic("", id).path();
        pictured = days.all().descendingKeySet().stream().limit(pictures.days()).collect(Collectors.toSet());
    }

    /// Makes those that have changed.
    ///
    /// @param languages receives the tags of the languages that have pages of their own
    /// @return a key of all its digests
    String build(Set<String> languages) throws IOException {
        Map<LocalDate, List<WithdrawnDigest>> gone = new TreeMap<>();
        for (WithdrawnDigest each : new WithdrawnDigestStore().latest(transaction, id, Integer.MAX_VALUE)) {
            gone.computeIfAbsent(each.key().day(), _ -> new ArrayList<>()).add(each);
        }
        if (isMultilingual()) {
            languages.addAll(site.otherLanguages(transaction, id, LANGUAGE_DAYS));
        }
        Set<String> own = new LinkedHashSet<>(Set.of(""));
        own.addAll(languages);
        for (ListedDigest each :
                days.all().values().stream().flatMap(List::stream).toList()) {
            search.add(
                    each, SiteLibrary.address(days, each.key()), topic.topic().name());
        }
        return build.units(units, List.of(topic, days.all(), gone, own, pictures.days()), () -> files(gone, own));
    }

    private void files(Map<LocalDate, List<WithdrawnDigest>> gone, Set<String> languages) throws IOException {
        Set<LocalDate> every = new TreeSet<>(days.all().keySet());
        every.addAll(gone.keySet());
        Map<YearMonth, List<LocalDate>> daysOfMonths =
                every.stream().collect(Collectors.groupingBy(YearMonth::from, TreeMap::new, Collectors.toList()));
        Set<YearMonth> published = Set.copyOf(library.months(transaction, id));
        Map<YearMonth, List<String>> months = new TreeMap<>();
        // The page of a month comes right after its days, whose digests are still in memory then.
        for (Map.Entry<YearMonth, List<LocalDate>> each : daysOfMonths.entrySet()) {
            YearMonth month = each.getKey();
            List<String> ofDays = new ArrayList<>();
            for (LocalDate day : each.getValue()) {
                ofDays.add(day(day, gone.getOrDefault(day, List.of())));
            }
            months.put(month, ofDays);
            if (published.contains(month)) {
                month(month, List.of(topic.topic().name(), ofDays, daysOfMonths.keySet(), languages), languages);
            }
        }
        build.unit(units + "overview", List.of(topic, months, languages), () -> overview(languages));
    }

    private void month(YearMonth month, List<Object> inputs, Set<String> languages) throws IOException {
        build.unit(units + month, inputs, () -> {
            for (String language : languages) {
                writer.page(new SiteAddress.OfMonth(language, id, month).path());
            }
        });
    }

    private boolean isMultilingual() {
        return days.all().values().stream()
                        .flatMap(Collection::stream)
                        .map(each -> each.key().language())
                        .distinct()
                        .count()
                > 1;
    }

    /// Makes the files of a day.
    ///
    /// @return a key of what its pages depend on
    private String day(LocalDate day, List<WithdrawnDigest> gone) throws IOException {
        List<Object> inputs = new ArrayList<>();
        inputs.add(topic.topic().name());
        inputs.add(gone);
        inputs.add(days.languages(day).all().stream().findFirst());
        List<Object> drawn = new ArrayList<>();
        for (ListedDigest each : days.on(day)) {
            SiteAddress.OfDay address = SiteLibrary.address(days, each.key());
            inputs.add(List.of(
                    each,
                    address,
                    SiteLibrary.earlier(days, each.key()),
                    SiteLibrary.later(days, each.key()),
                    isPictured(address)));
            if (isPictured(address)) {
                drawn.add(List.of(
                        each.number(), each.revision(), address, topic.topic().name()));
            }
        }
        if (!drawn.isEmpty()) {
            build.unit(units + day + " pictures", drawn, () -> draw(day));
        }
        return build.unit(units + day, inputs, () -> {
            for (ListedDigest each : days.on(day)) {
                Optional<SiteEdition> found = site.edition(transaction, each.number(), days);
                if (found.isPresent()) {
                    edition(found.get());
                }
            }
            for (WithdrawnDigest each : gone) {
                notice(SiteAddress.OfDay.of(each.key(), true).path());
                notice(SiteAddress.OfDay.of(each.key(), false).path());
            }
        });
    }

    /// A picture that was drawn stays, because links to the page may show it.
    private boolean isPictured(SiteAddress.OfDay address) {
        return pictured.contains(address.day()) || build.hasEarlier(address.file(EditionPages.PICTURE));
    }

    private void draw(LocalDate day) throws IOException {
        for (ListedDigest each : days.on(day)) {
            SiteAddress.OfDay address = SiteLibrary.address(days, each.key());
            Optional<StoredDigest> stored = library.digest(transaction, each.number());
            if (stored.isPresent() && isPictured(address)) {
                build.file(
                        address.file(EditionPages.PICTURE),
                        () -> pictures.cards().png(stored.get().digest()));
            }
        }
    }

    private void edition(SiteEdition found) throws IOException {
        build.beside(() -> search.addText(found));
        SiteEdition edition = isPictured(found.address()) ? found : found.withoutPicture();
        build.page(edition.address(), () -> pages.page(edition));
        for (int i = 0; i < edition.digest().perspectives().size(); i++) {
            int ordinal = i;
            build.page(edition.perspective(i), () -> pages.page(edition, ordinal));
        }
    }

    /// The notice that a digest was withdrawn, also instead of its perspectives. Nothing but the files of
    /// earlier builds tells which ones it had.
    private void notice(String path) throws IOException {
        writer.page(path);
        for (String earlier : build.earlierPages(path)) {
            writer.page(earlier);
        }
    }

    private void overview(Set<String> languages) throws IOException {
        Set<FeedAddress> wanted = new LinkedHashSet<>();
        SiteEditions editions = writer.editions();
        for (String language : languages) {
            String path = new SiteAddress.OfTopic(language, id).path();
            writer.page(path);
            // A feed lasts, even if its perspective is in none of the newest digests.
            for (String file : build.earlierFiles(path, FeedFormat.ATOM.fileName())) {
                writer.feedAt(file).ifPresent(wanted::add);
            }
        }
        for (ListedDigest each : library.listed(transaction, id, FEED_DAYS)) {
            editions.find(each.number()).map(SiteFeeds::of).ifPresent(wanted::addAll);
        }
        for (FeedAddress each : wanted) {
            if (!(each instanceof FeedAddress.OfSite)) {
                writer.feed(each, editions);
            }
        }
    }
}
