package digestbot.api;

import digestbot.api.DigestJson.DigestHead;
import digestbot.api.DigestJson.Digests;
import digestbot.api.DigestJson.Hits;
import digestbot.api.DigestJson.PageAddresses;
import digestbot.api.DigestJson.PerspectiveEntry;
import digestbot.api.DigestJson.TopicEntry;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import digestbot.content.TextShortener;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.PerspectiveShare;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Perspective;
import digestbot.digest.words.MarkedText;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.archive.DigestListQuery.ListPlace;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.PublishedDigestStore.DigestSummary;
import digestbot.library.archive.PublishedDigestStore.ListedDigest;
import digestbot.library.search.SearchQuery;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddressFormat;
import digestbot.site.SiteLibrary;
import digestbot.site.SiteLibrary.DigestLink;
import digestbot.site.SiteLibrary.SiteHit;
import digestbot.site.SiteLibrary.SiteResultPage;
import io.javalin.http.HttpStatus;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Finds digests for the API. It uses only [Library], so that drafts, held and withdrawn digests do
/// not exist here. Thread-safe.
public final class PublicDigestFinder {

    public static final int MAX_TOPICS = 1_000;

    /// The maximum number of languages and editions of a topic on a day.
    private static final int MAX_VARIANTS = 200;

    private static final String SHARE_LANGUAGE = "en";

    public static final int MAX_TEXT_LENGTH = 400;

    /// The length of the longest text before the first word of the search.
    private static final int MAX_LEAD_LENGTH = 100;

    private static final String LEFT_OUT = "…";

    private final Library library;
    private final DigestContentBuilder views;
    private final SiteLibrary site;
    private final PageAddresses pages;

    /// `addresses` is empty without a site.
    public PublicDigestFinder(Library library, DigestContentBuilder views, Optional<SiteAddressFormat> addresses) {
        this.library = library;
        this.views = views;
        site = new SiteLibrary(library);
        pages = new PageAddresses(addresses);
    }

    public List<TopicEntry> topics(Transaction transaction, int limit) {
        return library.topics(transaction).stream()
                .limit(limit)
                .map(LibraryTopic::topic)
                .flatMap(topic -> latestDay(transaction, topic.id()).stream()
                        .map(day -> new TopicEntry(
                                topic.id(),
                                topic.name(),
                                day,
                                library.languages(transaction, topic.id(), day).all(),
                                pages.of(new SiteAddress.OfTopic("", topic.id())))))
                .toList();
    }

    public Optional<LocalDate> latestDay(Transaction transaction, String topic) {
        return library.days(transaction, topic, 1).stream().findFirst();
    }

    /// Fails with an [ApiProblem] if the topic does not exist; the hint says how to find topics.
    public void requireTopic(Transaction transaction, String id, String hint) {
        if (latestDay(transaction, id).isEmpty()) {
            throw ApiProblem.notFound("Topic “%s” not found. %s".formatted(id, hint));
        }
    }

    public Digests list(Transaction transaction, DigestListQuery query, int limit) {
        List<DigestSummary> more = library.summaries(transaction, query, limit + 1);
        List<DigestSummary> digests = more.subList(0, Math.min(limit, more.size()));
        Map<String, String> names = library.topics(transaction).stream()
                .map(LibraryTopic::topic)
                .collect(Collectors.toMap(topic -> topic.id(), topic -> topic.name()));
        return new Digests(
                digests.stream()
                        .map(digest -> entry(transaction, digest, names))
                        .toList(),
                more.size() > limit
                        ? Optional.of(ApiParameters.cursor(
                                ListPlace.of(digests.getLast().listed())))
                        : Optional.empty());
    }

    private Digests.DigestEntry entry(Transaction transaction, DigestSummary summary, Map<String, String> names) {
        ListedDigest listed = summary.listed();
        DigestKey key = listed.key();
        return new Digests.DigestEntry(
                DigestHead.of(
                        key,
                        names.getOrDefault(key.topic(), key.topic()),
                        listed.title(),
                        pages.of(site.address(transaction, key))),
                listed.revision(),
                listed.publishedAt(),
                summary.correctedAt());
    }

    public Hits search(Transaction transaction, SearchQuery query, int limit) {
        SiteResultPage found = site.search(transaction, query, "", limit, 0);
        return new Hits(found.total(), found.hits().stream().map(this::hit).toList());
    }

