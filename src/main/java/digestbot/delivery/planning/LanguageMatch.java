package digestbot.delivery.planning;

import digestbot.library.archive.TopicLanguageStore;
import digestbot.library.archive.TopicLanguages;
import digestbot.library.archive.TopicLanguages.ReaderFilter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The readers of a digest by language, as SQL conditions for the planner.
///
/// @param digest its number
/// @param readers the languages of the readers who receive the digest
/// @param otherVersions the digests of the same topic, day and edition in other languages; a
///     subscriber who has one of them does not receive this one
/// @param replacedDigests the digests among `otherVersions` in another primary language; their
///     unsent deliveries are replaced
record LanguageMatch(long digest, ReaderFilter readers, List<Long> otherVersions, List<Long> replacedDigests) {

    LanguageMatch {
        otherVersions = List.copyOf(otherVersions);
        replacedDigests = List.copyOf(replacedDigests);
    }

    /// @param language the language of the digest, an IETF tag
    static LanguageMatch of(
            long digest, String language, TopicLanguages languages, List<TopicLanguageStore.LanguageVersion> others) {
        String own = TopicLanguages.primary(language);
        return new LanguageMatch(
                digest,
                languages.readers(language),
                others.stream().map(TopicLanguageStore.LanguageVersion::number).toList(),
                others.stream()
                        .filter(other ->
                                !TopicLanguages.primary(other.language()).equals(own))
                        .map(TopicLanguageStore.LanguageVersion::number)
                        .toList());
    }

    /// The digest and its other languages as an SQL list.
    String allVersions() {
        return list(Stream.concat(Stream.of(digest), otherVersions.stream()));
    }

    /// The digests that it replaces, as an SQL list.
    String replaced() {
        return list(replacedDigests.stream());
    }

    private static String list(Stream<Long> numbers) {
        return numbers.map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    /// The condition (starting with `AND`) that the digest is for subscriber `u`.
    String isReader() {
        return switch (readers) {
            case ReaderFilter.All() -> "";
            case ReaderFilter.Only(String language) -> " AND " + PRIMARY + " IN " + quoted(Set.of(language));
            case ReaderFilter.Except(Set<String> languages) -> " AND " + PRIMARY + " NOT IN " + quoted(languages);
        };
    }

    /// The language of `u` without script or region.
    private static final String PRIMARY = "substr(u.language, 1, instr(u.language || '-', '-') - 1)";

    /// The subtags consist of letters and digits only, so no escaping is needed.
    private static String quoted(Collection<String> languages) {
        return languages.stream().sorted().map(each -> "'" + each + "'").collect(Collectors.joining(", ", "(", ")"));
    }
}
