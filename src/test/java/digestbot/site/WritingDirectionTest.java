package digestbot.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WritingDirectionTest {

    @ParameterizedTest
    @CsvSource({
        "ar, rtl",
        "he-IL, rtl",
        "fa, rtl",
        "ur_PK, rtl",
        "ku-Arab, rtl",
        "az-Latn, ltr",
        "en, ltr",
        "zh-CN, ltr",
        "x!, ltr"
    })
    void followsTheScriptOrElseTheLanguage(String tag, String direction) {
        assertThat(WritingDirection.of(tag)).isEqualTo(direction);
    }
}