    private Hits.Hit hit(SiteHit hit) {
        DigestLink link = hit.link();
        Optional<String> page = hit.said().flatMap(said -> pages.of(link.address(), said));
        return new Hits.Hit(
                DigestHead.of(link.key(), link.topic(), link.title(), page.or(() -> pages.of(link.address()))),
                passage(hit.passage()),
                hit.said().map(said -> PerspectiveEntry.named(said, page)));
    }

    /// The text around the first word of the search.
    static String passage(List<Piece> pieces) {
        String text = pieces.stream().map(Piece::text).collect(Collectors.joining());
        int first = pieces.stream()
                .takeWhile(piece -> !piece.marked())
                .mapToInt(piece -> piece.text().length())
                .sum();
        int start = text.length() <= MAX_TEXT_LENGTH || first <= MAX_LEAD_LENGTH || first == text.length()
                ? 0
                : first - MAX_LEAD_LENGTH;
        return TextShortener.shorten(
                MAX_TEXT_LENGTH, start == 0 ? text : LEFT_OUT + text.substring(MarkedText.whole(text, start)));
    }

    /// The digest at an address. Of several, takes the one in the topic's main language, and then
    /// the one received last. Fails with an [ApiProblem] if there is none; the hint says where
    /// digests are.
    public PublicDigest find(Transaction transaction, DigestAddress address, Supplier<String> hint) {
        return address.day()
                .or(() -> latestDay(transaction, address.topic()))
                .flatMap(day -> on(transaction, address, day))
                .orElseThrow(() -> ApiProblem.notFound("Digest not found." + hint.get()));
    }

    private Optional<PublicDigest> on(Transaction transaction, DigestAddress address, LocalDate day) {
        List<String> languages =
                library.languages(transaction, address.topic(), day).all();
        Optional<PublicDigest> shown =
                library.summaries(transaction, DigestListQuery.on(address.topic(), day), MAX_VARIANTS).stream()
                        .map(DigestSummary::listed)
                        .filter(listed -> matches(listed.key(), address))
                        .min(Comparator.comparingInt(listed -> rank(listed.key(), address, languages)))
                        .flatMap(listed -> site.edition(transaction, listed.number()))
                        .map(edition -> new PublicDigest(
                                edition,
                                shares(edition.digest()),
                                pages,
                                library.continuations(transaction, edition.number(), edition.revision()),
                                Optional.empty()));
        if (shown.isEmpty()
                && library.withdrawn(transaction, address.topic(), day).stream()
                        .anyMatch(key -> matches(key, address))) {
            throw new ApiProblem(HttpStatus.GONE, "This digest was withdrawn.");
        }
        return shown;
    }

    private static boolean matches(DigestKey key, DigestAddress address) {
        String own = key.language().toLowerCase(Locale.ROOT);
        return address.edition().stream().allMatch(key.edition()::equals)
                && address.language().map(tag -> tag.toLowerCase(Locale.ROOT)).stream()
                        .allMatch(tag -> own.equals(tag) || own.startsWith(tag + "-"));
    }

    /// The rank of a language: the exact one is first, then the topic's languages in their order.
    private static int rank(DigestKey key, DigestAddress address, List<String> languages) {
        if (address.language().filter(key.language()::equalsIgnoreCase).isPresent()) {
            return -1;
        }
        int place = languages.indexOf(DigestKey.primary(key.language()));
        return place < 0 ? languages.size() : place;
    }

    private List<PerspectiveShare> shares(Digest digest) {
        List<String> ids = digest.perspectives().stream().map(Perspective::id).toList();
        var all = ReadingOptions.DEFAULT.withPerspectives(PerspectiveChoice.only(ids));
        return views.shares(
                digest, Reader.on(digest.key().day(), SHARE_LANGUAGE).withReading(all));
    }

    /// The address of a digest.
    ///
    /// @param day empty for the latest one
    /// @param edition empty for a digest without one; absent for any edition
    /// @param language an IETF tag or its beginning; absent for the topic's main language, if there
    ///     is a digest in it
    public record DigestAddress(
            String topic, Optional<LocalDate> day, Optional<String> edition, Optional<String> language) {}
}
