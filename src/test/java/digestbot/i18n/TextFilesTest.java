package digestbot.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextFilesTest {

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageSaysEverythingAsItShouldBeWritten(String language) {
        assertThat(TextFile.read(language).faults()).isEmpty();
        assertThat(counted(language))
                .as("what is counted: a language adds plural forms of its own, but no phrases")
                .isEqualTo(counted("en"));
    }

    @Test
    void everyLanguageFileIsNamedInTheListOfLanguages() {
        assertThat(TextFile.languages()).containsExactlyElementsOf(Texts.languages());
        assertThat(Texts.languages()).contains("de", "en", "es", "zh");
    }

    @Test
    void everyLanguageNamesItselfAndNoTwoAlike() {
        List<String> names = Texts.languages().stream()
                .map(language -> Texts.of(language).format(SettingsPhrase.LANGUAGE_NAME))
                .toList();
        assertThat(names).contains("Deutsch", "English", "Español", "简体中文").doesNotHaveDuplicates();
    }

    static List<String> languages() {
        return TextFile.languages();
    }

    private static Set<String> counted(String language) {
        return TextFile.read(language).properties().stringPropertyNames().stream()
                .filter(key -> key.endsWith(".other"))
                .collect(Collectors.toSet());
    }
}
