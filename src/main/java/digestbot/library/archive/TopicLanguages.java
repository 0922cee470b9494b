package digestbot.library.archive;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The languages in which a topic comes on a day, and which of them serves which reader: the only place for that rule.
///
/// A reader gets the topic in their own language if it comes in that, else in its main one. It comes in the languages
/// of the day's digests, and in those of its digests of the [#LATELY] days before, unless the last [#LATEST] of these
/// that had a digest at all had none in it: whoever waits for a language that was given up shall not wait for long.
/// The main language is the one with the most digests before the day, so that it stays the same while the day's
/// arrive; of several the one that came first. Tags are judged by their language alone: `zh-Hans` is `zh`.
public final class TopicLanguages {

    /// Days before the day that count.
    static final int LATELY = 30;

    /// So many days with digests are long enough to see that a language was given up.
    private static final int LATEST = 7;

    /// A digest of the topic that is out.
    ///
    /// @param language an IETF tag
    record Written(String language, LocalDate day) {}

    /// The readers that a digest is for.
    public sealed interface Readers {

        /// All, as there is nothing to choose from.
        record Everybody() implements Readers {}

        /// Those of this language.
        record Of(String language) implements Readers {}

        /// Those whose language is none of these.
        record OfNone(Set<String> languages) implements Readers {
            public OfNone {
                languages = Set.copyOf(languages);
            }
        }
    }

    private final List<String> all;

    private TopicLanguages(List<String> all) {
        this.all = all;
    }

    /// @param written what is out; of other days than those that count, too
    /// @param first when each language came first, by tag; the lowest number is the earliest
    static TopicLanguages on(LocalDate day, Collection<Written> written, Map<String, Long> first) {
        List<Written> before = written.stream()
                .filter(each -> each.day().isBefore(day) && !each.day().isBefore(day.minusDays(LATELY)))
                .toList();
        Set<LocalDate> latest = before.stream()
                .map(Written::day)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(LATEST)
                .collect(Collectors.toSet());
        Map<String, Long> counts =
                before.stream().collect(Collectors.groupingBy(each -> primary(each.language()), Collectors.counting()));
        Map<String, Long> since = first.entrySet().stream()
                .collect(Collectors.toMap(each -> primary(each.getKey()), Map.Entry::getValue, Math::min));
        Predicate<Written> isKept = each -> each.day().equals(day) || latest.contains(each.day());
        return new TopicLanguages(written.stream()
                .filter(isKept)
                .map(each -> primary(each.language()))
                .distinct()
                .sorted(Comparator.comparingLong((String language) -> -counts.getOrDefault(language, 0L))
                        .thenComparingLong(language -> since.getOrDefault(language, Long.MAX_VALUE))
                        .thenComparing(Function.identity()))
                .toList());
    }

    /// A tag's language without script or region.
    public static String primary(String tag) {
        return Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
    }

    /// All of them, the main one first; empty if nothing is out.
    public List<String> all() {
        return all;
    }

    /// The one that a reader of that language gets; empty if nothing is out.
    ///
    /// @param reader an IETF tag
    public Optional<String> serving(String reader) {
        String own = primary(reader);
        return Stream.concat(all.stream().filter(own::equals), all.stream()).findFirst();
    }

    /// Tells whether a digest in that language is for a reader of that one; both are IETF tags.
    public boolean serves(String digest, String reader) {
        return all.size() < 2 || serving(reader).filter(primary(digest)::equals).isPresent();
    }

    /// The readers of a digest in that language.
    ///
    /// @param digest an IETF tag
    public Readers readers(String digest) {
        String own = primary(digest);
        if (all.size() < 2) {
            return new Readers.Everybody();
        }
        return all.getFirst().equals(own)
                ? new Readers.OfNone(all.stream().skip(1).collect(Collectors.toSet()))
                : new Readers.Of(own);
    }
}
