package digestbot.library.archive;

import digestbot.digest.DigestKey;
import digestbot.library.archive.PublishedDigestStore.ListedDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The visible digests of a topic in a stretch of days, in memory, with the languages and the
/// neighbours of each day. It saves a question to the database for each of many digests.
///
/// Not safe for use by several threads.
public final class TopicDays {

    private final NavigableMap<LocalDate, List<ListedDigest>> days = new TreeMap<>();
    private final Map<String, Long> first;
    private final Map<LocalDate, TopicLanguages> languages = new HashMap<>();

    /// Present if all digests are in one language.
    private final Optional<TopicLanguages> only;

    /// The digests of a day are in the order of the lists. `first` has the number of the first
    /// digest in each language, and is empty if there is only one language.
    TopicDays(List<ListedDigest> listed, Map<String, Long> first) {
        listed.forEach(each ->
                days.computeIfAbsent(each.key().day(), _ -> new ArrayList<>()).add(each));
        this.first = Map.copyOf(first);
        only = first.isEmpty()
                ? listed.stream()
                        .findFirst()
                        .map(each -> TopicLanguages.only(each.key().language()))
                : Optional.empty();
    }

    public NavigableMap<LocalDate, List<ListedDigest>> all() {
        return days;
    }

    /// Sorted by language and edition.
    public List<ListedDigest> on(LocalDate day) {
        return days.getOrDefault(day, List.of());
    }

    public TopicLanguages languages(LocalDate day) {
        Collection<List<ListedDigest>> until = days.subMap(day.minusDays(TopicLanguages.LOOKBACK_DAYS), true, day, true)
                .values();
        if (only.isPresent()) { // nothing to count, for most topics and thousands of days
            return until.isEmpty() ? TopicLanguages.NONE : only.get();
        }
        return languages.computeIfAbsent(
                day,
                _ -> TopicLanguages.on(
                        day,
                        until.stream()
                                .flatMap(List::stream)
                                .map(ListedDigest::key)
                                .toList(),
                        first));
    }

    /// The main language of the topic on that day; empty without a digest.
    String mainLanguage(LocalDate day) {
        return languages(day).all().stream().findFirst().orElse("");
    }

    public Optional<LocalDate> before(LocalDate day) {
        return Optional.ofNullable(days.lowerKey(day));
    }

    public Optional<LocalDate> after(LocalDate day) {
        return Optional.ofNullable(days.higherKey(day));
    }

    /// The digest of the day that a reader of the language, an IETF tag, gets. If there are
    /// several: one in that language, or else one in the topic's main language, or else the last
    /// one received.
    public Optional<ListedDigest> best(LocalDate day, String language) {
        String own = DigestKey.primary(language);
        String main = mainLanguage(day);
        return on(day).stream()
                .max(Comparator.<ListedDigest, Boolean>comparing(each -> isIn(each, own))
                        .thenComparing(each -> isIn(each, main))
                        .thenComparingLong(ListedDigest::number));
    }

    private static boolean isIn(ListedDigest digest, String primary) {
        return DigestKey.primary(digest.key().language()).equals(primary);
    }
}
