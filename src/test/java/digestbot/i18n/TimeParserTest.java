package digestbot.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// It is Friday, 6 February 2026, 12:00.
class TimeParserTest {

    private static final LocalDateTime NOON = LocalDateTime.of(2026, 2, 6, 12, 0);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            18:00                   | 2026-02-06T18:00
            8:00                    | 2026-02-07T08:00
            12:00                   | 2026-02-07T12:00
            2026-02-06 08:00        | 2026-02-06T08:00
            2026-02-10 08:00        | 2026-02-10T08:00
            today 18:30             | 2026-02-06T18:30
            today 08:00             | 2026-02-06T08:00
            tomorrow 08:00          | 2026-02-07T08:00
            tomorrow at 8:00        | 2026-02-07T08:00
            18:00 tomorrow          | 2026-02-07T18:00
            monday 08:00            | 2026-02-09T08:00
            Mon, 8:05               | 2026-02-09T08:05
            friday 18:00            | 2026-02-06T18:00
            friday 08:00            | 2026-02-13T08:00
            08:00 on friday         | 2026-02-13T08:00
            5 feb 18:00             | 2027-02-05T18:00
            6 feb 18:00             | 2026-02-06T18:00
            1 march 09:00           | 2026-03-01T09:00
            29 feb 09:00            | 2028-02-29T09:00
            morgen um 8:00 Uhr      | 2026-02-07T08:00
            10. Februar um 8:00     | 2026-02-10T08:00
            Mo 8:00                 | 2026-02-09T08:00
            mañana a las 8:00       | 2026-02-07T08:00
            el 10 de febrero a las 8:00 | 2026-02-10T08:00
            明天 08:00               | 2026-02-07T08:00
            周一 08:00               | 2026-02-09T08:00
            """)
    void aTimeIsTheNextThatIsMeant(String typed, LocalDateTime meant) {
        assertThat(TimeParser.next(typed, NOON, "en")).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "tomorrow", "tomorrow 8", "25:00", "12:60", "2/3 08:00", "someday 08:00", "1:2:3"})
    void whatIsNoTimeMeansNothing(String typed) {
        assertThat(TimeParser.next(typed, NOON, "en")).isEmpty();
    }
}
