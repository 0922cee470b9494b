package digestbot.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextFilesTest {

    private static final String ENGLISH = TextFile.read("en").text();

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageSaysEverythingAsItShouldBeWritten(String language) {
        assertThat(TextFile.read(language).faults()).isEmpty();
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

    /// A language adds plural forms of its own, but says nothing that English does not.
    @ParameterizedTest
    @MethodSource("languages")
    void noLanguageCountsWhatEnglishDoesNot(String language) {
        assertThat(counted(language)).isEqualTo(counted("en"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sources = Sources                    | ''                                | lacks sources
            articles.other = {0} articles        | ''                                | lacks articles.other
            corrected = Corrected: {0}           | corrected = Corrected!            | corrected has placeholders [], not [0]
            overview-button = Overview           | overview-button = Overview {0}    | overview-button has placeholders [0], not []
            no-sources = No sources listed.      | no-sources = None {               | no-sources has placeholders [], not []
            no-sources = No sources listed.      | no-sources = None {x}             | no-sources has placeholders [], not []
            corrected = Corrected: {0}           | corrected = {0} {1}               | corrected has placeholders [0, 1], not [0]
            articles.one = {0} article           | articles.few = {0} articles       | lacks articles.one; articles.few is nothing the bot says
            tomorrow = tomorrow                  | tomorow = tomorrow                | lacks tomorrow; tomorow is nothing the bot says
            date.short = d MMM                   | date.shrt = d MMM                 | date.shrt is nothing the bot says
            sources = Sources                    | sources =  Sources                | not “key = wording”: sources =  Sources
            sources = Sources                    | sources=Sources                   | not “key = wording”: sources=Sources
            topic-gone = This topic no longer exists. | topic-gone = That "topic" | topic-gone has a typewriter's quotes
            topic-gone = This topic no longer exists. | topic-gone = That 'topic' | topic-gone has a typewriter's quotes
            topic-gone = This topic no longer exists. | topic-gone = 没有话题!     | topic-gone has narrow punctuation after a wide character
            command-stop = stop                  | command-stop = Stop               | command-stop is no name for Discord: Stop
            command-stop = stop                  | command-stop = stop it            | command-stop is no name for Discord: stop it
            command-stop = stop                  | command-stop = help               | two are called command help
            """)
    void theCheckFindsWhatIsWrong(String line, String instead, String faults) {
        assertThat(changed(line, instead).faults()).containsExactlyInAnyOrder(faults.split("; ", -1));
    }

    @Test
    void theCheckFindsWhatPropertiesReadOver() {
        assertThat(new TextFile(ENGLISH + "\nsources = Origins").faults()).containsExactly("sources is there twice");
        assertThat(changed("sources = Sources", "sources = Sources ").faults())
                .containsExactly("not “key = wording”: sources = Sources ");
        assertThat(changed("sources = Sources", "sources = A\\\nB").faults())
                .containsExactly("not “key = wording”: sources = A\\", "not “key = wording”: B");
    }

    @Test
    void theCheckFindsACommandThatIsExplainedTooLong() {
        assertThat(changed("help-help = this list", "help-help = " + "x".repeat(101))
                        .faults())
                .containsExactly("help-help has 101 characters, not 100");
        assertThat(changed("help-help = this list", "help-help = " + "x".repeat(100))
                        .faults())
                .isEmpty();
    }

    @Test
    void theCheckFindsAnOptionThatDiscordWouldRefuse() {
        assertThat(new TextFile(ENGLISH + "\noption-x = Two Words\nchoose-x = " + "x".repeat(101)).faults())
                .contains("option-x is no name for Discord: Two Words", "choose-x has 101 characters, not 100");
    }

    static List<String> languages() {
        return TextFile.languages();
    }

    private static TextFile changed(String line, String instead) {
        String before = "\n" + line + "\n";
        assertThat(ENGLISH).contains(before);
        return new TextFile(ENGLISH.replace(before, "\n" + instead + "\n"));
    }

    private static Set<String> counted(String language) {
        return TextFile.read(language).properties().stringPropertyNames().stream()
                .filter(key -> key.endsWith(".other"))
                .collect(Collectors.toSet());
    }
}
