package digestbot.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextFilesTest {

    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:-[a-z]+)*)\"");

    /// The first argument of the methods that take the key of a text; it may be one of two.
    private static final Pattern SAID = Pattern.compile(
            "(?:\\b(?:format|toast|context\\.refuse|withHint|ownText)\\(|\\(texts, )\\s*(?:[^,;\"]*\\? )?\"[a-z-]+\"(?:\\s*: \"[a-z-]+\")?");

    /// Beginnings of keys that go on with the name of an action, a command or a kind of outlet.
    private static final Set<String> MADE_OF_NAMES = Set.of("audit-", "command-", "help-", "option-", "outlet-");

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
                .map(language -> Texts.of(language).format("language-name"))
                .toList();
        assertThat(names).contains("Deutsch", "English", "Español", "简体中文").doesNotHaveDuplicates();
    }

    @Test
    void everyTextIsSaidAndWhateverIsSaidHasAText() throws IOException {
        Set<String> texts = Texts.keys(TextFile.read("en").properties());
        var literals = new TreeSet<String>();
        var said = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String source = Files.readString(file);
                LITERAL.matcher(source).results().forEach(found -> literals.add(found.group(1)));
                SAID.matcher(source)
                        .results()
                        .forEach(found ->
                                LITERAL.matcher(found.group()).results().forEach(key -> said.add(key.group(1))));
            }
        }
        assertThat(said).as("what the bot says").hasSizeGreaterThan(300).isSubsetOf(texts);
        texts.removeAll(literals);
        assertThat(texts)
                .as("texts that nothing says")
                .allMatch(key -> MADE_OF_NAMES.stream().anyMatch(key::startsWith));
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
