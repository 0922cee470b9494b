package digestbot.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// It is Friday, 6 February 2026.
class DateParserTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 6);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 2026-02-05    | 2026-02-05
            zh | ２０２６-０２-０５ | 2026-02-05
            en | 2027-01-01    | 2027-01-01
            en | today         | 2026-02-06
            en | YESTERDAY     | 2026-02-05
            de | heute         | 2026-02-06
            de | gestern       | 2026-02-05
            es | hoy           | 2026-02-06
            es | ayer          | 2026-02-05
            zh | 今天           | 2026-02-06
            zh | 昨天           | 2026-02-05
            en | monday        | 2026-02-02
            en | Mon           | 2026-02-02
            en | friday        | 2026-02-06
            en | saturday      | 2026-01-31
            de | Montag        | 2026-02-02
            de | Do.           | 2026-02-05
            es | miércoles     | 2026-02-04
            es | miercoles     | 2026-02-04
            es | sáb           | 2026-01-31
            zh | 星期一         | 2026-02-02
            zh | 周一           | 2026-02-02
            """)
    void areReadInTheLanguageOfTheChat(String language, String written, LocalDate meant) {
        assertThat(DateParser.parse(written, TODAY, Texts.of(language))).contains(meant);
    }

    @Test
    void areNothingElse() {
        String written = "¦ ¦2026-02-30¦2026-13-01¦2026-2-5¦+10000-01-01¦99999999999-1-1¦5 feb¦feb¦5/2¦ma¦tomorrow"
                + "¦heute¦lunes¦周八¦monday tuesday¦us-china";
        assertThat(written.split("¦", -1))
                .allSatisfy(each -> assertThat(DateParser.parse(each, TODAY, Texts.of("en")))
                        .as(each)
                        .isEmpty());
    }
}
