package digestbot.delivery.planning;

import digestbot.library.archive.TopicLanguageStore;
import digestbot.library.archive.TopicLanguages;
import digestbot.library.archive.TopicLanguages.Readers;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The readers of a digest by its language, as conditions of a statement that plans for many.
///
/// @param digest its number
/// @param readers whom it is for
/// @param same the digests of its topic, day and edition in other languages: who has one of them does not get it too
/// @param instead those of them that serve nobody whom it serves, so that it replaces them where they were never sent
record LanguageMatch(long digest, Readers readers, List<Long> same, List<Long> instead) {

    LanguageMatch {
        same = List.copyOf(same);
        instead = List.copyOf(instead);
    }

    /// @param language the digest's, an IETF tag
    static LanguageMatch of(
            long digest, String language, TopicLanguages languages, List<TopicLanguageStore.Other> others) {
        String own = TopicLanguages.primary(language);
        return new LanguageMatch(
                digest,
                languages.readers(language),
                others.stream().map(TopicLanguageStore.Other::number).toList(),
                others.stream()
                        .filter(other ->
                                !TopicLanguages.primary(other.language()).equals(own))
                        .map(TopicLanguageStore.Other::number)
                        .toList());
    }

    /// The digest and the same in other languages, as SQL's list.
    String anyOfIt() {
        return list(Stream.concat(Stream.of(digest), same.stream()));
    }

    /// The digests that it replaces, as SQL's list.
    String replaced() {
        return list(instead.stream());
    }

    private static String list(Stream<Long> numbers) {
        return numbers.map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    /// The condition, with `AND` before it, that the subscriber `u` is one of those whom it is for.
    String isReader() {
        return switch (readers) {
            case Readers.Everybody() -> "";
            case Readers.Of(String language) -> " AND " + PRIMARY + " IN " + quoted(Set.of(language));
            case Readers.OfNone(Set<String> languages) -> " AND " + PRIMARY + " NOT IN " + quoted(languages);
        };
    }

    /// The language of `u` without script or region, as the readers' are.
    private static final String PRIMARY = "substr(u.language, 1, instr(u.language || '-', '-') - 1)";

    /// They are letters and digits alone.
    private static String quoted(Collection<String> languages) {
        return languages.stream().sorted().map(each -> "'" + each + "'").collect(Collectors.joining(", ", "(", ")"));
    }
}
