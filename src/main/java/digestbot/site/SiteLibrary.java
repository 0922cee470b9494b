package digestbot.site;

import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.digest.story.Continuations;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.PublishedDigestStore.ListedDigest;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.TopicDays;
import digestbot.library.search.HitHighlighter.Snippet;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.site.PageHead.PageLanguage;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads published digests for the site.
///
/// A digest has an address without a language if it is in the topic's main language of that day. Of
/// several such digests (`zh-CN` and `zh-TW`), the first by tag has that address.
public record SiteLibrary(Library library) {

    /// The number of days on the pages of a topic in all languages.
    static final int DAYS_OF_TOPIC = 14;

    static final int MAX_LINKS = 10;

    public record TopicLink(String name, SiteAddress.OfTopic address) {}

    /// A published digest that has not been read yet, so that a page that lists many can read them
    /// one by one.
    ///
    /// @param days the days on which its address and its neighbours depend
    record UnreadDigest(ListedDigest listed, TopicDays days) {

        static final Comparator<UnreadDigest> NEWEST_FIRST = Comparator.<UnreadDigest, LocalDate>comparing(
                        each -> each.key().day())
                .thenComparing(each -> each.listed().publishedAt())
                .thenComparingLong(each -> each.listed().number())
                .reversed();

        DigestKey key() {
            return listed.key();
        }

        SiteAddress.OfDay address() {
            return SiteLibrary.address(days, key());
        }
    }

    /// The address of a digest's page, and the text of links to it.
    ///
    /// @param topic the name of its topic
    public record DigestLink(SiteAddress.OfDay address, DigestKey key, String topic, String title, String headline) {

        static DigestLink to(SiteAddress.OfDay address, Digest digest) {
            return new DigestLink(
                    address, digest.key(), digest.topic().name(), digest.title(), EditionText.headline(digest));
        }
    }

    /// The digests that a digest's page links to.
    ///
    /// @param also digests of other topics on its day
    public record LinkedDigests(
            Optional<DigestLink> earlier, Optional<DigestLink> later, List<DigestLink> also, Continuations stories) {}

    /// One page of hits.
    ///
    /// @param total the number of all hits; unknown if this page has none
    public record SiteResultPage(List<SiteHit> hits, int total) {}

    /// A digest that was found.
    ///
    /// @param said the perspective that contains the passage; empty if the whole digest does
    /// @param passage the line that best shows the words
    public record SiteHit(DigestLink link, Optional<Perspective> said, List<Piece> passage) {}

    public Optional<SiteEdition> edition(Transaction transaction, long number) {
        return library.digest(transaction, number).map(stored -> {
            DigestKey key = stored.digest().key();
            return edition(transaction, stored, library.daysAround(transaction, key.topic(), key.day(), key.day()));
        });
    }

    Optional<SiteEdition> edition(Transaction transaction, UnreadDigest unread) {
        return library.digest(transaction, unread.listed().number(), unread.days())
                .map(stored -> edition(transaction, stored, unread.days()));
    }

    /// The digest of a day in a language.
    ///
    /// @param language the segment of a language; empty for the main one, or another one without it
    Optional<SiteEdition> edition(
            Transaction transaction, String topic, LocalDate day, Predicate<DigestKey> isWanted, String language) {
        // The other facts need the days around it anyway.
        TopicDays days = library.daysAround(transaction, topic, day, day);
        List<ListedDigest> versions =
                days.on(day).stream().filter(each -> isWanted.test(each.key())).toList();
        return chosen(days, versions, language).flatMap(chosen -> edition(transaction, new UnreadDigest(chosen, days)));
    }

    /// The first topics with digests, by name, and one more if there are too many for the header of
    /// a page. Each links to its page in that language if it exists.
    public List<TopicLink> topics(Transaction transaction, String language) {
        return library.topics(transaction).stream()
                .flatMap(topic -> {
                    List<ListedDigest> newest = library.listed(transaction, topic.id(), DAYS_OF_TOPIC);
                    String own = find(newest, key -> isWritten(key, language))
                            .map(each -> address(around(transaction, newest), each.key())
                                    .language())
                            .orElse("");
                    return newest.isEmpty()
                            ? Stream.of()
                            : Stream.of(new TopicLink(topic.name(), new SiteAddress.OfTopic(own, topic.id())));
                })
                .limit(MAX_LINKS + 1L)
                .toList();
    }

    static boolean isWritten(DigestKey key, String language) {
        return SiteAddress.languageSegment(key.language()).equals(SiteAddress.languageSegment(language));
    }

    LinkedDigests links(Transaction transaction, SiteEdition edition) {
        DigestKey key = edition.digest().key();
        return new LinkedDigests(
                edition.earlier().flatMap(day -> link(transaction, key.topic(), day.day(), key)),
                edition.later().flatMap(day -> link(transaction, key.topic(), day.day(), key)),
                library.newestTopics(transaction, "", key.day()).stream()
                        .map(LibraryTopic::id)
                        .filter(topic -> !topic.equalsIgnoreCase(key.topic()))
                        .flatMap(topic -> link(transaction, topic, key.day(), key).stream())
                        .limit(MAX_LINKS)
                        .toList(),
                library.continuations(transaction, edition.number(), edition.revision()));
    }

    /// The digest of that topic and day in the key's language, or else in another one.
    private Optional<DigestLink> link(Transaction transaction, String topic, LocalDate day, DigestKey like) {
        return library.on(transaction, topic, day, like.language())
                .map(StoredDigest::digest)
                .map(digest -> DigestLink.to(address(transaction, digest.key()), digest));
    }

