package digestbot.i18n;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules are Unicode's, from its table “Language Plural Rules”.
class PluralRulesTest {

    /// English and German, Chinese, Spanish with its form for whole millions, Russian, which looks
    /// at the last digits, and values in a list.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            one: i = 1                                        | 0 other, 1 one, 2 other, 11 other, 21 other
            ''                                                | 0 other, 1 other, 2 other
            one: n = 1; many: i != 0 and i % 1000000 = 0      | 1 one, 0 other, 2 other, 1000000 many, 1000001 other
            one: i % 10 = 1 and i % 100 != 11; few: i % 10 = 2..4 and i % 100 != 12..14; \
            many: i % 10 = 0 or i % 10 = 5..9 or i % 100 = 11..14 \
            | 1 one, 21 one, 2 few, 24 few, 5 many, 11 many, 12 many, 100 many, 111 many
            two: n = 2,5, 7..8                                | 1 other, 2 two, 5 two, 6 other, 7 two, 8 two
            """)
    void eachNumberHasItsForm(String written, String numbers) {
        Texts.PluralRules rules = rules(written);
        assertThat(Stream.of(numbers.split(", ", -1))
                        .map(each -> each.replaceFirst(" .*", ""))
                        .map(number -> number + " " + rules.category(Long.parseLong(number))))
                .containsExactly(numbers.split(", ", -1));
        assertThat(rules.categories())
                .containsOnlyOnce("other")
                .hasSameElementsAs(Stream.of((numbers + ", 0 other").split(", ", -1))
                        .map(each -> each.replaceFirst(".* ", ""))
                        .toList());
    }

    @Test
    void whatIsNoRuleIsNamed() {
        assertThatThrownBy(() -> rules("one: n is 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"n is 1\"");
    }

    private static Texts.PluralRules rules(String written) {
        var file = new Properties();
        Stream.of(written.split("; ", -1))
                .filter(rule -> !rule.isEmpty())
                .forEach(rule -> file.setProperty(
                        "plural." + rule.substring(0, rule.indexOf(": ")), rule.substring(rule.indexOf(": ") + 2)));
        return Texts.PluralRules.of(file);
    }
}
