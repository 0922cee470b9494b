package digestbot.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.i18n.PeriodParser.Period;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class PeriodParserTest {

    @Test
    void readsThePeriodInEveryLanguage() {
        String typed = "22:00–07:30¦22-7:30¦22:00 - 07:30¦2200~0730¦22h—7h30¦22.00 to 7.30¦From 22 until 7:30"
                + "¦22 Uhr bis 7:30 Uhr¦von 22 bis 7:30¦de 22:00 a 7:30¦desde las 22 hasta las 7:30¦22:00到7:30"
                + "¦从 22:00 至 7:30¦２２：００－７：３０";
        assertThat(typed.split("¦", -1))
                .allSatisfy(each -> assertThat(PeriodParser.parse(each))
                        .as(each)
                        .contains(new Period(LocalTime.of(22, 0), LocalTime.of(7, 30))));
    }

    @Test
    void everythingElseIsNone() {
        String typed = "¦22¦22:00¦22-¦-7¦22-7-8¦24-7¦22-7:60¦22 7¦at night¦22 bis früh";
        assertThat(typed.split("¦", -1))
                .allSatisfy(
                        each -> assertThat(PeriodParser.parse(each)).as(each).isEmpty());
    }

    @Test
    void isWrittenAsItIsRead() {
        var period = new Period(LocalTime.of(22, 0), LocalTime.of(7, 5));
        assertThat(period).hasToString("22:00–07:05");
        assertThat(PeriodParser.parse(period.toString())).contains(period);
    }
}
