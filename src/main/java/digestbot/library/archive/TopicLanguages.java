package digestbot.library.archive;

import static digestbot.digest.DigestKey.primary;

import digestbot.digest.DigestKey;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The languages of a topic on a day, and the language that each reader receives. This is the only
/// place for that rule.
///
/// A reader receives the topic in their own language if it is available, otherwise in the main
/// language. A language is available if the day has a digest in it, or if one of the last
/// [#GIVEN_UP_AFTER] days with digests (within [#LOOKBACK_DAYS] days) had one; a discontinued
/// language is therefore not waited for much longer. The main language is the one with the most
/// digests before the day, so it does not change while the day's digests arrive; on a tie, it is
/// the one that was used first. Only the primary language subtag counts: `zh-Hans` is `zh`.
public final class TopicLanguages {

    static final int LOOKBACK_DAYS = 30;
    private static final int GIVEN_UP_AFTER = 7;

    /// The readers who receive a digest.
    public sealed interface ReaderFilter {

        /// There is only one language.
        record All() implements ReaderFilter {}

        record Only(String language) implements ReaderFilter {}

        record Except(Set<String> languages) implements ReaderFilter {}
    }

    static final TopicLanguages NONE = new TopicLanguages(List.of());

    private final List<String> all;

    private TopicLanguages(List<String> all) {
        this.all = all;
    }

    /// The languages of a topic whose digests are all in one language, an IETF tag.
    static TopicLanguages only(String tag) {
        return new TopicLanguages(List.of(primary(tag)));
    }

    /// Digests outside the period are ignored. `first` has the number of the first digest in each
    /// language.
    static TopicLanguages on(LocalDate day, Collection<DigestKey> written, Map<String, Long> first) {
        List<DigestKey> before = written.stream()
                .filter(each -> each.day().isBefore(day) && !each.day().isBefore(day.minusDays(LOOKBACK_DAYS)))
                .toList();
        Set<LocalDate> latest = before.stream()
                .map(DigestKey::day)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(GIVEN_UP_AFTER)
                .collect(Collectors.toSet());
        Map<String, Long> counts =
                before.stream().collect(Collectors.groupingBy(each -> primary(each.language()), Collectors.counting()));
        Map<String, Long> since = first.entrySet().stream()
                .collect(Collectors.toMap(each -> primary(each.getKey()), Map.Entry::getValue, Math::min));
        Predicate<DigestKey> isKept = each -> each.day().equals(day) || latest.contains(each.day());
        return new TopicLanguages(written.stream()
                .filter(isKept)
                .map(each -> primary(each.language()))
                .distinct()
                .sorted(Comparator.comparingLong((String language) -> -counts.getOrDefault(language, 0L))
                        .thenComparingLong(language -> since.getOrDefault(language, Long.MAX_VALUE))
                        .thenComparing(Function.identity()))
                .toList());
    }

    /// The languages, the main one first; empty without a digest.
    public List<String> all() {
        return all;
    }

    /// The language for a reader, whose own is an IETF tag; empty without a digest.
    public Optional<String> languageFor(String reader) {
        String own = primary(reader);
        return Stream.concat(all.stream().filter(own::equals), all.stream()).findFirst();
    }

    /// Whether a digest in the first language is for a reader of the second; both are IETF
    /// tags.
    public boolean serves(String digest, String reader) {
        return all.size() < 2
                || languageFor(reader).filter(primary(digest)::equals).isPresent();
    }

    /// The readers who receive a digest in that language, an IETF tag.
    public ReaderFilter readers(String digest) {
        String own = primary(digest);
        if (all.size() < 2) {
            return new ReaderFilter.All();
        }
        return all.getFirst().equals(own)
                ? new ReaderFilter.Except(all.stream().skip(1).collect(Collectors.toSet()))
                : new ReaderFilter.Only(own);
    }
}
