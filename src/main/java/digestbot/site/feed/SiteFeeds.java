package digestbot.site.feed;

import digestbot.content.views.DigestViews;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Perspective;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.PublishedDigestStore.ListedDigest;
import digestbot.library.archive.PublishedDigestStore.WithdrawnDigest;
import digestbot.library.archive.TopicDays;
import digestbot.library.search.SearchQuery;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteEdition;
import digestbot.site.SiteLibrary;
import digestbot.site.SiteSettings;
import digestbot.site.feed.Feed.DeletedEntry;
import digestbot.site.feed.Feed.FeedEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public final class SiteFeeds {

    private static final int MAX_ENTRIES = 30;

    /// The length of all texts of a feed, after which no further entry is added.
    private static final int MAX_LENGTH = 4_000_000;

    private static final String SEPARATOR = " · ";

    private final SiteAddresses addresses;
    private final String name;
    private final SiteLibrary site;
    private final DigestEntries entries;
    private final FeedDigests digests;

    public SiteFeeds(SiteAddresses addresses, SiteSettings settings, SiteLibrary site, DigestViews views) {
        this.addresses = addresses;
        name = settings.name();
        this.site = site;
        entries = new DigestEntries(addresses, settings, views);
        digests = new FeedDigests(site, MAX_ENTRIES);
    }

    /// Empty if the feed never had an entry.
    public Optional<Feed> feed(Transaction transaction, FeedAddress address) {
        var editions = new SiteEditions(site, transaction, MAX_ENTRIES);
        List<Long> numbers = digests.of(transaction, address, editions);
        List<SiteEdition> found = new ArrayList<>();
        List<FeedEntry> made = new ArrayList<>();
        int length = 0;
        for (long number : numbers) {
            Optional<SiteEdition> edition = editions.find(number);
            Optional<FeedEntry> entry = edition.flatMap(each -> entry(each, address));
            if (entry.isPresent() && length < MAX_LENGTH) {
                found.add(edition.orElseThrow());
                made.add(entry.orElseThrow());
                length += entry.orElseThrow().html().length();
            }
        }
        return made.isEmpty()
                ? Optional.empty()
                : Optional.of(feed(address, found.getFirst().digest(), made, deleted(transaction, address, made)));
    }

    private Optional<FeedEntry> entry(SiteEdition edition, FeedAddress address) {
        return switch (address) {
            case FeedAddress.OfSite _, FeedAddress.OfTopic _ -> Optional.of(entries.whole(edition));
            case FeedAddress.OfPerspective perspective ->
                ordinal(edition.digest(), perspective.perspective())
                        .map(ordinal -> entries.perspective(edition, ordinal));
        };
    }

    private static Optional<Integer> ordinal(Digest digest, String perspective) {
        List<Perspective> all = digest.perspectives();
        return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                .filter(i -> all.get(i).id().equalsIgnoreCase(perspective))
                .findFirst();
    }

    private List<DeletedEntry> deleted(Transaction transaction, FeedAddress address, List<FeedEntry> there) {
        Optional<String> perspective =
                address instanceof FeedAddress.OfPerspective only ? Optional.of(only.perspective()) : Optional.empty();
        return digests.withdrawn(transaction, address).stream()
                .map(each -> new DeletedEntry(DigestEntries.id(addresses.base(), each.key(), perspective), each.at()))
                .filter(each -> there.stream().noneMatch(entry -> entry.id().equals(each.id())))
                .toList();
    }

    private Feed feed(FeedAddress address, Digest newest, List<FeedEntry> made, List<DeletedEntry> deleted) {
        Map<FeedFormat, String> files = Arrays.stream(FeedFormat.values())
                .collect(Collectors.toMap(format -> format, format -> addresses.absolute(address.path(format))));
        Instant updated = Stream.concat(
                        made.stream().map(FeedEntry::updated), deleted.stream().map(DeletedEntry::at))
                .max(Instant::compareTo)
                .orElseThrow();
        List<String> languages =
                made.stream().map(FeedEntry::language).distinct().toList();
        return new Feed(
                addresses.absolute(address.folder()),
                title(address, newest),
                languages.size() == 1 ? languages.getFirst() : "",
                name,
                addresses.absolute(address.page()),
                files,
                updated,
                made,
                deleted);
    }

    private String title(FeedAddress address, Digest newest) {
        return switch (address) {
            case FeedAddress.OfSite _ -> name;
            case FeedAddress.OfTopic _ -> newest.topic().name() + SEPARATOR + name;
            case FeedAddress.OfPerspective perspective ->
                newest.topic().name()
                        + SEPARATOR
                        + ordinal(newest, perspective.perspective())
                                .map(ordinal ->
                                        newest.perspectives().get(ordinal).name())
                                .orElse(perspective.perspective())
                        + SEPARATOR
                        + name;
        };
    }

    /// The subject of the feeds of a path; empty if the site has no such topic. Whether there is
    /// such a feed is only known once it is made.
    ///
    /// @param folder the segments of the path without the file name
    public Optional<FeedAddress> find(Transaction transaction, List<String> folder) {
        return inLanguage(transaction, "", folder)
                .or(() -> folder.isEmpty()
                        ? Optional.empty()
                        : inLanguage(transaction, folder.getFirst(), folder.subList(1, folder.size())));
    }

    private Optional<FeedAddress> inLanguage(Transaction transaction, String language, List<String> folder) {
        if (folder.isEmpty()) {
            return Optional.of(new FeedAddress.OfSite(language));
        }
        Optional<String> topic = site.library().topics(transaction).stream()
                .map(LibraryTopic::topic)
                .map(each -> each.id())
                .filter(id -> SiteAddress.topicSegment(id).equals(folder.getFirst()))
                .findFirst();
        return switch (folder.size()) {
            case 1 -> topic.map(id -> new FeedAddress.OfTopic(language, id));
            case 2 ->
                topic.flatMap(id -> perspective(transaction, id, folder.getLast())
                        .map(perspective -> new FeedAddress.OfPerspective(language, id, perspective)));
            default -> Optional.empty();
        };
    }

    /// A segment that has no escapes is the id itself.
    private Optional<String> perspective(Transaction transaction, String topic, String segment) {
        if (SiteAddress.perspectiveSegment(segment).equals(segment)) {
            return Optional.of(segment);
        }
        return site.library().listed(transaction, topic, MAX_ENTRIES).stream()
                .flatMap(listed -> site.library().digest(transaction, listed.number()).stream())
                .flatMap(stored -> stored.digest().perspectives().stream())
                .map(Perspective::id)
                .filter(id -> SiteAddress.perspectiveSegment(id).equals(segment))
                .findFirst();
    }

    /// Finds the digests that belong into a feed: the newest ones in its language.
    private static final class FeedDigests {

        private static final Comparator<ListedDigest> NEWEST_FIRST = Comparator.<ListedDigest, LocalDate>comparing(
                        each -> each.key().day())
                .thenComparing(ListedDigest::publishedAt)
                .thenComparingLong(ListedDigest::number)
                .reversed();

        /// A perspective may be in other languages, too.
        private static final int MAX_HITS = 150;

        private final SiteLibrary site;
        private final Library library;
        private final int limit;

        FeedDigests(SiteLibrary site, int limit) {
            this.site = site;
            library = site.library();
            this.limit = limit;
        }

        /// The numbers of the digests, the newest first; empty if there never was one, so that
        /// there is no such feed.
        List<Long> of(Transaction transaction, FeedAddress address, SiteEditions editions) {
            return switch (address) {
                case FeedAddress.OfSite(String language) ->
                    library.topics(transaction).stream()
                            .flatMap(topic -> ofTopic(transaction, topic.topic().id(), language))
                            .sorted(NEWEST_FIRST)
                            .limit(limit)
                            .map(ListedDigest::number)
                            .toList();
                case FeedAddress.OfTopic(String language, String topic) ->
                    ofTopic(transaction, topic, language)
                            .sorted(NEWEST_FIRST)
                            .limit(limit)
                            .map(ListedDigest::number)
                            .toList();
                case FeedAddress.OfPerspective perspective -> ofPerspective(transaction, perspective, editions);
            };
        }

        private Stream<ListedDigest> ofTopic(Transaction transaction, String topic, String language) {
            List<ListedDigest> listed = library.listed(transaction, topic, limit);
            if (listed.isEmpty()) {
                return Stream.of();
            }
            TopicDays around = site.around(transaction, listed);
            List<ListedDigest> newest = listed.stream()
                    .filter(each -> isIn(around, each.key(), language))
                    .toList();
            if (newest.isEmpty() && !language.isEmpty() && hadLanguage(transaction, topic, language)) {
                // The language has been absent for long.
                TopicDays all = site.library().allDays(transaction, topic);
                return all.all().descendingMap().values().stream()
                        .flatMap(List::stream)
                        .filter(each -> isIn(all, each.key(), language));
            }
            return newest.stream();
        }

        private boolean hadLanguage(Transaction transaction, String topic, String language) {
            return library.languagesEver(transaction, topic).stream()
                    .map(SiteAddress::languageSegment)
                    .anyMatch(SiteAddress.languageSegment(language)::equals);
        }

        private static boolean isIn(TopicDays days, DigestKey key, String language) {
            return isIn(key, SiteLibrary.address(days, key), language);
        }

        private static boolean isIn(DigestKey key, SiteAddress.OfDay address, String language) {
            boolean isWritten = language.isEmpty()
                    || SiteAddress.languageSegment(key.language()).equals(SiteAddress.languageSegment(language));
            return isWritten && address.language().isEmpty() == language.isEmpty();
        }

        private List<Long> ofPerspective(
                Transaction transaction, FeedAddress.OfPerspective address, SiteEditions editions) {
            var query = new SearchQuery(
                    "",
                    Optional.of(address.topic()),
                    Optional.of(address.perspective()),
                    Optional.empty(),
                    Optional.empty());
            return library.search(transaction, query, "", MAX_HITS, 0).hits().stream()
                    .map(hit -> hit.number())
                    .filter(number -> editions.find(number)
                            .filter(found -> isIn(found.digest().key(), found.address(), address.language()))
                            .isPresent())
                    .limit(limit)
                    .toList();
        }

        /// The withdrawn digests that may have been in the feed, the latest withdrawal first.
        /// Nothing is known of the perspectives of a withdrawn digest, so that it may have been in
        /// the feed of each of them.
        List<WithdrawnDigest> withdrawn(Transaction transaction, FeedAddress address) {
            Stream<String> topics = switch (address) {
                case FeedAddress.OfSite _ ->
                    library.topics(transaction).stream()
                            .map(LibraryTopic::topic)
                            .map(topic -> topic.id());
                case FeedAddress.OfTopic topic -> Stream.of(topic.topic());
                case FeedAddress.OfPerspective perspective -> Stream.of(perspective.topic());
            };
            return topics.flatMap(topic -> library.lastWithdrawn(transaction, topic, limit).stream())
                    .filter(each -> address.language().isEmpty()
                            || SiteAddress.languageSegment(each.key().language())
                                    .equals(SiteAddress.languageSegment(address.language())))
                    .sorted(Comparator.comparing(WithdrawnDigest::at).reversed())
                    .limit(limit)
                    .toList();
        }
    }

    /// The digests of a feed, each read once. For one transaction.
    private static final class SiteEditions {

        private final SiteLibrary site;
        private final Transaction transaction;
        private final int days;
        private final Map<Long, Optional<SiteEdition>> editions = new HashMap<>();
        private final Map<String, Stretch> stretches = new HashMap<>();

        /// All is known for the digests with these numbers.
        private record Stretch(Set<Long> numbers, TopicDays days) {}

        /// `days` is the number of each topic's newest days that are read together.
        SiteEditions(SiteLibrary site, Transaction transaction, int days) {
            this.site = site;
            this.transaction = transaction;
            this.days = days;
        }

        Optional<SiteEdition> find(long number) {
            return editions.computeIfAbsent(number, _ -> known(number).or(() -> read(number)));
        }

        private Optional<SiteEdition> known(long number) {
            return stretches.values().stream()
                    .filter(stretch -> stretch.numbers().contains(number))
                    .findFirst()
                    .flatMap(stretch -> site.edition(transaction, number, stretch.days()));
        }

        private Optional<SiteEdition> read(long number) {
            Optional<String> topic = site.library()
                    .digest(transaction, number)
                    .map(stored -> stored.digest().key().topic());
            topic.ifPresent(id -> stretches.computeIfAbsent(id, this::newest));
            return topic.flatMap(_ -> known(number).or(() -> site.edition(transaction, number)));
        }

        private Stretch newest(String topic) {
            List<ListedDigest> listed = site.library().listed(transaction, topic, days);
            if (listed.isEmpty()) {
                return new Stretch(Set.of(), site.library().allDays(transaction, topic));
            }
            return new Stretch(
                    listed.stream().map(ListedDigest::number).collect(Collectors.toSet()),
                    site.around(transaction, listed));
        }
    }
}
