package digestbot.site.feed;

import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.ListedDigestStore.ListedDigest;
import digestbot.library.archive.TopicDays;
import digestbot.library.archive.WithdrawnDigestStore;
import digestbot.library.archive.WithdrawnDigestStore.WithdrawnDigest;
import digestbot.library.search.SearchQuery;
import digestbot.site.SiteAddress;
import digestbot.site.SiteLibrary;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the digests that belong into a feed: the newest ones in its language.
final class FeedDigests {

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
    private final WithdrawnDigestStore withdrawn = new WithdrawnDigestStore();

    /// @param limit the largest number of digests
    FeedDigests(SiteLibrary site, int limit) {
        this.site = site;
        library = site.library();
        this.limit = limit;
    }

    /// The numbers of the digests, the newest first; empty if there never was one, so that there is no
    /// such feed.
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
        TopicDays around = site.days()
                .around(
                        transaction,
                        topic,
                        listed.getLast().key().day(),
                        listed.getFirst().key().day());
        List<ListedDigest> newest = listed.stream()
                .filter(each -> isIn(around, each.key(), language))
                .toList();
        if (newest.isEmpty() && !language.isEmpty() && hadLanguage(transaction, topic, language)) {
            // The language has been absent for long.
            TopicDays all = site.days().all(transaction, topic);
            return all.all().descendingMap().values().stream()
                    .flatMap(List::stream)
                    .filter(each -> isIn(all, each.key(), language));
        }
        return newest.stream();
    }

    private boolean hadLanguage(Transaction transaction, String topic, String language) {
        return site.days().languages(transaction, topic).stream()
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
        return library.search(transaction, query, MAX_HITS, 0).hits().stream()
                .map(hit -> hit.number())
                .filter(number -> editions.find(number)
                        .filter(found -> isIn(found.digest().key(), found.address(), address.language()))
                        .isPresent())
                .limit(limit)
                .toList();
    }

    /// The withdrawn digests that may have been in the feed, the latest withdrawal first. Nothing is known
    /// of the perspectives of a withdrawn digest, so that it may have been in the feed of each of them.
    List<WithdrawnDigest> withdrawn(Transaction transaction, FeedAddress address) {
        Stream<String> topics = switch (address) {
            case FeedAddress.OfSite _ ->
                library.topics(transaction).stream().map(LibraryTopic::topic).map(topic -> topic.id());
            case FeedAddress.OfTopic topic -> Stream.of(topic.topic());
            case FeedAddress.OfPerspective perspective -> Stream.of(perspective.topic());
        };
        return topics.flatMap(topic -> withdrawn.latest(transaction, topic, limit).stream())
                .filter(each -> address.language().isEmpty()
                        || SiteAddress.languageSegment(each.key().language())
                                .equals(SiteAddress.languageSegment(address.language())))
                .sorted(Comparator.comparing(WithdrawnDigest::at).reversed())
                .limit(limit)
                .toList();
    }
}
