package digestbot.i18n;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Properties;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The rules are Unicode's, from its table “Language Plural Rules”.
class PluralRulesTest {

    @Test
    void englishAndGermanHaveTwoForms() {
        PluralRules rules = rules("plural.one", "i = 1");
        assertThat(rules.categories()).containsExactly("one", "other");
        assertThat(categories(rules, 0, 1, 2, 11, 21)).containsExactly("other", "one", "other", "other", "other");
    }

    @Test
    void chineseHasOne() {
        assertThat(rules().categories()).containsExactly("other");
        assertThat(categories(rules(), 0, 1, 2)).containsOnly("other");
    }

    @Test
    void spanishHasAFormForWholeMillions() {
        PluralRules rules = rules("plural.one", "n = 1", "plural.many", "i != 0 and i % 1000000 = 0");
        assertThat(categories(rules, 1, 0, 2, 1_000_000, 1_000_001))
                .containsExactly("one", "other", "other", "many", "other");
    }

    @Test
    void russianLooksAtTheLastDigits() {
        PluralRules rules = rules(
                "plural.one", "i % 10 = 1 and i % 100 != 11",
                "plural.few", "i % 10 = 2..4 and i % 100 != 12..14",
                "plural.many", "i % 10 = 0 or i % 10 = 5..9 or i % 100 = 11..14");
        assertThat(categories(rules, 1, 21, 2, 24, 5, 11, 12, 100, 111))
                .containsExactly("one", "one", "few", "few", "many", "many", "many", "many", "many");
    }

    @Test
    void valuesMayBeListed() {
        assertThat(categories(rules("plural.two", "n = 2,5, 7..8"), 1, 2, 5, 6, 7, 8))
                .containsExactly("other", "two", "two", "other", "two", "two");
    }

    @Test
    void whatIsNoRuleIsNamed() {
        assertThatThrownBy(() -> rules("plural.one", "n is 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"n is 1\"");
    }

    private static PluralRules rules(String... keysAndValues) {
        var file = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            file.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return PluralRules.of(file);
    }

    private static List<String> categories(PluralRules rules, long... numbers) {
        return LongStream.of(numbers).mapToObj(rules::category).toList();
    }
}
