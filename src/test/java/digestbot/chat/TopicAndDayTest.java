package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicAndDayTest {

    private static final Set<String> TOPICS = Set.of("us-china", "us vs china", "friday review");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            us-china                    | us-china      | ''
            friday review               | friday review | ''
            friday                      | ''            | friday
            us-china monday             | us-china      | monday
            monday us-china             | us-china      | monday
            US vs China 5 feb           | US vs China   | 5 feb
            5 de febrero us-china       | us-china      | 5 de febrero
            us-china el 5 de febrero de 2026 | us-china | el 5 de febrero de 2026
            us-china "4. Feb"           | us-china      | 4. Feb
            2月5日 us-china             | us-china      | 2月5日
            us-china 5/2                | us-china      | 5/2
            us-china someday            | us-china      | someday
            nothing at all              | ''            | nothing at all
            friday review yesterday     | friday review | yesterday
            ''                          | ''            | ''
            """)
    void takesTheDateOffEitherEnd(String typed, String topic, String date) {
        assertThat(TopicAndDay.of(
                        typed, name -> TOPICS.contains(name.toLowerCase(Locale.ROOT)), LocalDate.of(2026, 2, 6), "en"))
                .isEqualTo(new TopicAndDay(topic, date));
    }
}
