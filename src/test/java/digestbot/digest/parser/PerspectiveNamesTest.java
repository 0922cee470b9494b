package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerspectiveNamesTest {

    private static final PerspectiveNames NAMES = new PerspectiveNames(List.of(
            "United", "United States", "US", "China", "美国", "中国", "한국", "Straße", "5 Eyes", "Saudi Arabia", "日本"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "United States Perspective (United States Sources) | 1",
                "united   states | 1",
                "United Statesmen | 0",
                "United front | 0",
                "US: what it says | 2",
                "US-Sicht | 2",
                "US视角 | 2",
                "USA | -1",
                "The US | -1",
                "China’s view | 3",
                "CHINA | 3",
                "Chinas Sicht | -1",
                "Chinese view | -1",
                "美国视角（美国来源） | 4",
                "中国 | 5",
                "한국의 시각 | 6",
                "日本の見方 | 10",
                "STRASSE frei | 7",
                "5 Eyes report | 8",
                "1. China | 3",
                "🇨🇳 China | 3",
                "— “China” | 3",
                "Saudi\u00a0Arabia's view | 9",
                "Perspective of China | -1",
                "Overall Highlights | -1",
            })
    void belongsToThePerspectiveWhoseNameItBeginsWith(String heading, int perspective) {
        assertThat(NAMES.atStartOf(heading).orElse(-1)).isEqualTo(perspective);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Blick aus China | China",
                "来自中国的报道 | 中国",
                "来自美国和中国的报道 | 美国 中国",
                "「中国」発 | 中国",
                "대한국의 시각 | 한국",
                "The United States and the United front | United States;United",
                "The United States | United States",
                "Unites of the United States | United States",
                "Blick der US-Presse auf China | China US",
                "WHAT THE US SAYS | US",
                "What the us says | -",
                "What the USA says | -",
                "About us and China | China",
                "From china | China",
                "Blick auf Chinas Wirtschaft | -",
                "Indochina | -",
                "Straße und STRASSE | Straße",
                "وجهة نظر الصين | الصين",
                "نظرة الصينيين | -",
                "Взгляд из Китая | -",
                "Взгляд: Китай | Китай",
                "Overall Highlights | -",
            })
    void findsNamesAnywhereAsWholeWordsTheLongestFirst(String heading, String held) {
        List<String> names =
                List.of("United", "United States", "US", "China", "美国", "中国", "한국", "Straße", "الصين", "Китай");
        assertThat(new PerspectiveNames(names)
                        .in(heading).stream()
                                .map(name -> names.get(name.ordinal()))
                                .toList())
                .isEqualTo(held == null ? List.of() : List.of(held.split(held.contains(";") ? ";" : "(?<!United) ")));
    }
}
