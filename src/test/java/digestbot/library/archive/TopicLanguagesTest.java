package digestbot.library.archive;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.DigestKey;
import digestbot.library.archive.TopicLanguages.ReaderFilter;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The day is 28 February. Digests are written as days of February with their languages, in the
/// order in which they came.
class TopicLanguagesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 2, 28);

    @ParameterizedTest(name = "{0}: {1} reads {2}")
    @CsvSource(delimiter = '|', textBlock = """
            28 en                              | de      | en
            28 en                              |         | en
            27 de, 28 de, 27 en, 28 en         | de      | de
            27 de, 28 de, 27 en, 28 en         | en      | en
            27 de, 28 de, 27 en, 28 en         | es      | de
            27 en, 28 de, 27 de, 28 en         | es      | en
            26 de, 27 de, 27 en, 28 en         | es      | de
            26 en, 26 de, 27 de                | es      | de
            28 de, 28 en                       | es      | de
            27 en, 28 zh-Hans                  | zh      | zh
            27 en, 28 zh-Hans                  | zh_TW   | zh
            27 en, 28 zh                       | zh-Hant | zh
            27 en-GB, 27 en-US, 26 de, 27 de   | fr      | en
            27 de, 28 de, 27 en                | en      | en
            26 en, 27 en, 28 de                | en      | en
            26 en, 27 en, 28 de                | de      | de
            """)
    void servesAReaderInTheirLanguageElseInTheMainOne(String written, @Nullable String reader, String served) {
        TopicLanguages languages = languages(written);
        String wanted = reader == null ? "" : reader;
        assertThat(languages.languageFor(wanted)).contains(served);
        assertThat(languages.serves(served, wanted)).isTrue();
    }

    @Test
    void aLanguageThatTheLastSevenDaysWithADigestDidNotHaveServesNobody() {
        String german = "19 de, 20 de, 21 de, 22 de, 23 de, 24 de, 25 de, 26 de";
        assertThat(languages("20 en, " + german).languageFor("en")).contains("en");
        assertThat(languages("19 en, " + german).languageFor("en")).contains("de");
        assertThat(languages("19 en, " + german + ", 28 en").languageFor("en")).contains("en");
        assertThat(languages("1 en, 1 de, 2 de").languageFor("en")).contains("en");
    }

    @Test
    void nothingOfMoreThanThirtyDaysAgoServes() {
        var old = List.of(key("de", DAY.minusDays(31)), key("en", DAY.minusDays(30)));
        assertThat(TopicLanguages.on(DAY, old, Map.of()).all()).containsExactly("en");
        TopicLanguages none = TopicLanguages.on(DAY, List.of(), Map.of());
        assertThat(none.languageFor("en")).isEmpty();
        assertThat(none.serves("en", "de")).isTrue();
    }

    @Test
    void theDayItselfDoesNotChangeTheMainLanguage() {
        assertThat(languages("26 en, 26 de, 27 en, 27 de, 28 de").all()).containsExactly("en", "de");
        assertThat(languages("26 en, 26 de, 27 en, 27 de, 28 de, 28 en").all()).containsExactly("en", "de");
    }

    @Test
    void saysWhomADigestIsFor() {
        assertThat(languages("27 en, 28 en").readers("en")).isEqualTo(new ReaderFilter.All());
        TopicLanguages three = languages("26 en, 27 en, 27 de, 27 zh-CN");
        assertThat(three.readers("en-GB")).isEqualTo(new ReaderFilter.Except(Set.of("de", "zh")));
        assertThat(three.readers("de")).isEqualTo(new ReaderFilter.Only("de"));
        assertThat(three.readers("zh-Hant")).isEqualTo(new ReaderFilter.Only("zh"));
    }

    /// Exactly one language serves any reader, so the digests of a day reach every reader once.
    @Test
    void eachReaderIsServedByExactlyOne() {
        TopicLanguages languages = languages("26 en, 27 en, 27 de, 27 zh-CN, 28 es");
        for (String reader : List.of("en", "de-AT", "zh_TW", "es", "fr", "", "x")) {
            assertThat(languages.all().stream().filter(each -> languages.serves(each, reader)))
                    .hasSize(1);
        }
    }

    private static DigestKey key(String language, LocalDate day) {
        return new DigestKey("topic", day, language, "");
    }

    private static TopicLanguages languages(String written) {
        List<DigestKey> all = Arrays.stream(written.split(", ", -1))
                .map(each -> each.split(" ", -1))
                .map(each -> key(each[1], LocalDate.of(2026, 2, Integer.parseInt(each[0]))))
                .toList();
        Map<String, Long> first = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            first.putIfAbsent(all.get(i).language(), (long) i);
        }
        return TopicLanguages.on(DAY, all, first);
    }
}
