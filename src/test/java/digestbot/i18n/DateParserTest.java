package digestbot.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.i18n.DateParser.ParsedDate;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// It is Friday, 6 February 2026.
class DateParserTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 6);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-02-05              | 2026-02-05
            2026-2-5                | 2026-02-05
            2026/02/05              | 2026-02-05
            2026.02.05              | 2026-02-05
            ２０２６-０２-０５          | 2026-02-05
            2027-01-01              | 2027-01-01
            5 feb                   | 2026-02-05
            5 Feb.                  | 2026-02-05
            5feb                    | 2026-02-05
            feb 5                   | 2026-02-05
            February 5th, 2025      | 2025-02-05
            5th of february         | 2026-02-05
            1 sept                  | 2025-09-01
            29 feb                  | 2024-02-29
            10 feb                  | 2026-02-10
            14 feb                  | 2025-02-14
            5. Februar              | 2026-02-05
            5.Februar 2025          | 2025-02-05
            3. März                 | 2025-03-03
            3 mar                   | 2025-03-03
            31. Dez.                | 2025-12-31
            5.2.                    | 2026-02-05
            05.02.2026              | 2026-02-05
            5 de febrero            | 2026-02-05
            5 de febrero de 2025    | 2025-02-05
            1º de enero             | 2026-01-01
            el 24 dic               | 2025-12-24
            2月5日                  | 2026-02-05
            2月5号                  | 2026-02-05
            2025年12月31日          | 2025-12-31
            31/1                    | 2026-01-31
            1/31/2026               | 2026-01-31
            2/2                     | 2026-02-02
            today                   | 2026-02-06
            YESTERDAY               | 2026-02-05
            day before yesterday    | 2026-02-04
            tomorrow                | 2026-02-07
            heute                   | 2026-02-06
            gestern                 | 2026-02-05
            vorgestern              | 2026-02-04
            hoy                     | 2026-02-06
            ayer                    | 2026-02-05
            mañana                  | 2026-02-07
            今天                    | 2026-02-06
            昨天                    | 2026-02-05
            前天                    | 2026-02-04
            monday                  | 2026-02-02
            Mon                     | 2026-02-02
            thurs                   | 2026-02-05
            friday                  | 2026-02-06
            saturday                | 2026-01-31
            Montag                  | 2026-02-02
            Do.                     | 2026-02-05
            lunes                   | 2026-02-02
            miércoles               | 2026-02-04
            miercoles               | 2026-02-04
            sáb                     | 2026-01-31
            星期一                  | 2026-02-02
            周一                    | 2026-02-02
            礼拜天                  | 2026-02-01
            """)
    void areReadInEveryLanguage(String written, LocalDate meant) {
        assertThat(DateParser.read(written, TODAY, "en")).isEqualTo(new ParsedDate.Day(meant));
    }

    @ParameterizedTest
    @CsvSource({
        "5/2, 2026-02-05, 2025-05-02",
        "2/5, 2026-02-05, 2025-05-02",
        "5/2/2026, 2026-02-05, 2026-05-02",
        "3-4-2025, 2025-03-04, 2025-04-03",
    })
    void areNotGuessedWhereEitherNumberMayBeTheMonth(String written, LocalDate one, LocalDate other) {
        ParsedDate.Either either =
                one.isBefore(other) ? new ParsedDate.Either(one, other) : new ParsedDate.Either(other, one);
        assertThat(DateParser.read(written, TODAY, "en")).isEqualTo(either);
    }

    @Test
    void areNothingElse() {
        String written =
                "¦ ¦2026-02-30¦2026-13-01¦30 feb¦31.4.¦5¦feb¦5 feb 6¦5 6 feb¦j 5¦ma¦5 feb us-china¦us-china¦31/31"
                        + "¦99999999999-1-1¦2月30日¦周八¦monday tuesday¦5 de";
        assertThat(written.split("¦", -1))
                .allSatisfy(each ->
                        assertThat(DateParser.read(each, TODAY, "en")).as(each).isEqualTo(new ParsedDate.Nothing()));
    }

    @Test
    void readANameThatMeansTwoThingsAsTheReaderSpeaks() {
        assertThat(DateParser.read("mar", TODAY, "es")).isEqualTo(new ParsedDate.Day(LocalDate.of(2026, 2, 3)));
        assertThat(DateParser.read("3 mar", TODAY, "es")).isEqualTo(new ParsedDate.Day(LocalDate.of(2025, 3, 3)));
    }
}
