package digestbot.api;

import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.content.views.PerspectiveShare;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Perspective;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.archive.DigestListQuery.ListPlace;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.PublishedDigestStore.DigestSummary;
import digestbot.library.archive.TopicLanguages;
import digestbot.library.search.SearchQuery;
import digestbot.site.SiteAddress;
import digestbot.site.SiteLibrary;
import digestbot.site.SiteLibrary.SiteHits;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Finds digests for the API. It knows the [Library] alone, so that drafts, held and withdrawn
/// digests do not exist here. Thread-safe.
public final class PublicDigests {

    public static final int MAX_TOPICS = 1_000;

    /// The maximum number of languages and editions of a topic on a day.
    private static final int MAX_VARIANTS = 200;

    private static final String SHARE_LANGUAGE = "en";

    public static final int MAX_TEXT_LENGTH = 400;

    /// The longest text before the first word of the search.
    private static final int MAX_LEAD_LENGTH = 100;

    private static final String LEFT_OUT = "…";

    private final Library library;
    private final DigestViews views;
    private final SiteLibrary site;

    public PublicDigests(Library library, DigestViews views) {
        this.library = library;
        this.views = views;
        site = new SiteLibrary(library);
    }

    /// A topic with the day of its latest digest and its languages on that day: without regions,
    /// the main one first.
    public record PublicTopic(String id, String name, LocalDate latest, List<String> languages) {}

    /// A page of a list; `next` is empty on the last one.
    public record DigestPage(List<PublicSummary> digests, Optional<ListPlace> next) {}

    public record PublicSummary(DigestSummary summary, String topicName, SiteAddress.OfDay address) {}

    /// The topics, by name.
    public List<PublicTopic> topics(Transaction transaction) {
        return library.topics(transaction).stream()
                .limit(MAX_TOPICS)
                .flatMap(known -> library.days(transaction, known.topic().id(), 1).stream()
                        .map(day -> new PublicTopic(
                                known.topic().id(),
                                known.topic().name(),
                                day,
                                library.languages(transaction, known.topic().id(), day)
                                        .all())))
                .toList();
    }

    public boolean hasTopic(Transaction transaction, String id) {
        return library.topics(transaction).stream()
                .anyMatch(known -> known.topic().id().equals(id));
    }

    public DigestPage list(Transaction transaction, DigestListQuery query, int limit) {
        List<DigestSummary> more = library.summaries(transaction, query, limit + 1);
        List<DigestSummary> digests = more.subList(0, Math.min(limit, more.size()));
        Map<String, String> names = library.topics(transaction).stream()
                .map(LibraryTopic::topic)
                .collect(Collectors.toMap(topic -> topic.id(), topic -> topic.name()));
        return new DigestPage(
                digests.stream()
                        .map(digest -> {
                            DigestKey key = digest.listed().key();
                            return new PublicSummary(
                                    digest,
                                    names.getOrDefault(key.topic(), key.topic()),
                                    site.address(transaction, key));
                        })
                        .toList(),
                more.size() > limit ? Optional.of(ListPlace.of(digests.getLast().listed())) : Optional.empty());
    }

    /// The latest day comes first.
    public SiteHits search(Transaction transaction, SearchQuery query, int limit) {
        return site.search(transaction, query, "", limit, 0);
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
        return cut(start == 0 ? text : LEFT_OUT + text.substring(whole(text, start)));
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT_LENGTH
                ? text
                : text.substring(0, whole(text, MAX_TEXT_LENGTH - LEFT_OUT.length())) + LEFT_OUT;
    }

    /// The same place, or the one before it inside a surrogate pair.
    private static int whole(String text, int place) {
        return Character.isLowSurrogate(text.charAt(place)) ? place - 1 : place;
    }

    /// The digest at an address. Of several, it takes the one in the topic's main language, and
    /// then the one that was received last.
    public Found find(Transaction transaction, DigestAddress address) {
        Optional<LocalDate> day = address.day()
                .or(() -> library.days(transaction, address.topic(), 1).stream().findFirst());
        return day.map(known -> on(transaction, address.on(known), known)).orElseGet(Found.Nothing::new);
    }

    private Found on(Transaction transaction, DigestAddress address, LocalDate day) {
        Predicate<DigestKey> isWanted = key -> matches(key, address);
        List<String> languages =
                library.languages(transaction, address.topic(), day).all();
        Optional<Found> shown =
                library.summaries(transaction, DigestListQuery.on(address.topic(), day), MAX_VARIANTS).stream()
                        .map(DigestSummary::listed)
                        .filter(listed -> isWanted.test(listed.key()))
                        .min(Comparator.comparingInt(listed -> rank(listed.key(), address, languages)))
                        .flatMap(listed -> site.edition(transaction, listed.number()))
                        .map(edition -> new Found.Shown(new PublicDigest(edition, shares(edition.digest()))));
        return shown.orElseGet(() ->
                library.withdrawn(transaction, address.topic(), day).stream().anyMatch(isWanted)
                        ? new Found.Gone()
                        : new Found.Nothing());
    }

    private static boolean matches(DigestKey key, DigestAddress address) {
        String own = key.language().toLowerCase(Locale.ROOT);
        return address.edition().stream().allMatch(key.edition()::equals)
                && address.language().map(tag -> tag.toLowerCase(Locale.ROOT)).stream()
                        .allMatch(tag -> own.equals(tag) || own.startsWith(tag + "-"));
    }

    /// The exact language comes first, then the order of the topic's languages.
    private static int rank(DigestKey key, DigestAddress address, List<String> languages) {
        if (address.language().filter(key.language()::equalsIgnoreCase).isPresent()) {
            return -1;
        }
        int place = languages.indexOf(TopicLanguages.primary(key.language()));
        return place < 0 ? languages.size() : place;
    }

    /// The shares in the order of the digest's perspectives.
    private List<PerspectiveShare> shares(Digest digest) {
        List<String> ids = digest.perspectives().stream().map(Perspective::id).toList();
        var all = ReadingOptions.DEFAULT.withPerspectives(PerspectiveChoice.only(ids));
        return views.shares(
                digest, Reader.on(digest.key().day(), SHARE_LANGUAGE).withReading(all));
    }

    public sealed interface Found {

        record Shown(PublicDigest digest) implements Found {}

        /// A digest that was published and has been withdrawn.
        record Gone() implements Found {}

        record Nothing() implements Found {}
    }

    /// The address of a digest.
    ///
    /// @param day empty for the latest one
    /// @param edition empty for a digest without one; without a value, any edition
    /// @param language an IETF tag, or the beginning of one; without a value, the topic's main
    ///     language if there is a digest in it
    public record DigestAddress(
            String topic, Optional<LocalDate> day, Optional<String> edition, Optional<String> language) {

        DigestAddress on(LocalDate other) {
            return new DigestAddress(topic, Optional.of(other), edition, language);
        }
    }
}
