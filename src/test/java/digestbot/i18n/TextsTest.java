package digestbot.i18n;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

    private final Texts english = Texts.of("en");

    @Test
    void whatPeopleWroteIsNeverReadAsAPatternAndTheNumberOfArgumentsIsChecked() {
        assertThat(english.format("corrected", "{0} {1} 'it's' %d")).isEqualTo("Corrected: {0} {1} 'it's' %d");
        assertThat(english.format("day-with-age", "{1}", "{0}")).isEqualTo("{1} ({0})");
        assertThatThrownBy(() -> english.format("articles")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> english.format("sources", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Thu 5 February 2026        | 5 Feb   | 5 Feb 2026   | Fri 6 Feb 08:05    | Mon
            de | Do., 5. Februar 2026         | 5. Feb. | 5. Feb. 2026 | Fr., 6. Feb. 08:05   | Mo
            es | jue, 5 de febrero de 2026   | 5 feb   | 5 feb 2026   | vie, 6 feb 08:05    | lun
            zh | 2026年2月5日 周四            | 2月5日   | 2026年2月5日   | 2月6日 周五 08:05   | 周一
            """)
    void daysAndMomentsAreWrittenAsTheLanguageDoes(
            String language, String full, String sameYear, String otherYear, String moment, String monday) {
        LocalDate day = LocalDate.of(2026, 2, 5);
        Texts texts = Texts.of(language);
        assertThat(texts.day(day)).isEqualTo(full);
        assertThat(texts.shortDay(day, 2026)).isEqualTo(sameYear);
        assertThat(texts.shortDay(day, 2025)).isEqualTo(otherYear);
        assertThat(texts.moment(LocalDateTime.of(2026, 2, 6, 8, 5))).isEqualTo(moment);
        assertThat(texts.weekday(DayOfWeek.MONDAY)).isEqualTo(monday);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 0 outlets  | 1 outlet  | 2 outlets  | 1,204 outlets  | 2,000,000 outlets
            de | 0 Medien   | 1 Medium  | 2 Medien   | 1.204 Medien   | 2.000.000 Medien
            es | 0 medios   | 1 medio   | 2 medios   | 1.204 medios   | 2.000.000 de medios
            zh | 0 家媒体    | 1 家媒体   | 2 家媒体    | 1,204 家媒体    | 2,000,000 家媒体
            """)
    void countsAreWrittenAsTheLanguageDoes(
            String language, String none, String one, String two, String many, String millions) {
        assertThat(Stream.of(0, 1, 2, 1204, 2_000_000)
                        .map(count -> Texts.of(language).format("outlets", count)))
                .containsExactly(none, one, two, many, millions);
    }

    @Test
    void aTagGetsTheWordsOfItsNearestLanguageElseEnglish() {
        assertThat(Stream.of("zh-CN", "zh-hans", "zh-TW", "zh_Hant_HK"))
                .allMatch(tag -> Texts.of(tag).language().equals("zh"));
        assertThat(Stream.of("es-419", "es-ES"))
                .allMatch(tag -> Texts.of(tag).language().equals("es"));
        assertThat(Stream.of("de-AT", "DE"))
                .allMatch(tag -> Texts.of(tag).language().equals("de"));
        assertThat(Stream.of(
                        "en-US", "en_GB", "pt", "pt-BR", "eszett", "dev", "tlh", "", "../../etc", "x".repeat(1000)))
                .allMatch(tag -> Texts.of(tag).language().equals("en"));
    }

    @Test
    void aMomentNamesItsTimeZone() {
        Instant at = Instant.parse("2026-02-06T07:05:00Z");
        assertThat(english.moment(at, ZoneId.of("Europe/Berlin"))).isEqualTo("Fri 6 Feb 08:05 Europe/Berlin");
        assertThat(english.moment(at, ZoneOffset.UTC)).isEqualTo("Fri 6 Feb 07:05 UTC");
    }

    @Test
    void listsPartsAndLanguagesAsEachLanguageWritesThem() {
        assertThat(Texts.of("en").list(List.of("China", "{1}", "India"))).isEqualTo("China, {1}, India");
        assertThat(Texts.of("zh").list(List.of("中国", "印度"))).isEqualTo("中国、印度");
        assertThat(Texts.of("en").list(List.of())).isEmpty();
        assertThat(Texts.ownName("es", false)).isEqualTo("Español");
        assertThat(Texts.ownName("zh_Hant", true)).isEqualTo("中文 (繁體)");
    }

    @Test
    void someCountriesHaveAnArticleInEnglishSentences() {
        Texts english = Texts.of("en-GB");
        assertThat(List.of(english.inSentence("US"), english.inSentence("Netherlands"), english.inSentence("China")))
                .containsExactly("the US", "the Netherlands", "China");
        assertThat(Texts.of("es").inSentence("US")).isEqualTo("US");
    }

    @Test
    void anotherLanguageNeedsNoCodeButEveryText() throws IOException {
        Properties file = englishFile();
        file.setProperty("plural.few", "i % 10 = 2..4 and i % 100 != 12..14");
        file.setProperty("date.full", "EEEE, d. MMMM uuuu");
        new ArrayList<>(file.stringPropertyNames())
                .stream()
                        .filter(key -> key.endsWith(".other"))
                        .forEach(key -> file.setProperty(key.replace(".other", ".few"), file.getProperty(key)));
        file.setProperty("articles.few", "{0} Artikelchen");
        var texts = new Texts("de", file, Texts.keys(file));
        assertThat(texts.format("articles", 3)).isEqualTo("3 Artikelchen");
        assertThat(texts.format("articles", 12_000)).isEqualTo("12.000 articles");
        assertThat(texts.day(LocalDate.of(2026, 2, 5))).isEqualTo("Donnerstag, 5. Februar 2026");
        assertThatThrownBy(() -> new Texts("de", new Properties(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text/de.properties lacks date.full");
    }

    private static Properties englishFile() throws IOException {
        return TextFile.read("en").properties();
    }
}
