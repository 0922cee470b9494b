package digestbot.site.feed;

import digestbot.content.views.DigestViews;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.library.archive.LibraryTopic;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteEdition;
import digestbot.site.SiteLibrary;
import digestbot.site.feed.Feed.DeletedEntry;
import digestbot.site.feed.Feed.FeedEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The feeds of the site, made from the published digests.
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

    /// @param name the title of the site
    public SiteFeeds(SiteAddresses addresses, String name, SiteLibrary site, DigestViews views) {
        this.addresses = addresses;
        this.name = name;
        this.site = site;
        entries = new DigestEntries(addresses, views);
        digests = new FeedDigests(site, MAX_ENTRIES);
    }

    /// The feed; empty if it never had an entry.
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
                .map(each -> new DeletedEntry(EntryId.of(addresses.base(), each.key(), perspective), each.at()))
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

    /// What the feeds of a path are about; empty if the site has no such topic. Whether there is such a
    /// feed is only known once it is made.
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
}
