package digestbot.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParserTest {

    @ParameterizedTest
    @CsvSource({"07:45, 07:45", "7.45, 07:45", "745, 07:45", "7h45, 07:45", "7, 07:00", "7h, 07:00", "１８:００, 18:00"})
    void aTimeOfDayIsReadAsPeopleWriteIt(String typed, LocalTime meant) {
        assertThat(TimeParser.timeOfDay(typed)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "25:00", "12:60", "1:2:3", "-1"})
    void whatIsNoTimeMeansNothing(String typed) {
        assertThat(TimeParser.timeOfDay(typed)).isEmpty();
    }
}
