package digestbot.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Path FOLDER = Path.of("src/main/resources/text");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}?");

    private final Words english = Words.of("en");

    @Test
    void everyLanguageHasEveryPhraseInEveryFormWithEveryPlaceholder() throws IOException {
        for (Path file : languageFiles()) {
            assertThat(faults(properties(file))).as(file.toString()).isEmpty();
        }
    }

    @Test
    void everyLanguageFileIsNamedInTheListOfLanguages() throws IOException {
        assertThat(languageFiles().stream().map(WordsTest::tag)).containsExactlyElementsOf(Words.languages());
    }

    @Test
    void theCheckFindsWhatIsMissingOrTooMuch() throws IOException {
        Properties file = properties(FOLDER.resolve("en.properties"));
        file.remove("sources");
        file.remove("articles.other");
        file.setProperty("corrected", "Corrected!");
        file.setProperty("overview-button", "Overview {0}");
        file.setProperty("no-sources", "None {");
        file.setProperty("tomorow", "tomorrow's");
        assertThat(faults(file))
                .containsExactlyInAnyOrder(
                        "lacks sources",
                        "lacks articles.other",
                        "corrected has placeholders [], not [0]",
                        "overview-button has placeholders [0], not []",
                        "no-sources has placeholders [], not []",
                        "tomorow is nothing the bot says");
    }

    @Test
    void aCountDecidesTheFormAndIsWrittenAsTheLanguageDoes() {
        assertThat(Stream.of(0, 1, 2, 1204).map(count -> english.say(Phrase.ARTICLES, count)))
                .containsExactly("0 articles", "1 article", "2 articles", "1,204 articles");
    }

    @Test
    void whatPeopleWroteIsNeverReadAsAPattern() {
        assertThat(english.say(Phrase.CORRECTED, "{0} {1} 'it's' %d")).isEqualTo("Corrected: {0} {1} 'it's' %d");
        assertThat(english.say(Phrase.DAY_WITH_AGE, "{1}", "{0}")).isEqualTo("{1}, {0}");
    }

    @Test
    void anotherNumberOfArgumentsIsRefused() {
        assertThatThrownBy(() -> english.say(Phrase.ARTICLES)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> english.say(Phrase.SOURCES, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void daysAreWrittenInFullAndInShort() {
        LocalDate day = LocalDate.of(2026, 2, 5);
        assertThat(english.day(day)).isEqualTo("Thu 5 February 2026");
        assertThat(english.shortDay(day, 2026)).isEqualTo("5 Feb");
        assertThat(english.shortDay(day, 2025)).isEqualTo("5 Feb 2026");
    }

    @Test
    void aLanguageWithoutWordsGetsThoseOfItsBaseElseEnglish() {
        assertThat(Stream.of("en", "en-US", "en_GB", "EN", "tlh", "", "../../etc", "x".repeat(1000), "zz-Latn-ZZ")
                        .map(tag -> Words.of(tag).language()))
                .containsOnly("en");
    }

    @Test
    void anotherLanguageNeedsNoCode() throws IOException {
        Properties file = properties(FOLDER.resolve("en.properties"));
        file.setProperty("plural.few", "i % 10 = 2..4 and i % 100 != 12..14");
        file.setProperty("date.full", "EEEE, d. MMMM uuuu");
        new ArrayList<>(file.stringPropertyNames())
                .stream()
                        .filter(key -> key.endsWith(".other"))
                        .forEach(key -> file.setProperty(key.replace(".other", ".few"), file.getProperty(key)));
        file.setProperty("articles.few", "{0} Artikelchen");
        var words = new Words("de", file);
        assertThat(words.say(Phrase.ARTICLES, 3)).isEqualTo("3 Artikelchen");
        assertThat(words.say(Phrase.ARTICLES, 12_000)).isEqualTo("12.000 articles");
        assertThat(words.day(LocalDate.of(2026, 2, 5))).isEqualTo("Donnerstag, 5. Februar 2026");
    }

    @Test
    void aFileThatLacksAPhraseSaysWhich() {
        assertThatThrownBy(() -> new Words("de", new Properties()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text/de.properties lacks date.full");
    }

    private static List<String> faults(Properties file) {
        List<String> faults = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(file.stringPropertyNames());
        unknown.removeIf(key -> key.startsWith("plural.") || key.startsWith("date."));
        for (Phrase phrase : Phrase.values()) {
            for (String key : keys(file, phrase)) {
                unknown.remove(key);
                String wording = file.getProperty(key, "");
                if (wording.isBlank()) {
                    faults.add("lacks " + key);
                } else if (!wording.replaceAll("\\{\\d}", "").matches("[^{]*")
                        || !placeholders(wording).equals(expected(phrase))) {
                    faults.add(key + " has placeholders " + placeholders(wording) + ", not " + expected(phrase));
                }
            }
        }
        unknown.forEach(key -> faults.add(key + " is nothing the bot says"));
        return faults;
    }

    private static List<String> keys(Properties file, Phrase phrase) {
        boolean plural = file.stringPropertyNames().stream().anyMatch(key -> key.startsWith(phrase.key() + "."));
        return plural
                ? PluralRules.of(file).categories().stream()
                        .map(form -> phrase.key() + "." + form)
                        .toList()
                : List.of(phrase.key());
    }

    private static Set<String> placeholders(String wording) {
        return PLACEHOLDER
                .matcher(wording)
                .results()
                .map(found -> found.group(1))
                .filter(name -> name.matches("\\d"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> expected(Phrase phrase) {
        return IntStream.range(0, phrase.arguments())
                .mapToObj(Integer::toString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<Path> languageFiles() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".properties"))
                    .sorted()
                    .toList();
        }
    }

    private static String tag(Path file) {
        return file.getFileName().toString().replace(".properties", "");
    }

    private static Properties properties(Path file) throws IOException {
        var properties = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(text);
        }
        return properties;
    }
}