    /// The digests of the topic's newest days, the newest first, each in one language.
    ///
    /// @param language the segment of the only language that is listed; empty for the main language
    ///     of each day, or another one if the day has none in it
    List<UnreadDigest> newest(Transaction transaction, String topic, String language, int days) {
        return unread(transaction, library.listed(transaction, topic, days), language);
    }

    /// The digests of the last days before that one, chosen as in [#newest].
    List<UnreadDigest> before(Transaction transaction, String topic, String language, LocalDate day) {
        return unread(transaction, library.listed(transaction, topic, day.minusDays(1), DAYS_OF_TOPIC), language);
    }

    private List<UnreadDigest> unread(Transaction transaction, List<ListedDigest> listed, String language) {
        if (listed.isEmpty()) {
            return List.of();
        }
        TopicDays days = around(transaction, listed);
        Map<List<Object>, List<ListedDigest>> byEdition = listed.stream()
                .collect(Collectors.groupingBy(
                        each -> List.of(each.key().day(), each.key().edition()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byEdition.values().stream()
                .flatMap(versions -> chosen(days, versions, language).stream())
                .map(chosen -> new UnreadDigest(chosen, days))
                .toList();
    }

    /// The days of the digests and the days around them.
    ///
    /// @param listed digests of a topic, the newest first
    public TopicDays around(Transaction transaction, List<ListedDigest> listed) {
        DigestKey newest = listed.getFirst().key();
        return library.daysAround(
                transaction, newest.topic(), listed.getLast().key().day(), newest.day());
    }

    private static Optional<ListedDigest> chosen(TopicDays days, List<ListedDigest> versions, String language) {
        if (!language.isEmpty()) {
            return find(versions, key -> isWritten(key, language));
        }
        return versions.stream()
                .filter(each -> isMain(days, each.key()))
                .findFirst()
                .or(() -> versions.stream().max(Comparator.comparingLong(ListedDigest::number)));
    }

    private static Optional<ListedDigest> find(List<ListedDigest> versions, Predicate<DigestKey> isWanted) {
        return versions.stream().filter(each -> isWanted.test(each.key())).findFirst();
    }

    /// The languages in which the topic's newest days have separate pages, as IETF tags.
    Set<String> otherLanguages(Transaction transaction, String topic, int days) {
        List<ListedDigest> newest = library.listed(transaction, topic, days);
        if (newest.isEmpty()) {
            return Set.of();
        }
        TopicDays around = around(transaction, newest);
        return newest.stream()
                .map(ListedDigest::key)
                .filter(key -> !isMain(around, key))
                .map(DigestKey::language)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private SiteEdition edition(Transaction transaction, StoredDigest stored, TopicDays days) {
        Digest digest = stored.digest();
        DigestKey key = digest.key();
        List<ListedDigest> day = days.on(key.day());
        return new SiteEdition(
                stored.number(),
                stored.revision(),
                digest,
                address(days, key),
                stored.publishedAt().orElseThrow(),
                library.corrections(transaction, stored),
                day.stream()
                        .filter(each -> each.key().edition().equals(key.edition()))
                        .map(each -> new PageLanguage(each.key().language(), address(days, each.key())))
                        .toList(),
                day.stream()
                        .map(ListedDigest::key)
                        .filter(each -> each.language().equals(key.language())
                                && !each.edition().equals(key.edition()))
                        .map(each -> address(days, each))
                        .toList(),
                neighbour(days, key, days.before(key.day())),
                neighbour(days, key, days.after(key.day())));
    }

    private static Optional<SiteAddress.OfDay> neighbour(TopicDays days, DigestKey key, Optional<LocalDate> day) {
        return day.flatMap(found -> days.best(found, key.language())).map(best -> address(days, best.key()));
    }

    public SiteAddress.OfDay address(Transaction transaction, DigestKey key) {
        return address(library.daysUntil(transaction, key.topic(), key.day()), key);
    }

    /// The address of a published digest.
    ///
    /// @param days digests of its topic, including the result of [Library#daysUntil] for its day
    public static SiteAddress.OfDay address(TopicDays days, DigestKey key) {
        return SiteAddress.OfDay.of(key, isMain(days, key));
    }

    private static boolean isMain(TopicDays days, DigestKey key) {
        Optional<String> main = days.languages(key.day()).all().stream().findFirst();
        return main.isPresent()
                && main.get().equals(DigestKey.primary(key.language()))
                && days.on(key.day()).stream()
                        .map(ListedDigest::key)
                        .filter(each -> each.edition().equals(key.edition())
                                && DigestKey.primary(each.language()).equals(main.get()))
                        .map(DigestKey::language)
                        .min(Comparator.naturalOrder())
                        .filter(key.language()::equals)
                        .isPresent();
    }

    /// The digests with all of the words, the latest day first.
    public SiteResultPage search(Transaction transaction, SearchQuery query, String language, int limit, int offset) {
        SearchResult found = library.search(transaction, query, language, limit, offset);
        return new SiteResultPage(
                found.hits().stream()
                        .flatMap(hit -> library.digest(transaction, hit.number()).stream())
                        .map(stored -> hit(transaction, stored, query))
                        .toList(),
                found.total());
    }

    private SiteHit hit(Transaction transaction, StoredDigest stored, SearchQuery query) {
        Digest digest = stored.digest();
        Snippet snippet = library.snippet(stored, query);
        Optional<Perspective> said = snippet.place() instanceof DigestView.OnePerspective(int ordinal)
                ? Optional.of(digest.perspectives().get(ordinal))
                : Optional.empty();
        return new SiteHit(DigestLink.to(address(transaction, digest.key()), digest), said, snippet.pieces());
    }
}
