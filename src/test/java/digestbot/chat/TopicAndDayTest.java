package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

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
            US vs China 2026-02-05      | US vs China   | 2026-02-05
            us-china "monday"           | us-china      | monday
            us-china someday            | us-china      | someday
            nothing at all              | ''            | nothing at all
            friday review yesterday     | friday review | yesterday
            ''                          | ''            | ''
            """)
    void takesTheDateOffEitherEnd(String typed, String topic, String date) {
        assertThat(TopicAndDay.of(
                        typed,
                        name -> TOPICS.contains(name.toLowerCase(Locale.ROOT)),
                        word -> Set.of("friday", "monday", "yesterday", "2026-02-05")
                                .contains(word)))
                .isEqualTo(new TopicAndDay(topic, date));
    }
}
