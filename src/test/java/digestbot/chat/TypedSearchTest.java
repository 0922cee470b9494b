package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.chat.SearchCommand.TypedSearch.Kind;
import digestbot.content.action.ReadAction;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedSearchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            steel tariffs                | steel tariffs      | {}
            perspective:china steel      | steel              | {PERSPECTIVE=china}
            steel PERSPECTIVE:China      | steel              | {PERSPECTIVE=China}
            perspektive:"United States" Stahl | Stahl              | {PERSPECTIVE=United States}
            acero perspectiva:us desde:ayer | acero              | {PERSPECTIVE=us, FROM=ayer}
            钢铁 话题：us-china          | 钢铁               | {TOPIC=us-china}
            steel from:2026-02-01 to:“5 feb” | steel          | {FROM=2026-02-01, UNTIL=5 feb}
            on:monday                    | ''                 | {ON=monday}
            https://example.org title:x  | https://example.org title:x | {}
            perspective: steel           | perspective: steel | {}
            ''                           | ''                 | {}
            """)
    void setsWhatNarrowsApartFromWords(String typed, String words, String narrowed) {
        SearchCommand.TypedSearch line = SearchCommand.TypedSearch.read(typed);
        assertThat(line.words()).isEqualTo(words);
        assertThat(line.filters()).hasToString(narrowed);
    }

    @Test
    void optionsNarrowTooAndEndlessTextIsCut() {
        assertThat(SearchCommand.TypedSearch.of(
                                new ReadAction.Search("steel perspective:us", "china", "trade", " ", ""))
                        .filters())
                .isEqualTo(Map.of(Kind.TOPIC, "trade", Kind.PERSPECTIVE, "china"));
        assertThat(SearchCommand.TypedSearch.read("😀".repeat(5_000)).words()).hasSize(300);
        assertThat(SearchCommand.TypedSearch.read("x" + "😀".repeat(5_000)).words())
                .hasSizeLessThanOrEqualTo(300);
    }
}
