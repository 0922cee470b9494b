package digestbot.site;

import digestbot.content.views.DigestContentBuilder;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.PublishedDigestStore.ListedDigest;
import digestbot.library.archive.PublishedDigestStore.WithdrawnDigest;
import digestbot.library.archive.TopicDays;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult.SearchHit;
import digestbot.site.Feed.DeletedEntry;
import digestbot.site.Feed.FeedEntry;
import digestbot.site.SiteLibrary.UnreadDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the feeds: the newest digests of the site, of a topic or of a perspective, in a language.
public record SiteFeeds(
        SiteAddressFormat addresses, SiteSettings settings, SiteLibrary site, DigestContentBuilder views) {

    private static final int MAX_ENTRIES = 30;

    /// The length of all texts of a feed, in characters. Beyond it, no further entry is added.
    private static final int MAX_LENGTH = 4_000_000;

    /// Perspectives are also searched in other languages.
    private static final int MAX_HITS = 150;

    private static final String SEPARATOR = " · ";

    private static boolean isIn(String language, UnreadDigest each) {
        boolean isMain = each.address().language().isEmpty();
        return isMain == language.isEmpty() && (language.isEmpty() || SiteLibrary.isWritten(each.key(), language));
    }

    private Library library() {
        return site.library();
    }

    /// The feed; empty if it never had an entry.
    public Optional<Feed> feed(Transaction transaction, FeedAddress address) {
        List<UnreadDigest> newest = candidates(transaction, address)
                .sorted(UnreadDigest.NEWEST_FIRST)
                .limit(MAX_ENTRIES)
                .toList();
        List<FeedEntry> made = new ArrayList<>();
        int length = 0;
        for (UnreadDigest each : newest) {
            if (length < MAX_LENGTH) {
                Optional<FeedEntry> entry = site.edition(transaction, each).flatMap(edition -> entry(edition, address));
                entry.ifPresent(made::add);
                length += entry.map(FeedEntry::html).orElse("").length();
            }
        }
        return made.isEmpty()
                ? Optional.empty()
                : site.edition(transaction, newest.getFirst())
                        .map(edition -> feed(address, edition.digest(), made, deleted(transaction, address, made)));
    }

    private Stream<UnreadDigest> candidates(Transaction transaction, FeedAddress address) {
        return address.perspective().isPresent()
                ? withPerspective(transaction, address)
                : topics(transaction, address).flatMap(topic -> ofTopic(transaction, topic, address.language()));
    }

    private Stream<String> topics(Transaction transaction, FeedAddress address) {
        return address.topic().isPresent()
                ? address.topic().stream()
                : library().newestTopics(transaction, address.language()).stream()
                        .map(known -> known.topic().id());
    }

    private Stream<UnreadDigest> ofTopic(Transaction transaction, String topic, String language) {
        List<ListedDigest> listed = library().listed(transaction, topic, MAX_ENTRIES);
        if (listed.isEmpty()) {
            return Stream.of();
        }
        TopicDays around = site.around(transaction, listed);
        List<UnreadDigest> newest = listed.stream()
                .map(each -> new UnreadDigest(each, around))
                .filter(each -> isIn(language, each))
                .toList();
        return newest.isEmpty() && hadLanguage(transaction, topic, language)
                ? all(transaction, topic, language)
                : newest.stream();
    }

    /// Whether the topic ever had the language, even if it no longer does.
    private boolean hadLanguage(Transaction transaction, String topic, String language) {
        return !language.isEmpty() && hasLanguage(library().languagesEver(transaction, topic), language);
    }

    private static boolean hasLanguage(Set<String> tags, String language) {
        return tags.stream().map(SiteAddress::languageSegment).anyMatch(SiteAddress.languageSegment(language)::equals);
    }

    private Stream<UnreadDigest> all(Transaction transaction, String topic, String language) {
        TopicDays all = library().allDays(transaction, topic);
        return all.all().values().stream()
                .flatMap(List::stream)
                .map(each -> new UnreadDigest(each, all))
                .filter(each -> isIn(language, each));
    }

    private Stream<UnreadDigest> withPerspective(Transaction transaction, FeedAddress address) {
        var query = new SearchQuery("", address.topic(), address.perspective(), Optional.empty(), Optional.empty());
        Set<Long> hits = library().search(transaction, query, "", MAX_HITS, 0).hits().stream()
                .map(SearchHit::number)
                .collect(Collectors.toSet());
        return hits.isEmpty()
                ? Stream.of()
                : all(transaction, address.topic().orElseThrow(), address.language())
                        .filter(each -> hits.contains(each.listed().number()));
    }

    private Optional<FeedEntry> entry(SiteEdition edition, FeedAddress address) {
        var entries = new DigestEntryRenderer(addresses, settings, views);
        return address.perspective().isEmpty()
                ? Optional.of(entries.whole(edition))
                : ordinal(edition.digest(), address.perspective().orElseThrow())
                        .map(ordinal -> entries.perspective(edition, ordinal));
    }

    private static Optional<Integer> ordinal(Digest digest, String perspective) {
        List<Perspective> all = digest.perspectives();
        return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                .filter(i -> all.get(i).id().equalsIgnoreCase(perspective))
                .findFirst();
    }

    /// The withdrawn entries, the latest first. The perspectives of a withdrawn digest are unknown,
    /// so it may have been in the feed of any of them.
    private List<DeletedEntry> deleted(Transaction transaction, FeedAddress address, List<FeedEntry> there) {
        return topics(transaction, address)
                .flatMap(topic -> library().lastWithdrawn(transaction, topic, MAX_ENTRIES).stream())
                .filter(each -> address.language().isEmpty() || SiteLibrary.isWritten(each.key(), address.language()))
                .sorted(Comparator.comparing(WithdrawnDigest::at).reversed())
                .limit(MAX_ENTRIES)
                .map(each -> new DeletedEntry(
                        DigestEntryRenderer.id(addresses.base(), each.key(), address.perspective()), each.at()))
                .filter(each -> there.stream().noneMatch(entry -> entry.id().equals(each.id())))
                .toList();
    }

    private Feed feed(FeedAddress address, Digest newest, List<FeedEntry> made, List<DeletedEntry> deleted) {
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
                settings.name(),
                addresses.absolute(address.page()),
                updated,
                made,
                deleted);
    }

    private String title(FeedAddress address, Digest newest) {
        List<String> parts = new ArrayList<>();
        address.topic().ifPresent(_ -> parts.add(newest.topic().name()));
        address.perspective()
                .ifPresent(id -> parts.add(ordinal(newest, id)
                        .map(ordinal -> newest.perspectives().get(ordinal).name())
                        .orElse(id)));
        parts.add(settings.name());
        return String.join(SEPARATOR, parts);
    }

    /// The subject of the feeds at a path; empty if the site has no such topic. Only [#feed] finds
    /// out whether the feed exists.
    ///
    /// @param folder the segments of the path without the file name
    public Optional<FeedAddress> find(Transaction transaction, List<String> folder) {
        List<LibraryTopic> topics = library().topics(transaction);
        return inLanguage(transaction, topics, "", folder)
                .or(() -> folder.stream()
                        .findFirst()
                        .filter(language -> hasLanguage(library().languagesEver(transaction), language))
                        .flatMap(language ->
                                inLanguage(transaction, topics, language, folder.subList(1, folder.size()))));
    }

    private Optional<FeedAddress> inLanguage(
            Transaction transaction, List<LibraryTopic> topics, String language, List<String> folder) {
        if (folder.isEmpty()) {
            return Optional.of(new FeedAddress(language, Optional.empty(), Optional.empty()));
        }
        Optional<String> topic = topics.stream()
                .map(each -> each.topic().id())
                .filter(id -> SiteAddress.topicSegment(id).equals(folder.getFirst()))
                .findFirst();
        return switch (folder.size()) {
            case 1 -> topic.map(id -> new FeedAddress(language, topic, Optional.empty()));
            case 2 ->
                topic.flatMap(id -> perspective(transaction, id, folder.getLast()))
                        .map(perspective -> new FeedAddress(language, topic, Optional.of(perspective)));
            default -> Optional.empty();
        };
    }

    /// The id of a perspective. A segment without escapes is the id.
    private Optional<String> perspective(Transaction transaction, String topic, String segment) {
        if (SiteAddress.perspectiveSegment(segment).equals(segment)) {
            return Optional.of(segment);
        }
        return library().listed(transaction, topic, MAX_ENTRIES).stream()
                .flatMap(listed -> library().digest(transaction, listed.number()).stream())
                .flatMap(stored -> stored.digest().perspectives().stream())
                .map(Perspective::id)
                .filter(id -> SiteAddress.perspectiveSegment(id).equals(segment))
                .findFirst();
    }
}
